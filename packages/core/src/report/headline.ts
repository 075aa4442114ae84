import type { JudgedFile } from "../judge/judged-file.js";
import { maskStates, maskSummary, masks } from "../judge/mask.js";

/** The result of a file in words: one sentence a mask, in their order. */
export function headline({ verdicts }: Pick<JudgedFile, "verdicts">): string {
  return masks
    .map((mask) => `${mask.title}: ${maskSummary(maskStates(verdicts, mask.checks))}`)
    .join(" ");
}
