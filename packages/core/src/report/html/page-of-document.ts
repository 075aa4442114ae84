/** The page of a report that is on disk. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LightDqmError } from "../../errors.js";
import type { OutputFile } from "../../files/output-files.js";
import type { LightDqmDocument } from "../document.js";
import { isDocumentName, pageNameOf } from "../report-stem.js";
import { htmlPage } from "./page.js";

/**
 * The page of a report's JSON document, to be written beside it.
 * @throws LightDqmError `not-found`, `bad-input` for what is no document of a report
 */
export async function pageOfDocument(path: string): Promise<OutputFile> {
  const expected = "the JSON document of a report (<name>.light-dqm.json)";
  const what = "No page made";
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new LightDqmError("not-found", { what, where: path, expected }, { cause });
  }
  const document = documentIn(text);
  if (!document || !isDocumentName(path))
    throw new LightDqmError("bad-input", { what, where: path, expected, got: "another file" });
  return { path: join(dirname(path), pageNameOf(path)), bytes: await htmlPage(document) };
}

function documentIn(text: string): LightDqmDocument | null {
  try {
    const document = JSON.parse(text) as LightDqmDocument | null;
    return document?.kind === "light-dqm-document" ? document : null;
  } catch {
    return null;
  }
}
