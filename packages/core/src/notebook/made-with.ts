/** With what a run was made: the report's page of arguments as rows. */
import { argumentsSections } from "../report/arguments.js";
import type { Run } from "./open-run.js";

/** One argument, or all of a long section. */
export type MadeWithRow = { part: string; name: string; value: string };

/** Sections with more rows than this are told in one. */
const mostRows = 12;

/** Input, times, versions, settings and limits of a run. */
export function madeWith(run: Run): MadeWithRow[] {
  const sections = argumentsSections(run, run.config, { inputPath: run.path, notes: run.notes });
  // What changed and what came out are figures and tables of their own.
  return sections.slice(2).flatMap(({ heading, rows }) => {
    if (rows.length > mostRows)
      return [{ part: heading, name: "", value: rows.map((row) => row.join(" ")).join(" · ") }];
    return rows.map(([name, value], i) => ({ part: i === 0 ? heading : "", name, value }));
  });
}
