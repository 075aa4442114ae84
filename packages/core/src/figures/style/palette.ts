/**
 * Colours: distinguishable with any common colour blindness (after Okabe and Ito), on white and on
 * dark. Shapes carry the same information as colours.
 */

import type { State } from "../../judge/states/verdict.js";
import type { Line, MarkerSymbol } from "../figure.js";

export type Theme = "light" | "dark";

/** What each colour means, in all figures. */
export interface Palette {
  paper: string;
  /** Text and axis lines. */
  ink: string;
  /** Secondary text. */
  quiet: string;
  grid: string;
  /** Separators between groups. */
  separator: string;
  /** Data of this file. */
  data: string;
  /** Data with little weight: upper limits, single channels. */
  dataPale: string;
  /** The band of earlier files. */
  band: string;
  /** The band where earlier files found nothing: an upper limit. */
  bandPale: string;
  /** Channels with a known problem, as masked ones in masks. */
  known: string;
  /** Channels without data, as unknown ones in masks. */
  noData: string;
  /** Outlines of the light traps of one kind. */
  trap: string;
  /** The mean of the others of an EPCB, beside one of its channels. */
  others: string;
  /** Limits and what is out of range. */
  alarm: string;
  states: Readonly<Record<State, string>>;
  /** The lines of one panel. */
  lines: readonly string[];
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    paper: "#ffffff",
    ink: "#1a1a1a",
    quiet: "#555555",
    grid: "#e6e6e6",
    separator: "#9a9a9a",
    data: "#0b4f8a",
    dataPale: "#8fb4d6",
    band: "#f0b98f",
    bandPale: "#f8e2d2",
    known: "#000000",
    noData: "#6b6b6b",
    trap: "#6aa9a0",
    others: "#8a8a8a",
    alarm: "#c22f00",
    states: {
      ok: "#00875f",
      warn: "#b36b00",
      bad: "#d0021b",
      unknown: "#6b6b6b",
      masked: "#000000",
    },
    lines: ["#0072b2", "#d55e00", "#009e73", "#b0558a", "#000000", "#3fa7dd", "#c98a00", "#7a6a00"],
  },
  dark: {
    paper: "#111111",
    ink: "#e8e8e8",
    quiet: "#b0b0b0",
    grid: "#333333",
    separator: "#777777",
    data: "#6cb6f5",
    dataPale: "#35597a",
    band: "#7a4c28",
    bandPale: "#33251b",
    known: "#ffffff",
    noData: "#a8a8a8",
    trap: "#3f726b",
    others: "#8f8f8f",
    alarm: "#ff7a4d",
    states: {
      ok: "#2fc896",
      warn: "#ffb03b",
      bad: "#ff5c6c",
      unknown: "#a8a8a8",
      masked: "#ffffff",
    },
    lines: ["#4aa8e8", "#ff8a3d", "#2fc896", "#e08fc0", "#ffffff", "#9adcff", "#f0b030", "#d6d04a"],
  },
};

/**
 * Line k of a panel: a colour each, dotted where colours repeat.
 * @param apart number of lines ahead of the others that are distinguished by their width
 */
export function lineOf({ lines }: Palette, k: number, apart = 0): Pick<Line, "color" | "dash"> {
  const isDotted = Math.floor(Math.max(0, k - apart) / lines.length) % 2 === 1;
  return { color: lines[k % lines.length]!, ...(isDotted ? { dash: "dot" } : {}) };
}

/** The shape of each state. Sizes are fractions of a grid cell. */
export const stateMarks: Readonly<
  Record<State, { symbol: MarkerSymbol; size: number; stroke: number }>
> = {
  ok: { symbol: "circle-open", size: 0.62, stroke: 1.6 },
  warn: { symbol: "triangle-up", size: 0.66, stroke: 0 },
  bad: { symbol: "x-thin", size: 0.6, stroke: 4 },
  unknown: { symbol: "square-open", size: 0.52, stroke: 1.6 },
  masked: { symbol: "circle", size: 0.3, stroke: 0 },
};

/** The control room's mark of a bad channel; DejaVu Sans has it. */
export const badEmoji = "☹";
