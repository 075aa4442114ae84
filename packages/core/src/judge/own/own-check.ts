/** From the row of a user to a row of the table of checks. */
import { LightDqmError } from "../../errors.js";
import { sha256 } from "../../files/sha256.js";
import { capital } from "../../words/phrases.js";
import { type Check, type LimitRow, limitRow, type OwnSource } from "../check.js";
import { judgeOf } from "./own-judge.js";
import type { OwnCheck } from "./own-row.js";
import { problemOf } from "./problems.js";

/**
 * The row of the table of checks for one of a user.
 * @param where names it in errors
 * @param file that it is from; null for one that was given in code
 * @throws LightDqmError `bad-config` for a column that is missing, unknown or not what it should be
 */
export function ownCheck(row: OwnCheck, where: string, file: OwnSource | null): Check {
  const problem = problemOf(row);
  if (problem) throw new LightDqmError("bad-config", { what: "Bad own check", where, ...problem });
  const { name, limits = {}, mask, guards } = row;
  const flag = <Column extends string>(column: Column, isSet: boolean | undefined) =>
    isSet ? ({ [column]: true } as Record<Column, true>) : {};
  return {
    name,
    title: row.title ?? capital(name.replaceAll("-", " ")),
    meaning: row.meaning ?? "What it means is not written down.",
    action: row.action ?? "Ask whoever wrote the check.",
    callers: row.callers ?? "nobody: it is for the log",
    scope: row.scope ?? "channel",
    maskedBy: row.maskedBy ?? [1, 3],
    limits: Object.fromEntries(
      Object.entries(limits).map(([limit, given]) => [limit, limitOf(given, row.unit)]),
    ),
    ...(mask ? { mask } : {}),
    ...(guards ? { guards } : {}),
    ...flag("comparesWithEarlier", row.comparesWithEarlier),
    ...flag("spoilsReference", row.spoilsReference),
    ...flag("toldOnce", row.toldOnce),
    judge: judgeOf(row),
    own: file ?? { path: null, sha256: sha256(sourceOf(row)) },
  };
}

/** The limit of a number: what it means, the check says. */
function limitOf(given: number | LimitRow, unit: string = ""): LimitRow {
  if (typeof given === "number") return limitRow(given, "see what the check means", unit);
  return { ...limitRow(given.default, given.meaning ?? "", given.unit ?? unit), ...given };
}

/** A row as text, with the source of its functions. */
const sourceOf = (row: OwnCheck): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === "function" ? `${value}` : value));
