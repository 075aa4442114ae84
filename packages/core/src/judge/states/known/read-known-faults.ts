import { readFile } from "node:fs/promises";
import { LightDqmError } from "../../../errors.js";
import { type KnownFault, parseKnownFaults } from "./known-faults.js";

/**
 * Reads a file of known faults; see `parseKnownFaults`.
 * @throws LightDqmError `not-found` where it cannot be read, `bad-config` for a bad row
 */
export async function readKnownFaults(path: string): Promise<KnownFault[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const got =
      (cause as NodeJS.ErrnoException).code === "ENOENT"
        ? "no such file"
        : String((cause as Error).message);
    const parts = {
      what: "Cannot read the known-faults file",
      where: path,
      expected: "CSV or YAML",
      got,
    };
    throw new LightDqmError("not-found", parts, { cause });
  }
  return parseKnownFaults(text, path);
}
