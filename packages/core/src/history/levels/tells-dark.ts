import type { FileSummary } from "../../summary.js";

/**
 * Whether waveforms without light were told apart when the file was analysed; false as well where
 * no waveform is valid.
 */
export function tellsDark({ darkCount }: Pick<FileSummary, "darkCount">): boolean {
  const before = keptTells.get(darkCount);
  if (before !== undefined) return before;
  const tells = darkCount.some((count) => count > 0);
  keptTells.set(darkCount, tells);
  return tells;
}

const keptTells = new WeakMap<Uint32Array, boolean>();
