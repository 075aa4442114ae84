import type { Theme } from "./style/palette.js";

/** How a payload is drawn. */
export interface FigureOptions {
  theme: Theme;
  /** How masks mark a bad channel: a red X, or the control room's ☹. */
  marks: "emoji" | "plain";
  /** Scale of the y axis of fractions; linear by default. */
  yScale?: "linear" | "log" | undefined;
  /** Size of the figure; each kind has its own default. */
  widthPx?: number | undefined;
  heightPx?: number | undefined;
  /** Leaves out the texts that are shown on hover, which take a fifth of the time. */
  isPrinted?: boolean | undefined;
  /** Which of the parts that the panels are divided into is drawn; all by default. */
  part?: { index: number; count: number } | undefined;
}
