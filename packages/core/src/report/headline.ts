import type { Config } from "../config/config.js";
import { cutOf } from "../figures/source-of.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { maskCells, maskSummary, masksOf } from "../judge/states/mask.js";

/**
 * The result of a file in words: one sentence per mask, after the cut where the numbers are of chosen
 * events.
 */
export function headline(
  { verdicts, checks, summary }: Pick<JudgedFile, "verdicts" | "checks" | "summary">,
  { timeZone }: Pick<Config, "timeZone">,
): string {
  const cut = cutOf(summary, timeZone);
  const results = masksOf(checks).map(
    (mask) => `${mask.title}: ${maskSummary(maskCells(verdicts, mask), mask)}`,
  );
  return [...(cut === null ? [] : [`Cut: ${cut}.`]), ...results].join(" ");
}
