import type { Figure } from "../figure.js";
import { type Palette, palettes, type Theme } from "./palette.js";

/**
 * A figure in the colours of a theme: those of the palette of its background become those of the
 * theme's, with their opacity; any other colour stays. A figure with another background stays as it is.
 */
export function themed(figure: Figure, theme: Theme): Figure {
  const from = Object.values(palettes).find(({ paper }) => paper === figure.layout.paper_bgcolor);
  if (!from || from === palettes[theme]) return figure;
  const after = colorsOf(palettes[theme]);
  const changes = new Map(colorsOf(from).map((color, i) => [color, after[i]!]));
  return recolored(figure, (color) => {
    const change = changes.get(color.slice(0, 7));
    return change ? `${change}${color.slice(7)}` : color;
  });
}

function colorsOf({ states, lines, ...others }: Palette): string[] {
  return [...Object.values(others as Record<string, string>), ...Object.values(states), ...lines];
}

/** A copy with every colour changed; what is below keys that hold data stays. */
function recolored<Part>(part: Part, change: (color: string) => string): Part {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((each) => recolored(each, change)) as Part;
  const entries = Object.entries(part).map(([key, value]) => {
    if (typeof value === "string" && /color$/.test(key)) return [key, change(value)];
    return [key, dataKeys.has(key) ? value : recolored(value, change)];
  });
  return Object.fromEntries(entries) as Part;
}

const dataKeys = new Set(["x", "y", "base", "array", "arrayminus", "hovertext", "text"]);
