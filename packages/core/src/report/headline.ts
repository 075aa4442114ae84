import type { JudgedFile } from "../judge/judged-file.js";
import { allChecksMask, maskCells, maskSummary, masks } from "../judge/mask.js";

/** The result of a file in words: one sentence a mask, all checks together last. */
export function headline({ verdicts }: Pick<JudgedFile, "verdicts">): string {
  return [...masks, allChecksMask]
    .map((mask) => `${mask.title}: ${maskSummary(maskCells(verdicts, mask), mask)}`)
    .join(" ");
}
