import type { Figure } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import type { PayloadSchema } from "./payload-schema.js";

/** A kind of figure: all that is known of it by its name. */
export interface Form<Shown extends { kind: string }> extends PayloadSchema<Shown["kind"], Shown> {
  draw(payload: Shown, options: FigureOptions): Figure;
  /** What is drawn, in words, where the answer does not say it. */
  words?(payload: Shown): string;
  /** The page of a report that it fills. */
  paper: "a4-portrait" | "a4-landscape";
  /** Height in px in a notebook, 1040 px wide: on one screen; without it the figure's own. */
  notebookPx?: number;
  /** Height in px on paper, 1030 px wide: below its heading and a line of text it fills a page. */
  printPx: number;
  /** The same where it shares its page with another figure. */
  halfPrintPx?: number;
}
