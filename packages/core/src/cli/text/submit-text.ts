/** What a submission says. */
import type { Tasks } from "../../campaign/chunks.js";
import type { Plan } from "../../campaign/plan.js";
import type { SubmittedJobs } from "../../campaign/slurm/jobs.js";
import { countText } from "../../words/phrases.js";

/** How many files there are, and what becomes of them, in one line. */
export function planText({ doneCount, runningCount, manifest }: Plan): string {
  const left = manifest?.files.length ?? 0;
  const counts = [
    `${doneCount} done`,
    ...(runningCount > 0 ? [`${runningCount} in a running campaign`] : []),
    ...(left > 0 ? [`${left} to do`] : []),
  ];
  const end = left > 0 ? "" : ": nothing to do";
  return `${countText(doneCount + runningCount + left, "file")}: ${counts.join(", ")}${end}\n`;
}

/** The jobs of Slurm, a line each, and where their logs are. */
export function jobsText(
  { map, reduce }: SubmittedJobs,
  { chunks, filesPerTask }: Tasks,
  logs: string,
): string {
  const tasks = countText(chunks.length, "task");
  return [
    map === null
      ? "map: nothing to compute\n"
      : `map: job ${map}, ${tasks} of at most ${countText(filesPerTask, "file")}\n`,
    `reduce: job ${reduce}${map === null ? "" : `, after job ${map}`}\n`,
    `logs: ${logs}\n`,
  ].join("");
}

/** The commands that another batch system is to run. */
export const linesToRun = (manifest: string, { chunkCount }: Tasks): string =>
  `map: light-dqm map ${manifest} --chunk i/${chunkCount}, for each i from 1 to ${chunkCount}
reduce: light-dqm reduce ${manifest}, when all of them have ended
`;
