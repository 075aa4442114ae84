import { palettes } from "@light-dqm/core/figures";
import { expect, it } from "vitest";
import { accentOf } from "../../../view/channels/accents.js";

/** Contrast of two colours after WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

it.each(["light", "dark"] as const)("what is chosen stands out from the %s paper", (theme) => {
  const accents = Array.from({ length: 6 }, (_, choice) => accentOf(theme, choice));
  expect(new Set(accents).size).toBe(6);
  for (const accent of accents)
    expect(contrast(accent, palettes[theme].paper)).toBeGreaterThanOrEqual(4.5);
  expect(accentOf(theme, 6)).toBe(accents[0]);
});
