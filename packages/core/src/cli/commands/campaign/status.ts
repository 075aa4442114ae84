import { basename, resolve } from "node:path";
import { fileStates } from "../../../campaign/file-states.js";
import { liveJobs } from "../../../campaign/slurm/jobs.js";
import {
  type CampaignStatus,
  campaignStatus,
  manifestsAt,
  unknownCampaign,
} from "../../../campaign/status.js";
import { isLightDqmError } from "../../../errors.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { errorLine, errorRecord } from "../../log.js";
import { campaignText } from "../../text/campaign-text.js";
import { jsonText } from "../../text/json-text.js";

/** `light-dqm status MANIFEST|DIR`. */
export const statusCommand: CommandRow = command({
  name: "status",
  summary: "show how campaigns go: done, failed and why, missing, running",
  description:
    "Shows what has become of the files of a campaign, or of every campaign of a directory of reports, " +
    "and what Slurm has queued and running of it, where there is a Slurm.",
  help: `
Examples:
  $ light-dqm status dqm                                            every campaign of an output directory
  $ light-dqm status dqm/campaigns/1f3a9c2b77e0/manifest.json --json

Of a directory, manifests that cannot be read, as those of another version, are named with the reason.

Exit status: 0 every file is done, or on its way in Slurm; 1 a file failed or is missing, or a manifest
cannot be read; 2 usage or configuration error.
`,
  arguments: [["<manifest|directory>", "a manifest, or a directory of reports"]],
  flags: { json: bareFlag("print JSON") },
  async run({ io, log, setStatus }, [path = ""], options) {
    const named = resolve(io.cwd, path);
    const { manifests, unknown } = await manifestsAt(named);
    const live = await liveJobs(manifests.map(({ manifest }) => manifest.id)).catch((error) => {
      if (!isLightDqmError(error)) throw error;
      log.event("warning", "note", {}, `note: ${errorLine(error)}`);
      return null;
    });
    const campaigns: CampaignStatus[] = [];
    for (const { path: at, manifest } of manifests)
      await campaignStatus(at, manifest, live).then(
        (campaign) => campaigns.push(campaign),
        (error) => {
          if (at === named) throw error;
          unknown.push(unknownCampaign(at, error));
        },
      );
    for (const { path: file, error } of unknown) log.error(error, { file });
    const unreadable = unknown.map(({ path: at, error }) => ({
      manifest: at,
      error: errorRecord(error),
    }));
    io.stdout.write(
      options.json
        ? jsonText({ campaigns: campaigns.map(recordOf), unreadable })
        : campaigns.map(campaignText).join("\n"),
    );
    setStatus(unknown.length === 0 && campaigns.every(isFine) ? 0 : 1);
  },
});

/** Nothing failed, and what is left is queued or running. */
function isFine({ files, jobs }: CampaignStatus): boolean {
  const isLive = (jobs ?? []).length > 0;
  return files.every(({ state }) => state === "done" || (state !== "failed" && isLive));
}

function recordOf({ path, manifest, files, jobs }: CampaignStatus): Record<string, unknown> {
  const counts = fileStates.map((name) => [
    name,
    files.filter(({ state }) => state === name).length,
  ]);
  return {
    ...{ manifest: path, id: manifest.id, counts: Object.fromEntries(counts), jobs },
    files: files.map((file) => ({
      ...{ input: file.input, name: basename(file.input), state: file.state },
      error: file.state === "failed" ? errorRecord(file.error) : null,
    })),
  };
}
