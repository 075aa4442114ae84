/** Axes: ids, ranges and ticks, all set explicitly. */
import { format } from "d3-format";
import { scaleLinear } from "d3-scale";
import type { Axis, Layout, XAxisId, YAxisId } from "../figure.js";
import { type Box, font, type Page } from "../page.js";
import { numberText } from "./rounding.js";
import { textWidthPx } from "./text.js";

/** Ids of the axes of panel `index`: `x`, `y` for the first, `x2`, `y2` for the second… */
export function axisIds(index: number): { x: XAxisId; y: YAxisId } {
  return index === 0 ? { x: "x", y: "y" } : { x: `x${index + 1}`, y: `y${index + 1}` };
}

/** What differs between axes; the rest is the style of the page. */
export interface AxisChoice {
  range: [number, number];
  type?: "linear" | "log";
  /** Or which they are on an axis of this length in px. Labels that would touch others are left out. */
  ticks: Ticks | ((lengthPx: number) => Ticks);
  /** Hides the tick labels, keeping the ticks. */
  labels?: boolean;
  grid?: boolean;
  title?: string;
  /** Size of its text; by default that of the page. */
  titlePx?: number;
  standoffPx?: number;
  matches?: XAxisId | YAxisId;
  tickPx?: number;
}

/** Where ticks are, in data values, and how they are written. */
export interface Ticks {
  values: number[];
  text: string[];
}

/** A pair of axes in a box of the page, keyed as a layout wants them. */
export function panelAxes(
  page: Page,
  index: number,
  box: Box,
  x: AxisChoice,
  y: AxisChoice,
): Pick<Layout, "xaxis" | "yaxis"> {
  const { margin } = page;
  const width = page.widthPx - margin.l - margin.r;
  const height = page.heightPx - margin.t - margin.b;
  const left = (box.leftPx - margin.l) / width;
  const bottom = 1 - (box.topPx - margin.t + box.heightPx) / height;
  const ids = axisIds(index);
  const suffix = index === 0 ? "" : `${index + 1}`;
  return {
    [`xaxis${suffix}`]: axisOf(
      page,
      x,
      ticksThatFit(page, x, "x", box.widthPx),
      [left, left + box.widthPx / width],
      ids.y,
    ),
    [`yaxis${suffix}`]: axisOf(
      page,
      y,
      ticksThatFit(page, y, "y", box.heightPx),
      [bottom, bottom + box.heightPx / height],
      ids.x,
    ),
  } as unknown as Pick<Layout, "xaxis" | "yaxis">;
}

/** Axes in px of a box as wide as the plot, without lines, ticks and zoom: for legends. y is 0 at its top. */
export function hiddenPxAxes(
  page: Page,
  index: number,
  topPx: number,
  heightPx: number,
): Pick<Layout, "xaxis" | "yaxis"> {
  const { margin } = page;
  const widthPx = page.widthPx - margin.l - margin.r;
  const hidden = { ticks: { values: [], text: [] }, labels: false, grid: false };
  const axes = panelAxes(
    page,
    index,
    { leftPx: margin.l, topPx, widthPx, heightPx },
    { ...hidden, range: [0, widthPx] },
    { ...hidden, range: [-heightPx, 0] },
  );
  for (const axis of Object.values(axes))
    Object.assign(axis, { showline: false, mirror: false, fixedrange: true });
  return axes;
}

function axisOf(
  page: Page,
  choice: AxisChoice,
  ticks: Ticks,
  domain: [number, number],
  anchor: XAxisId | YAxisId,
): Axis {
  const { palette } = page;
  return {
    domain: [Math.max(0, domain[0]), Math.min(1, domain[1])],
    anchor,
    type: choice.type ?? "linear",
    range: choice.range,
    tickmode: "array",
    tickvals: ticks.values,
    ticktext: ticks.text,
    tickfont: font(tickPxOf(page, choice), palette.ink),
    ticks: ticks.values.length > 0 ? "outside" : "",
    showticklabels: choice.labels ?? true,
    showgrid: choice.grid ?? true,
    gridcolor: palette.grid,
    zeroline: false,
    showline: true,
    linecolor: palette.ink,
    mirror: true,
    ...(choice.title
      ? {
          title: {
            text: choice.title,
            font: font(choice.titlePx ?? page.textPx, palette.ink),
            standoff: choice.standoffPx ?? 6,
          },
        }
      : {}),
    ...(choice.matches ? { matches: choice.matches } : {}),
  };
}

const tickPxOf = (page: Page, { tickPx }: AxisChoice): number => tickPx ?? page.textPx - 1;

/** A label at the end of an x axis reaches this far over it at most, px. */
const spillPx = 10;

