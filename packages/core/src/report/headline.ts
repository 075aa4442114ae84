import type { JudgedFile } from "../judge/judged-file.js";
import { maskCells, maskSummary, masks } from "../judge/states/mask.js";

/** The result of a file in words: one sentence per mask of the control room. */
export function headline({ verdicts }: Pick<JudgedFile, "verdicts">): string {
  return masks
    .map((mask) => `${mask.title}: ${maskSummary(maskCells(verdicts, mask), mask)}`)
    .join(" ");
}
