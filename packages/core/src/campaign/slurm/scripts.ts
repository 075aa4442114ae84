/** The batch scripts of a campaign, as text. */
import type { Tasks } from "../chunks.js";

export interface CampaignScripts {
  /** Id of the manifest: the names of the jobs have it. */
  id: string;
  /** Path of the manifest, absolute. */
  manifest: string;
  /** Directory of the logs. */
  logs: string;
  /** The command line of `light-dqm`, word by word. */
  program: readonly string[];
}

export interface MapTasks extends Pick<Tasks, "chunks" | "chunkCount"> {
  /** At most this many run at the same time; 0: as many as there is room for. */
  atOnce: number;
}

export const mapJobName = (id: string): string => `light-dqm-map-${id}`;
export const reduceJobName = (id: string): string => `light-dqm-reduce-${id}`;

/** A job as sbatch takes it. */
export interface BatchJob {
  /** Flags on which the campaign rests: they come last, so that no others change them. */
  flags: string[];
  script: string;
}

/**
 * One array, a chunk a task. A task whose node fails is queued again; its threads are as many as the
 * CPUs that it was given.
 */
export function mapJob(campaign: CampaignScripts, tasks: MapTasks): BatchJob {
  const atOnce = tasks.atOnce > 0 ? `%${tasks.atOnce}` : "";
  return {
    flags: [
      `--job-name=${mapJobName(campaign.id)}`,
      `--array=${arrayText(tasks.chunks)}${atOnce}`,
      "--requeue",
    ],
    script: script(
      `${campaign.logs}/map-%A_%a.log`,
      `${commandOf(campaign, "map")} --chunk "$SLURM_ARRAY_TASK_ID/${tasks.chunkCount}"`,
      campaign.manifest,
    ),
  };
}

/** The reduce, when every task has ended, well or not. @param afterJob id of the array; null: at once */
export function reduceJob(campaign: CampaignScripts, afterJob: string | null): BatchJob {
  return {
    flags: [
      `--job-name=${reduceJobName(campaign.id)}`,
      ...(afterJob === null ? [] : [`--dependency=afterany:${afterJob}`]),
      "--requeue",
    ],
    script: script(
      `${campaign.logs}/reduce-%j.log`,
      commandOf(campaign, "reduce"),
      campaign.manifest,
    ),
  };
}

const script = (log: string, command: string, manifest: string): string =>
  `#!/bin/bash
#SBATCH --open-mode=append
#SBATCH ${quoted(`--output=${log}`)}
exec ${command} --threads "\${SLURM_CPUS_ON_NODE:-0}" ${quoted(manifest)}
`;

const commandOf = ({ program }: CampaignScripts, name: string): string =>
  [...program.map(quoted), name].join(" ");

/** A word as a shell and the lines of sbatch take it. */
const quoted = (word: string): string =>
  /^[\w./=:%@+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Ascending numbers as sbatch takes them: `1-4,7`. */
export function arrayText(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/** Flags in one text, as a shell splits them; quotes keep what they enclose together. */
export const wordsOf = (text: string): string[] =>
  (text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"),
  );
