import type { Config } from "../config/config.js";
import { cutOf } from "../figures/source-of.js";
import type { Answer } from "../judge/answer/answer.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { maskCells, maskSummary, masksOf } from "../judge/states/mask.js";

/**
 * The result of a file in words: the sentence of its answer, the cut where the numbers are of chosen
 * events, then one sentence per mask.
 */
export function headline(
  judged: Pick<JudgedFile, "verdicts" | "checks" | "summary">,
  config: Pick<Config, "timeZone">,
  { sentence }: Pick<Answer, "sentence">,
): string {
  return `${sentence}. ${masksText(judged, config)}`;
}

/** The cut where there is one, and one sentence per mask. */
export function masksText(
  { verdicts, checks, summary }: Pick<JudgedFile, "verdicts" | "checks" | "summary">,
  { timeZone }: Pick<Config, "timeZone">,
): string {
  const cut = cutOf(summary, timeZone);
  const results = masksOf(checks).map(
    (mask) => `${mask.title}: ${maskSummary(maskCells(verdicts, mask), mask)}`,
  );
  return [...(cut === null ? [] : [`Cut: ${cut}.`]), ...results].join(" ");
}
