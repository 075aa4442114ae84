import type { Reference } from "../history/reference.js";

/** What a report was compared with, in words. */
export function comparisonText(reference: Reference | null, ncomp: number): string {
  if (ncomp === 0) return "nothing (--ncomp 0)";
  if (!reference) return "nothing: the store holds no earlier file";
  const { files, refused, leftOut } = reference;
  const used =
    files.length === 0
      ? "nothing: no earlier file fits"
      : `${files.length} earlier ${files.length === 1 ? "file" : "files"}, ${nameRange(files)}`;
  const reasons = [...new Set(refused.map(({ reason }) => reason))].join("; ");
  const without = [
    ...(refused.length > 0 ? [`${refused.length} left out: ${reasons}`] : []),
    ...(leftOut > 0 ? [`without ${leftOut} bad channels of single files`] : []),
  ];
  return without.length > 0 ? `${used} (${without.join("; ")})` : used;
}

function nameRange(files: string[]): string {
  const first = files[0]!;
  const last = files[files.length - 1]!;
  return files.length === 1 ? first : `${first} to ${last}`;
}
