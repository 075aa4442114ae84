/**
 * What all figures share: a page with a header of known height, panels placed in px, and text
 * that fits. Positions in px count from the top left corner of the figure.
 */

import { countText } from "../words/phrases.js";
import { timeUnknownText } from "../words/untimed.js";
import { type Annotation, type Font, type Layout, sansFont } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import type { Heading, Source } from "./payload-schema.js";
import { type Palette, palettes } from "./style/palette.js";
import { plainText, wrapText } from "./style/text.js";

/** Space around the plot area, px. */
export interface Margin {
  l: number;
  r: number;
  t: number;
  b: number;
}

export interface PageSize {
  widthPx: number;
  heightPx: number;
}

/** A page being laid out: its size, margins, colours and text size. */
export interface Page extends PageSize {
  margin: Margin;
  palette: Palette;
  /** Which part of the panels is drawn, where it does not hold all. */
  part: FigureOptions["part"];
  /** Whether nothing is shown on hover. */
  isPrinted: boolean;
  /** Size of ordinary text; ticks and notes are one px smaller, titles larger. */
  textPx: number;
}

/** A page before its content: of the requested size, or else its own. */
export function newPage(options: FigureOptions, size: PageSize, margin: Omit<Margin, "t">): Page {
  return {
    widthPx: options.widthPx ?? size.widthPx,
    heightPx: options.heightPx ?? size.heightPx,
    margin: { ...margin, t: 0 },
    palette: palettes[options.theme],
    part: options.part,
    isPrinted: options.isPrinted ?? false,
    textPx: 12,
  };
}

/** A4 at 96 dpi, px. */
export const a4Portrait: PageSize = { widthPx: 794, heightPx: 1123 };
export const a4Landscape: PageSize = { widthPx: 1123, heightPx: 794 };

/** A font of the page. */
export function font(sizePx: number, color: string): Font {
  return { family: sansFont, size: sizePx, color };
}

/** Text at a point of the page. */
export function textAt(
  page: Page,
  text: string,
  leftPx: number,
  topPx: number,
  style: { sizePx?: number; color?: string; anchor?: Annotation["xanchor"]; turned?: boolean } = {},
): Annotation {
  return {
    text,
    xref: "paper",
    yref: "paper",
    x: 0,
    y: 1,
    xshift: leftPx - page.margin.l,
    yshift: page.margin.t - topPx,
    xanchor: style.anchor ?? "left",
    yanchor: "middle",
    showarrow: false,
    font: font(style.sizePx ?? page.textPx, style.color ?? page.palette.ink),
    ...(style.turned ? { textangle: -90 as const } : {}),
  };
}

/** A line above the panels, before the page knows its margins. */
export interface HeaderLine {
  text: string;
  leftPx: number;
  topPx: number;
  style: { sizePx: number; color: string; anchor?: Annotation["xanchor"] };
}

/** The lines above the panels, and where they end. */
export interface Header {
  lines: HeaderLine[];
  bottomPx: number;
}

/** The lines of a header, placed on a page whose margins are set. */
export function placed(page: Page, { lines }: Header): Annotation[] {
  return lines.map(({ text, leftPx, topPx, style }) => textAt(page, text, leftPx, topPx, style));
}

/** Title, answer and source as lines at the top of a page, wrapped to its width. */
export function pageHeader(page: Page, payload: Heading, notes: readonly string[] = []): Header {
  const { palette, textPx, widthPx } = page;
  const leftPx = 16;
  const lines: HeaderLine[] = [];
  let topPx = 10;
  const add = (text: string, sizePx: number, color: string, maxLines: number): void => {
    if (text === "") return;
    for (const line of wrapText(plainText(text), widthPx - 2 * leftPx, sizePx, maxLines)) {
      lines.push({ text: line, leftPx, topPx: topPx + sizePx * 0.65, style: { sizePx, color } });
      topPx += sizePx * 1.35;
    }
    topPx += 2;
  };
  add(payload.title, textPx + 5, palette.ink, payload.source?.cut ? 4 : 2);
  add(payload.answer, textPx + 1, palette.ink, 3);
  add(payload.source ? sourceText(payload.source) : "", textPx - 1, palette.quiet, 2);
  for (const note of notes) add(note, textPx - 1, palette.quiet, 2);
  return { lines, bottomPx: topPx + 2 };
}

/** File, run, time and events of a figure in one line. */
export function sourceText(source: Source): string {
  const { file, timeText, timeUnknown, selectedEvents, fileEvents, fileCount } = source;
  const time = timeText
    ? `${timeSpan(timeText.start, timeText.end)} (${timeText.zone})`
    : timeUnknownText(timeUnknown);
  const counted = fileCount
    ? countText(fileCount, "file")
    : `${selectedEvents} of ${fileEvents} events`;
  return `${file} · ${runText(source)}${time} · ${counted}`;
}

/** Both times, with the day and the zone's short name once where they are the same. */
function timeSpan(start: string, end: string): string {
  const [startDay, startTime, startZone] = start.split(" ");
  const [endDay, endTime, endZone] = end.split(" ");
  const sameZone = startZone === endZone;
  const from = sameZone ? `${startDay} ${startTime}` : start;
  return startDay === endDay ? `${from} to ${endTime} ${endZone}` : `${from} to ${end}`;
}

function runText({ run, subRun }: Source): string {
  if (run === null) return "";
  return subRun === null ? `run ${run} · ` : `run ${run}.${subRun} · `;
}

/** A layout without axes: every figure starts from it. */
export function baseLayout(page: Page): Omit<Layout, "xaxis" | "yaxis"> {
  return {
    width: page.widthPx,
    height: page.heightPx,
    margin: page.margin,
    paper_bgcolor: page.palette.paper,
    plot_bgcolor: page.palette.paper,
    font: font(page.textPx, page.palette.ink),
    showlegend: false,
    barmode: "overlay",
    hovermode: "closest",
    annotations: [],
    shapes: [],
  };
}

/** A horizontal legend whose top is at `topPx`. */
export function legendAt(page: Page, topPx: number): NonNullable<Layout["legend"]> {
  const plotHeight = page.heightPx - page.margin.t - page.margin.b;
  return {
    orientation: "h",
    x: 0,
    y: 1 + (page.margin.t - topPx) / plotHeight,
    xanchor: "left",
    yanchor: "top",
    font: font(page.textPx - 1, page.palette.ink),
  };
}

/** A rectangle of the page, px from its top left corner. */
export interface Box {
  leftPx: number;
  topPx: number;
  widthPx: number;
  heightPx: number;
}

/** The plot area divided into equal panels, row by row. */
export function panelBoxes(
  page: Page,
  columns: number,
  rows: number,
  gapPx: { x: number; y: number },
): Box[] {
  const { margin } = page;
  const widthPx = (page.widthPx - margin.l - margin.r - (columns - 1) * gapPx.x) / columns;
  const heightPx = (page.heightPx - margin.t - margin.b - (rows - 1) * gapPx.y) / rows;
  return Array.from({ length: columns * rows }, (_, i) => ({
    leftPx: margin.l + (i % columns) * (widthPx + gapPx.x),
    topPx: margin.t + Math.floor(i / columns) * (heightPx + gapPx.y),
    widthPx,
    heightPx,
  }));
}
