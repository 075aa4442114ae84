/** Ticks of a zoomed axis, in the style that the axis has when all of it is seen. */
import {
  type Axis,
  decadeTicks,
  linearTicks,
  logTicks,
  type Ticks,
  timeTicks,
} from "@light-dqm/core/figures";

/** How the ticks of an axis are written; `words`: as they are, wherever they come into view. */
export type TickStyle = "number" | "whole" | "words" | { readonly zone: string };

/** Room of a tick along an axis, px. */
const tickPx = { x: 60, y: 38 };

/** Size of the text of ticks of times, px. */
const textPx = 12;

/** With fewer decades in view, ticks between powers of ten are needed. */
const fewDecades = 2.5;

export function zoomedTicks(
  { type, tickvals, ticktext }: Pick<Axis, "type" | "tickvals" | "ticktext">,
  range: readonly [number, number],
  letter: "x" | "y",
  lengthPx: number,
  style: TickStyle,
): Ticks {
  const [low, high] = range[0] < range[1] ? range : [range[1], range[0]];
  const most = Math.max(2, Math.floor(lengthPx / tickPx[letter]));
  if (style === "words") return { values: tickvals, text: ticktext };
  if (typeof style === "object") return timeTicks([low, high], style.zone, textPx)(lengthPx);
  if (type === "log") {
    if (high - low >= fewDecades) return decadeTicks([low, high], most);
    const { values, text } = logTicks(low, high);
    return { values, text: ticktext.every(isPower) ? values.map(powerText) : text };
  }
  return style === "whole" ? whole(linearTicks([low, high], most)) : linearTicks([low, high], most);
}

function whole({ values, text }: Ticks): Ticks {
  const isWhole = (i: number): boolean => Number.isInteger(values[i]);
  return {
    values: values.filter((_, i) => isWhole(i)),
    text: text.filter((_, i) => isWhole(i)),
  };
}

const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const isPower = (text: string): boolean => /^10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+$/.test(text);

/** `5·10⁻⁹`, as beside powers of ten. */
function powerText(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const share = Number((value / 10 ** exponent).toPrecision(3));
  const power = [...String(Math.abs(exponent))].map((each) => digits[Number(each)]).join("");
  return `${share === 1 ? "" : `${share}·`}10${exponent < 0 ? "⁻" : ""}${power}`;
}
