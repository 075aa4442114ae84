/** How a campaign is, as text. */
import { basename } from "node:path";
import { type FileState, fileStates } from "../../campaign/file-states.js";
import type { LiveJob } from "../../campaign/slurm/jobs.js";
import type { CampaignStatus } from "../../campaign/status.js";
import { countText, runsText } from "../../words/phrases.js";
import { oneLine } from "../../words/printable.js";

const meaning: Record<FileState["state"], string> = {
  done: "done",
  computed: "computed, waiting for the reduce",
  failed: "failed",
  missing: "missing",
};

/** So many missing files are named. */
const mostMissing = 10;

/** The manifest, how many files are in which state, what runs, and which files failed or are missing. */
export function campaignText({ path, files, jobs }: CampaignStatus): string {
  const counts = fileStates.flatMap((name) => {
    const count = files.filter(({ state }) => state === name).length;
    return count > 0 ? [`${count} ${meaning[name]}`] : [];
  });
  const lines = [path, `  ${countText(files.length, "file")}: ${counts.join(", ")}`];
  if (jobs) lines.push(`  ${jobsText(jobs)}`);
  for (const file of files)
    if (file.state === "failed") lines.push(`  ${basename(file.input)}: ${file.error.message}`);
  const missing = files.filter(({ state }) => state === "missing");
  for (const { input } of missing.slice(0, mostMissing))
    lines.push(`  ${basename(input)}: missing`);
  if (missing.length > mostMissing)
    lines.push(`  and ${missing.length - mostMissing} more missing`);
  return `${lines.map(oneLine).join("\n")}\n`;
}

function jobsText(jobs: readonly LiveJob[]): string {
  if (jobs.length === 0) return "Slurm: nothing queued or running";
  const tasks = jobs.filter(({ chunk }) => chunk !== null);
  const chunksText = (isRunning: boolean): string[] => {
    const chunks = tasks.filter((task) => task.isRunning === isRunning).map(({ chunk }) => chunk!);
    const numbers = chunks.sort((a, b) => a - b);
    if (numbers.length === 0) return [];
    return [
      `${isRunning ? "running" : "queued"}: ${numbers.length === 1 ? "chunk" : "chunks"} ${runsText(numbers)}`,
    ];
  };
  const reduces = jobs.filter(({ chunk }) => chunk === null);
  const parts = reduces.map(({ id, told }) => `reduce ${id} ${told}`);
  return `Slurm: ${[...chunksText(true), ...chunksText(false), ...parts].join("; ")}`;
}
