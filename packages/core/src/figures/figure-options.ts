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
}
