import { maskStates, maskSummary, masks } from "../judge/mask.js";
import type { JudgedFile } from "../pipeline.js";

/** The result of a file in words: one sentence a mask, flatline first. */
export function headline({ verdicts }: Pick<JudgedFile, "verdicts">): string {
  return masks
    .map((mask) => `${mask.title}: ${maskSummary(maskStates(verdicts, mask.checks))}`)
    .join(" ");
}
