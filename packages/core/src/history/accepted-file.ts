/** The file of accepted changes in a store: `accepted.json`, beside the summaries. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { asLightDqmError } from "../errors.js";
import { writeOutputFiles } from "../files/output-files.js";
import { type Acceptance, acceptancesText, parseAcceptances } from "./acceptances.js";

/** Path of the file; it need not exist. */
export function acceptedPath(store: string): string {
  return join(store, "accepted.json");
}

/**
 * The accepted changes of a store, in the order in which they were accepted; none without the file.
 * @throws LightDqmError `bad-input` where the file cannot be read
 */
export async function readAcceptances(store: string): Promise<Acceptance[]> {
  const path = acceptedPath(store);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    const what = "Cannot read the accepted changes";
    throw asLightDqmError(cause, "bad-input", { what, where: path });
  }
  return parseAcceptances(text, path);
}

/**
 * Writes the accepted changes of a store, as a whole or not at all.
 * @throws LightDqmError `output`
 */
export async function writeAcceptances(
  store: string,
  acceptances: readonly Acceptance[],
): Promise<void> {
  await writeOutputFiles([{ path: acceptedPath(store), bytes: acceptancesText(acceptances) }]);
}
