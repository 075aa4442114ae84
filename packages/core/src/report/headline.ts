import type { JudgedFile } from "../judge/judged-file.js";
import { maskCells, maskSummary, masksOf } from "../judge/states/mask.js";

/** The result of a file in words: one sentence per mask. */
export function headline({ verdicts, checks }: Pick<JudgedFile, "verdicts" | "checks">): string {
  return masksOf(checks)
    .map((mask) => `${mask.title}: ${maskSummary(maskCells(verdicts, mask), mask)}`)
    .join(" ");
}
