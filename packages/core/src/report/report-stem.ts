/** What the files of a report are called. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileStem } from "../flow/file-name.js";
import { isSameFile } from "../store/same-file.js";
import { contentId } from "../store/store-paths.js";
import type { FileSummary } from "../summary.js";
import type { LightDqmDocument } from "./document.js";

const ending = ".light-dqm.json";

/** Whether a file is the JSON document of a report, by its name. */
export const isDocumentName = (name: string): boolean => name.endsWith(ending);

/** What the names of a report begin with, by the name of its JSON document. */
export const stemOfDocument = (document: string): string => document.slice(0, -ending.length);

/** Name of the PDF of a report, by that of its JSON document. */
export const pdfNameOf = (document: string): string => pdfName(stemOfDocument(document));

/** Name of the page of a report. */
export const pageName = (stem: string): string => `${stem}_light_dqm.html`;

/** The same, by the name or path of its JSON document. */
export const pageNameOf = (document: string): string =>
  pageName(stemOfDocument(basename(document)));

/** Name of the PDF of a report. */
export const pdfName = (stem: string): string => `${stem}_light_dqm_main.pdf`;

/** Name of the JSON document of a report. */
export const documentName = (stem: string): string => `${stem}${ending}`;

/**
 * What the names of a report begin with: the stem of its file, or where another file of that name has
 * its report there, the stem and the file's content. A file that was changed in its place keeps the
 * name, since there is no other any more.
 * @param inputPath absolute path of the file
 * @returns the stem, and what to tell where there is another report of that name
 */
export async function reportStem(
  outputDir: string,
  summary: Pick<FileSummary, "input" | "time">,
  inputPath: string,
): Promise<{ stem: string; note: string | null }> {
  const stem = fileStem(summary.input.name);
  const before = await readDocument(join(outputDir, documentName(stem)));
  if (!before || isSameFile(before, summary)) return { stem, note: null };
  if (before.input.path === inputPath)
    return { stem, note: "the file has changed: the report of what it was is replaced" };
  const own = `${stem}~${contentId(summary)}`;
  return { stem: own, note: `${stem} is the report of ${before.input.path}: this one is ${own}` };
}

/**
 * The documents of the reports of all files with a name, first that of the plain name: without it there
 * are no others, and where it is the wanted one the directory, maybe of years, is not listed.
 */
export async function* documentsOf(
  outputDir: string,
  stem: string,
): AsyncGenerator<LightDqmDocument> {
  const plain = documentName(stem);
  if (!existsSync(join(outputDir, plain))) return;
  const first = await readDocument(join(outputDir, plain));
  if (first) yield first;
  for (const name of await readdir(outputDir)) {
    if (!name.startsWith(`${stem}~`) || !name.endsWith(ending)) continue;
    const document = await readDocument(join(outputDir, name));
    if (document) yield document;
  }
}

/** Null where there is none, or a damaged one. */
async function readDocument(path: string): Promise<LightDqmDocument | null> {
  try {
    const document = JSON.parse(await readFile(path, "utf8")) as LightDqmDocument;
    return document.input.name === undefined ? null : document;
  } catch {
    return null;
  }
}
