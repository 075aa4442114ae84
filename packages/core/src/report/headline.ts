import type { Config } from "../config/config.js";
import { cutOf } from "../figures/source-of.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { maskCells, maskSummary, masks } from "../judge/states/mask.js";

/**
 * The result of a file in words: one sentence per mask of the control room, after the cut where the
 * numbers are of chosen events.
 */
export function headline(
  { verdicts, summary }: Pick<JudgedFile, "verdicts" | "summary">,
  { timeZone }: Pick<Config, "timeZone">,
): string {
  const cut = cutOf(summary, timeZone);
  const results = masks.map(
    (mask) => `${mask.title}: ${maskSummary(maskCells(verdicts, mask), mask)}`,
  );
  return [...(cut === null ? [] : [`Cut: ${cut}.`]), ...results].join(" ");
}
