/** Configuration and provenance of a run: that page of the report as rows. */
import { argumentsSections } from "../report/arguments.js";
import { requireRun } from "./given.js";
import type { Run } from "./open-run.js";

/** One value, or all of a long section. */
export type MadeWithRow = { part: string; name: string; value: string };

/** Sections with more rows than this become one row. */
const mostRows = 12;

/** Input, times, versions, settings and limits of a run. */
export function madeWith(run: Run): MadeWithRow[] {
  requireRun(run, "madeWith(run)");
  const sections = argumentsSections(run, run.config, { inputPath: run.path, notes: run.notes });
  // Results have figures and tables of their own.
  return sections.slice(1).flatMap(({ heading, rows }) => {
    if (rows.length > mostRows)
      return [{ part: heading, name: "", value: rows.map((row) => row.join(" ")).join(" · ") }];
    return rows.map(([name, value], i) => ({ part: i === 0 ? heading : "", name, value }));
  });
}
