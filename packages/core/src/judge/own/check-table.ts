/** The table of checks that files are judged with: the built-in ones, then those of users. */
import { resolve } from "node:path";
import { LightDqmError } from "../../errors.js";
import { sha256 } from "../../files/sha256.js";
import type { Check } from "../check.js";
import { checks } from "../checks/index.js";
import { checksOfFile } from "./check-files.js";
import { ownCheck } from "./own-check.js";
import type { OwnCheck } from "./own-row.js";

/** Where own checks are: in a file, by its path, or given in code. */
export type CheckSource = string | OwnCheck;

/** Names that files and figures of masks have already. */
const maskNames = ["all-checks", "baseline", "masks"];

/**
 * The checks that files are judged with.
 * @returns the built-in ones, then those of the sources in their order
 * @throws LightDqmError `bad-config` for a file that cannot be read or run, for a row that is no
 *   check, and for a name that another check has
 */
export function checkTable(sources: readonly CheckSource[]): readonly Check[] {
  if (sources.length === 0) return checks;
  const own = sources.flatMap((source, i) =>
    typeof source === "string"
      ? checksOfFile(resolve(source))
      : [ownCheck(source, `own check ${i + 1}${source?.name ? ` (${source.name})` : ""}`, null)],
  );
  const taken = new Set([...checks.map(({ name }) => name), ...maskNames]);
  for (const { name, own: from } of own) {
    if (taken.has(name))
      throw new LightDqmError("bad-config", {
        what: "Two checks of one name",
        where: from?.path ?? "an own check that was given in code",
        expected: "a name that no other check or mask has",
        got: name,
      });
    taken.add(name);
  }
  return [...checks, ...own];
}

/** The own ones of a table. */
export const ownAmong = (table: readonly Check[]): Check[] => table.filter(({ own }) => own);

/** The files that the own checks of a table are from, each once; null where one is from none. */
export function filesOfOwn(table: readonly Check[]): string[] | null {
  const paths = ownAmong(table).map(({ own }) => own!.path);
  return paths.includes(null) ? null : [...new Set(paths as string[])];
}

/** A hash that changes with what the own checks of a table are; null without any. */
export function digestOfOwn(table: readonly Check[]): string | null {
  const own = ownAmong(table);
  if (own.length === 0) return null;
  return sha256(own.map(({ name, own: from }) => `${name} ${from!.sha256}`).join("\n"));
}
