/** Slurm's own commands: submitting scripts, and what runs. */
import { spawn } from "node:child_process";
import { LightDqmError } from "../../errors.js";
import {
  type BatchJob,
  type CampaignScripts,
  type MapTasks,
  mapJob,
  mapJobName,
  reduceJob,
  reduceJobName,
} from "./scripts.js";

/** @throws LightDqmError `not-found` where there is no Slurm */
export async function requireSlurm(): Promise<void> {
  await slurm("sbatch", ["--version"]);
}

/** The jobs of a campaign. */
export interface SubmittedJobs {
  /** Id of the array; null where all numbers are there. */
  map: string | null;
  reduce: string;
}

/**
 * Submits the array and the reduce after it. Where the reduce is refused, the array is cancelled.
 * @param flags further ones for both
 * @throws LightDqmError `not-found` without Slurm; `output` where it refuses a job
 */
export async function submitJobs(
  campaign: CampaignScripts,
  tasks: MapTasks,
  flags: readonly string[],
): Promise<SubmittedJobs> {
  const sbatch = async (job: BatchJob): Promise<string> =>
    (await slurm("sbatch", [...flags, "--parsable", ...job.flags], job.script))
      .trim()
      .split(";")[0]!;
  const map = tasks.chunks.length > 0 ? await sbatch(mapJob(campaign, tasks)) : null;
  try {
    return { map, reduce: await sbatch(reduceJob(campaign, map)) };
  } catch (error) {
    if (map !== null) await slurm("scancel", [map]);
    throw error;
  }
}

/** A task or a job of a campaign that has not ended. */
export interface LiveJob {
  /** As `12_3`, or `13`. */
  id: string;
  campaign: string;
  /** Number of the chunk; null for the reduce. */
  chunk: number | null;
  isRunning: boolean;
  /** Slurm's word for its state, and its reason for waiting or the node. */
  told: string;
}

/** So many are asked for at once: the system limits how long an argument may be. */
const mostCampaigns = 500;

/**
 * What of some campaigns is queued or running.
 * @param ids of the manifests
 * @returns null where there is no Slurm
 * @throws LightDqmError `output` where it does not answer
 */
export async function liveJobs(ids: readonly string[]): Promise<LiveJob[] | null> {
  const jobs: LiveJob[] = [];
  try {
    for (let start = 0; start < ids.length; start += mostCampaigns) {
      const some = ids.slice(start, start + mostCampaigns);
      const names = some.flatMap((id) => [mapJobName(id), reduceJobName(id)]).join(",");
      const flags = ["--noheader", "--array", "--format=%i|%j|%K|%T|%R", "--name", names];
      jobs.push(...jobsIn(await slurm("squeue", flags)));
    }
  } catch (error) {
    if (error instanceof LightDqmError && error.code === "not-found") return null;
    throw error;
  }
  return jobs;
}

/** The jobs in an answer of squeue: a line each, id, name, place in the array, state and reason between bars. */
export function jobsIn(answer: string): LiveJob[] {
  const lines = answer.split("\n").filter((line) => line.includes("|"));
  return lines.map((line) => {
    const [id = "", name = "", place = "", state = "", ...reason] = line.trim().split("|");
    const isMap = name.startsWith(mapJobName(""));
    return {
      ...{ id, campaign: name.slice(name.lastIndexOf("-") + 1) },
      chunk: isMap ? Number(place) : null,
      isRunning: state === "RUNNING" || state === "COMPLETING",
      told: `${state.toLowerCase()} ${reason.join("|")}`.trim(),
    };
  });
}

/** What a command of Slurm prints. */
async function slurm(name: string, args: readonly string[], input = ""): Promise<string> {
  const child = spawn(name, args, { stdio: ["pipe", "pipe", "pipe"] });
  const [printed, complaint] = [child.stdout, child.stderr].map(async (stream) => {
    let text = "";
    for await (const part of stream.setEncoding("utf8")) text += part;
    return text;
  });
  // A command that ends without reading says why on stderr.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve).on("error", reject);
  }).catch((cause: NodeJS.ErrnoException) => {
    const isAbsent = cause.code === "ENOENT";
    const parts = {
      what: isAbsent ? "No Slurm on this machine" : "Cannot ask Slurm",
      where: name,
      expected: "sbatch and squeue on the PATH, or --engine none",
      got: isAbsent ? undefined : cause.message,
    };
    throw new LightDqmError(isAbsent ? "not-found" : "output", parts, { cause });
  });
  if (status === 0) return printed!;
  throw new LightDqmError("output", {
    what: "Slurm refused",
    where: `${name} ${args.join(" ")}`.trim(),
    got: (await complaint)!.trim() || `exit status ${status}`,
  });
}
