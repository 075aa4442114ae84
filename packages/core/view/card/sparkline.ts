import { element, svgElement } from "../dom/elements.js";

const widthPx = 360;
const heightPx = 84;

/** What a sparkline shows. */
export interface Curve {
  title: string;
  /** Evenly spaced; null breaks the line. */
  y: readonly (number | null)[];
  xLabel: string;
  unit: string;
  scale: "linear" | "log";
}

/** A small curve with its ends in words; drawn without plotly. */
export function sparkline({ title, y, xLabel, unit, scale }: Curve): HTMLElement {
  const value = (each: number): number => (scale === "log" ? Math.log10(each) : each);
  const known = y.filter((each) => each !== null);
  const low = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const span = value(high) - value(low) || 1;
  let pen = "M";
  const path = y
    .map((each, i) => {
      if (each === null) {
        pen = "M";
        return "";
      }
      const left = (i / Math.max(1, y.length - 1)) * widthPx;
      const top = heightPx - 2 - ((value(each) - value(low)) / span) * (heightPx - 4);
      const step = `${pen}${left.toFixed(1)},${top.toFixed(1)}`;
      pen = "L";
      return step;
    })
    .join("");
  const range = known.length > 0 ? `${short(low)} to ${short(high)} ${unit}` : "no data";
  return element("figure", { class: "ldqm-Sparkline" }, [
    element("figcaption", {}, [`${title}: ${range}, ${xLabel}`]),
    svgElement(
      "svg",
      {
        viewBox: `0 0 ${widthPx} ${heightPx}`,
        width: widthPx,
        height: heightPx,
        "aria-hidden": "true",
      },
      [svgElement("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1 })],
    ),
  ]);
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
