import { describe, expect, test } from "vitest";
import type { Annotation, Figure, Trace } from "../../src/figures/figure.js";
import { altText, channelMaskPayload, figureOf, palettes } from "../../src/figures/index.js";
import { plainText, textWidthPx } from "../../src/figures/style/text.js";
import { requireSubset } from "../../src/figures/subset/subset.js";
import { exampleCells, examplePayloads } from "./example-payloads.js";
import { syntheticSummary } from "./synthetic-summary.js";

const light = { theme: "light", marks: "plain" } as const;
const payloads = Object.entries(examplePayloads());

/** Every text of a figure that a reader or plotly sees. */
function textsOf({ data, layout }: Figure): string[] {
  const axes = Object.entries(layout).flatMap(([key, value]) =>
    /^[xy]axis/.test(key) ? [...value.ticktext, value.title?.text ?? ""] : [],
  );
  return [
    ...data.flatMap((trace: Trace) => [
      trace.name,
      trace.legendgroup ?? "",
      ...(trace.hovertext ?? []),
      ...("text" in trace ? (trace.text ?? []) : []),
    ]),
    ...layout.annotations.map(({ text }) => text),
    ...axes,
  ];
}

/** The figure without its colours. */
function shapeOf(figure: Figure): unknown {
  return JSON.parse(JSON.stringify(figure).replace(/#[0-9a-f]{6}/g, "colour"));
}

/** Left and right end of an unturned line in px from the left edge. */
function spanPx({ text, xshift, xanchor, font }: Annotation, figure: Figure): [number, number] {
  const width = textWidthPx(text, font.size);
  const at = figure.layout.margin.l + xshift!;
  const left = xanchor === "left" ? at : xanchor === "right" ? at - width : at - width / 2;
  return [left, left + width];
}

describe.each(payloads)("the figure of %s", (_, payload) => {
  const figure = figureOf(payload, light);

  test("is in the closed subset", () => {
    expect(() => requireSubset(figure)).not.toThrow();
  });

  test("is in the closed subset at other sizes, themes and marks", () => {
    for (const widthPx of [420, 900, 1600])
      expect(() =>
        requireSubset(figureOf(payload, { theme: "dark", marks: "emoji", widthPx, heightPx: 600 })),
      ).not.toThrow();
  });

  test("differs between the themes in colours only", () => {
    const dark = figureOf(payload, { ...light, theme: "dark" });
    expect(dark).not.toEqual(figure);
    expect(shapeOf(dark)).toEqual(shapeOf(figure));
  });

  test("is legible on A4: no text below 6 pt", () => {
    const fonts = [...JSON.stringify(figure).matchAll(/"family":"[^"]*","size":([\d.]+)/g)];
    expect(fonts.length).toBeGreaterThan(2);
    for (const [, px] of fonts) expect(Number(px) * 0.75).toBeGreaterThanOrEqual(6);
  });

  test("shows the question and the answer, inside the page", () => {
    const texts = figure.layout.annotations.map(({ text }) => text).join(" ");
    expect(texts).toContain(payload.title.split(" ")[0]);
    expect(texts).toContain(payload.answer.split(" ").slice(0, 4).join(" "));
    for (const each of figure.layout.annotations.filter(({ textangle }) => !textangle)) {
      const [left, right] = spanPx(each, figure);
      expect(left, each.text).toBeGreaterThanOrEqual(0);
      expect(right, each.text).toBeLessThanOrEqual(figure.layout.width);
    }
  });

  test("has one legend entry a name", () => {
    const names = figure.data.filter(({ showlegend }) => showlegend).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("is made without changing the payload", () => {
    const before = JSON.stringify(payload);
    figureOf(payload, light);
    expect(JSON.stringify(payload)).toBe(before);
  });
});

describe("texts from outside", () => {
  const hostile = `<b>x</b> <a href="javascript:alert(1)">y</a> $\\int x$ &lt;i&gt; \u202eabc\u0007`;
  const payload = channelMaskPayload(
    syntheticSummary({
      input: { name: hostile, sizeBytes: 1, mtimeMs: 0, run: 1, subRun: null },
    }),
    exampleCells(() => hostile),
    { check: hostile, answer: hostile },
  );

  test.each([1600, 900])(
    "are inert at %d px: no tag, reference, TeX or control character",
    (widthPx) => {
      const figure = figureOf(payload, { ...light, widthPx, heightPx: 700 });
      const texts = textsOf(figure);
      expect(texts.join("")).toContain("int x");
      for (const text of texts)
        expect(text.replaceAll("\n", "")).not.toMatch(/[<>$]|&#?\w+;|\p{Cc}|\p{Cf}/u);
    },
  );

  test("are inert in the alternative text too", () => {
    expect(altText(payload)).not.toMatch(/[<>$]|\p{Cc}|\p{Cf}/u);
  });
});

test("the alternative text holds question, answer and file", () => {
  for (const [, payload] of payloads) {
    expect(altText(payload)).toContain(plainText(payload.title));
    expect(altText(payload)).toContain(plainText(payload.answer));
    expect(altText(payload)).toContain("mpd_run_demo_rctl_101.FLOW.hdf5");
  }
});

test("data and text stand out from both backgrounds", () => {
  for (const { paper, ink, data, known, states } of Object.values(palettes))
    for (const color of [ink, data, known, ...Object.values(states)])
      expect(contrast(color, paper), `${color} on ${paper}`).toBeGreaterThan(3);
});

/** Contrast ratio of WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number =>
    [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i]!, 0);
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}