/** The ticks of an axis of this length, without those whose labels would touch another one. */
export function ticksThatFit(
  page: Page,
  choice: AxisChoice,
  side: "x" | "y",
  lengthPx: number,
): Ticks {
  const { values, text } =
    typeof choice.ticks === "function" ? choice.ticks(lengthPx) : choice.ticks;
  const sizePx = tickPxOf(page, choice);
  const [start, end] = choice.range;
  const labels = values.map((value, i) => {
    const at = choice.type === "log" ? Math.log10(value) : value;
    const halfPx = side === "x" ? textWidthPx(text[i]!, sizePx) / 2 : sizePx * 0.55;
    return { px: ((at - start) / (end - start)) * lengthPx, halfPx, i };
  });
  const inside = labels.filter(
    ({ px, halfPx }) =>
      side === "y" || (px - halfPx >= -spillPx && px + halfPx <= lengthPx + spillPx),
  );
  const gapPx = side === "x" ? 5 : 1;
  const every = (step: number) => inside.filter((_, k) => k % step === 0);
  let step = 1;
  while (step < inside.length && !areApart(every(step), gapPx)) step++;
  const kept = every(step).map(({ i }) => i);
  return { values: kept.map((i) => values[i]!), text: kept.map((i) => text[i]!) };
}

function areApart(labels: readonly { px: number; halfPx: number }[], gapPx: number): boolean {
  return labels.every(({ px, halfPx }, k) => {
    const next = labels[k + 1];
    return !next || Math.abs(next.px - px) >= halfPx + next.halfPx + gapPx;
  });
}

/** From a panel to the left end of the labels of its y axis, px. */
export function tickLabelsPx(page: Page, choice: AxisChoice, lengthPx: number): number {
  const sizePx = tickPxOf(page, choice);
  const { text } = ticksThatFit(page, choice, "y", lengthPx);
  return text.reduce((most, label) => Math.max(most, textWidthPx(label, sizePx)), 0) + 8;
}

/** Round ticks inside a range, one for each so many px, at least about three. */
export function roundTicks(range: readonly [number, number], pitchPx: number) {
  return (lengthPx: number): Ticks =>
    linearTicks(range, Math.max(3, Math.floor(lengthPx / pitchPx)));
}

/** Round ticks inside a range, about `count` of them. */
export function linearTicks(range: readonly [number, number], count: number): Ticks {
  const scale = scaleLinear().domain(range);
  const values = scale.ticks(count);
  const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const write =
    largest > 0 && (largest < 1e-3 || largest >= 1e6)
      ? format("~g")
      : scale.tickFormat(count, "~f");
  return { values, text: values.map((value) => write(value).replace(/,/g, "")) };
}

/** Powers of ten between the ends, every n-th so that at most `maxCount` are written. */
export function decadeTicks(logRange: readonly [number, number], maxCount: number): Ticks {
  const first = Math.ceil(logRange[0] - 1e-9);
  const last = Math.floor(logRange[1] + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / maxCount));
  const exponents: number[] = [];
  for (let exponent = first; exponent <= last; exponent += step) exponents.push(exponent);
  return {
    values: exponents.map((exponent) => 10 ** exponent),
    text: exponents.map((exponent) => `10${superscript(exponent)}`),
  };
}

/** With more of them than this, powers of ten are enough. */
const mostLogTicks = 8;

/** Ticks at 1, 2 and 5 times powers of ten between two of these, given by their logarithms. */
export function logTicks(low: number, high: number): Ticks {
  const first = Math.floor(low);
  const exponents = Array.from({ length: Math.ceil(high) - first + 1 }, (_, i) => first + i);
  const all = exponents.flatMap((exponent) =>
    [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)),
  );
  const inside = all.filter((each) => Math.log10(each) >= low && Math.log10(each) <= high);
  const isMany = inside.length > mostLogTicks;
  const round = isMany ? inside.filter((each) => Number.isInteger(Math.log10(each))) : inside;
  const values = round.length > 1 ? round : [10 ** low, 10 ** high];
  return { values, text: values.map((each) => numberText(each)) };
}

/**
 * Ticks of a log axis: at powers of ten, one for each so many px; between them, too, where there are
 * less than two decades.
 */
export function logAxisTicks(logRange: readonly [number, number], pitchPx: number) {
  return (lengthPx: number): Ticks =>
    logRange[1] - logRange[0] < 2
      ? logTicks(...logRange)
      : decadeTicks(logRange, Math.max(3, Math.floor(lengthPx / pitchPx)));
}

function superscript(value: number): string {
  return [...String(value)].map((each) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(each)]).join("");
}

/** Ticks at channel numbers: every 4th, or the fewer that fit the width. */
export function channelTicks(channelCount: number, widthPx: number, textPx: number): Ticks {
  const pitchPx = widthPx / channelCount;
  const needPx = textWidthPx(String(channelCount - 1), textPx) + 4;
  const step = [1, 4, 8, 16].find((each) => each * pitchPx >= needPx) ?? 32;
  const values = Array.from({ length: Math.ceil(channelCount / step) }, (_, i) => i * step);
  return { values, text: values.map(String) };
}

const niceTops = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The smallest round number at or above a positive value. */
export function niceTop(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const top = niceTops.find((each) => each * decade >= value * (1 - 1e-9)) ?? 10;
  return top * decade;
}
