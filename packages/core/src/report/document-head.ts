/** What a report's document says first, read without its verdicts and figures. */
import { open, readFile } from "node:fs/promises";
import type { LightDqmDocument } from "./document.js";

/** The fields of a document before its notes. */
export type DocumentHead = Pick<
  LightDqmDocument,
  "software" | "input" | "time" | "configuration" | "answer" | "reference"
>;

const bytesRead = 65_536;
/** Within texts of JSON the quotes are escaped: this is a key. */
const firstOfRest = ',"notes":[';

/** Null for what is no document of a report, or a damaged one. */
export async function documentHead(path: string): Promise<DocumentHead | null> {
  try {
    const start = await startOf(path);
    const end = start.indexOf(firstOfRest);
    const text = end < 0 ? await readFile(path, "utf8") : `${start.slice(0, end)}}`;
    const head = JSON.parse(text) as Partial<LightDqmDocument> | null;
    if (head?.kind !== "light-dqm-document") return null;
    const { software, input, time = null, configuration, answer, reference } = head;
    if (!software || !input || !configuration || !reference) return null;
    return { software, input, time, configuration, ...(answer && { answer }), reference };
  } catch {
    return null;
  }
}

async function startOf(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead: length } = await handle.read(
      Buffer.alloc(bytesRead),
      0,
      bytesRead,
      0,
    );
    return buffer.toString("utf8", 0, length);
  } finally {
    await handle.close();
  }
}
