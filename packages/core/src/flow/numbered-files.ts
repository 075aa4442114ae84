/** Files that go by the number at the end of their name, as the old script found them. */
import { join } from "node:path";
import { LightDqmError } from "../errors.js";
import { listDirectory } from "./discover.js";

export interface NumberedFile {
  /** The number at the end of the name, in decimal without leading zeros: it may be of any size. */
  number: string;
  /** In the directory; the file may be missing. */
  path: string;
}

/**
 * The files `<prefix><number>.FLOW.hdf5` of a directory, for `count` numbers from the first one on.
 * One that is missing has the path it should have. Zeros before a number may be left out, or be more
 * than in the name.
 * @param first number in decimal
 * @throws LightDqmError `not-found` where there is no such directory; `bad-input` where two names
 *   differ in leading zeros only, and neither is as it was asked for
 */
export async function numberedFiles(
  directory: string,
  prefix: string,
  first: string,
  count: number,
): Promise<NumberedFile[]> {
  const names = await listDirectory(directory);
  return Array.from({ length: count }, (_, i) => {
    const number = String(BigInt(first) + BigInt(i));
    const asked = `${prefix}${number.padStart(first.length, "0")}${ending}`;
    const isIt = (name: string): boolean =>
      name.startsWith(prefix) &&
      name.endsWith(ending) &&
      /^0*(\d+)$/.exec(name.slice(prefix.length, -ending.length))?.[1] === number;
    const found = names.includes(asked) ? [asked] : names.filter(isIt);
    if (found.length > 1)
      throw new LightDqmError("bad-input", {
        what: "Two files of one number",
        where: directory,
        expected: `--start_run with the zeros of one of ${found.join(", ")}`,
        got: first,
      });
    return { number, path: join(directory, found[0] ?? asked) };
  });
}

const ending = ".FLOW.hdf5";
