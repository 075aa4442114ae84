/** What a new notebook is called. */
import { fileStem, runNumbers } from "@light-dqm/core/figures";

/**
 * The name of the template with the run or the file that its input names: `shift-report-run-1130`,
 * `shift-report-run-1130-p2`, `shift-report-night`. A directory or a pattern names a run only in so many
 * words: its last file decides, which is not known yet.
 * @param input path of a FLOW file, a stored summary, a directory or a pattern; undefined: none is asked for
 * @returns without ending
 */
export function notebookName(template: string, input: string | undefined): string {
  const last =
    (input ?? "")
      .split(/[/\\]/)
      .filter((part) => part !== "")
      .at(-1) ?? "";
  const isFile = /\.(hdf5|h5|parquet)$/i.test(last);
  const isPattern = /[*?[\]{}!]/.test(last);
  if (isPattern || !(isFile || /run|rctl/i.test(last))) return template;
  const stem = fileStem(last.replace(/\.parquet$/i, ""));
  const { run, subRun } = runNumbers(stem);
  if (run !== null) return `${template}-run-${run}${subRun === null ? "" : `-p${subRun}`}`;
  const words = stem.replace(/[^\w.-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  return isFile && words !== "" ? `${template}-${words}` : template;
}
