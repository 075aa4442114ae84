import type { Reference } from "../history/reference.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { countText } from "../words/phrases.js";

/** What a report was compared with, in words. */
export function comparisonText(
  { reference, fileCount }: Pick<JudgedFile, "reference" | "fileCount">,
  ncomp: number,
): string {
  if (ncomp === 0) return "nothing (--ncomp 0)";
  if (!reference) return "nothing: no earlier file in the store";
  const shown = shownText(reference);
  const shownCount = reference.files.length + reference.refused.length;
  if (fileCount <= shownCount) return shown;
  return `${countText(fileCount, "earlier file")}; figures show ${shown}`;
}

function shownText(reference: Reference): string {
  const { files, refused, leftOut } = reference;
  const used =
    files.length === 0
      ? "nothing: no suitable earlier file"
      : `${files.length} earlier ${files.length === 1 ? "file" : "files"}, ${nameRange(files)}`;
  const reasons = [...new Set(refused.map(({ reason }) => reason))].join("; ");
  const excluded = [
    ...(refused.length > 0 ? [`${refused.length} excluded: ${reasons}`] : []),
    ...(leftOut > 0 ? [`${leftOut} bad channels of individual files excluded`] : []),
  ];
  return excluded.length > 0 ? `${used} (${excluded.join("; ")})` : used;
}

function nameRange(files: string[]): string {
  const first = files[0]!;
  const last = files[files.length - 1]!;
  return files.length === 1 ? first : `${first} to ${last}`;
}
