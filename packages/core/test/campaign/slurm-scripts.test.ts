import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { jobsIn } from "../../src/campaign/slurm/jobs.js";
import { arrayText, mapJob, reduceJob, wordsOf } from "../../src/campaign/slurm/scripts.js";

const campaign = {
  id: "1f3a9c2b77e0",
  manifest: "/data/it's here/manifest.json",
  logs: "/data/logs",
  program: ["/usr/bin/node", "/opt/light dqm/cli.js"],
};
/** The words of the command that a script ends in, as a shell takes them. */
function commandOf(script: string, env: Record<string, string>): string[] {
  const shown = script.replace(/^exec /m, "printf '%s\\n' ");
  return spawnSync("bash", ["-c", shown], { env, encoding: "utf8" }).stdout.trim().split("\n");
}

describe("the job of the map", () => {
  const { flags, script } = mapJob(campaign, { chunks: [1, 2, 3, 6], chunkCount: 6, atOnce: 2 });

  it("is one array of the chunks that are left, queued again when a node fails", () => {
    expect(flags).toEqual([
      ...["--job-name=light-dqm-map-1f3a9c2b77e0", "--array=1-3,6%2", "--requeue"],
    ]);
  });

  it("runs its chunk, with as many threads as it was given CPUs", () => {
    const env = { SLURM_ARRAY_TASK_ID: "6", SLURM_CPUS_ON_NODE: "4" };
    expect(commandOf(script, env)).toEqual([
      ...campaign.program,
      ...["map", "--chunk", "6/6", "--threads", "4", campaign.manifest],
    ]);
  });

  it("adds to a log of its own, also when it runs again", () => {
    expect(script.split("\n").slice(1, 3)).toEqual([
      "#SBATCH --open-mode=append",
      "#SBATCH --output=/data/logs/map-%A_%a.log",
    ]);
  });

  it("limits nothing where no limit is asked for", () => {
    const without = mapJob(campaign, { chunks: [1], chunkCount: 1, atOnce: 0 });
    expect(without.flags).toContain("--array=1");
  });
});

describe("the job of the reduce", () => {
  it("waits until every task has ended, well or not", () => {
    const { flags, script } = reduceJob(campaign, "12");
    expect(flags).toContain("--dependency=afterany:12");
    expect(commandOf(script, { SLURM_CPUS_ON_NODE: "1" })).toEqual([
      ...campaign.program,
      ...["reduce", "--threads", "1", campaign.manifest],
    ]);
  });

  it("waits for nothing where all numbers are there", () => {
    expect(reduceJob(campaign, null).flags.join()).not.toContain("dependency");
  });
});

it("an array names neighbours as a range", () => {
  expect(arrayText([1])).toBe("1");
  expect(arrayText([1, 2])).toBe("1-2");
  expect(arrayText([2, 4, 5, 6, 9])).toBe("2,4-6,9");
});

it("further flags are words as a shell splits them", () => {
  expect(wordsOf("-A dune  -q regular")).toEqual(["-A", "dune", "-q", "regular"]);
  expect(wordsOf(`--comment="two words" --mail-user='a b'c`)).toEqual([
    "--comment=two words",
    "--mail-user=a bc",
  ]);
  expect(wordsOf(" ")).toEqual([]);
});

it("what squeue answers is told by campaign and chunk", () => {
  const answer = `2_1|light-dqm-map-1f3a9c2b77e0|1|RUNNING|n1
2_3|light-dqm-map-1f3a9c2b77e0|3|PENDING|(JobArrayTaskLimit)
3|light-dqm-reduce-1f3a9c2b77e0|N/A|PENDING|(Dependency)
`;
  const campaign = "1f3a9c2b77e0";
  expect(jobsIn(answer)).toEqual([
    { id: "2_1", campaign, chunk: 1, isRunning: true, told: "running n1" },
    { id: "2_3", campaign, chunk: 3, isRunning: false, told: "pending (JobArrayTaskLimit)" },
    { id: "3", campaign, chunk: null, isRunning: false, told: "pending (Dependency)" },
  ]);
  expect(jobsIn("")).toEqual([]);
});
