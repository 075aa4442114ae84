/** Links to the report of the latest file, for screens that always show the same address. */
import { readlink, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { asLightDqmError } from "../errors.js";
import { documentHead } from "../report/document-head.js";
import { isDocumentName } from "../report/report-stem.js";

/** The link that says which report the others are of. */
export const latestDocument = "latest.light-dqm.json";

/** Name of a link, by how the name of what it leads to ends. */
const links = [
  ["latest_main.pdf", "_light_dqm_main.pdf"],
  ["latest_baseline.png", "_light_dqm_baseline.png"],
  ["latest_flatline.png", "_light_dqm_flatline.png"],
  // As the old nearline called it.
  ["latest_dead_chan.png", "_light_dqm_flatline.png"],
  ["latest.html", "_light_dqm.html"],
  // Last: where a crash has left the links half-way, the next start goes on.
  [latestDocument, ".light-dqm.json"],
] as const;

/** Data that are further ahead of this machine's clock, by more than any time zone, have a wrong one. */
const mostAheadMs = 26 * 3_600_000;

/** Whether the time of data can be none: they never become the latest, which others would not replace. */
export const isAheadOfClock = (firstMs: number, nowMs: number): boolean =>
  firstMs > nowMs + mostAheadMs;

/**
 * Makes the links lead to a report, unless they lead to one of later data. Each is replaced in one
 * step, and none leads to a file that is not there. Data whose time is unknown, or ahead of the clock,
 * come before all others.
 * @param files of the report, absolute
 * @returns whether they lead to it now
 * @throws LightDqmError `output`
 */
export async function advanceLatest(files: readonly string[], nowMs: number): Promise<boolean> {
  const document = files.find(isDocumentName);
  if (document === undefined) return false;
  const directory = dirname(document);
  const [ours, theirs] = await Promise.all([
    documentHead(document),
    documentHead(join(directory, latestDocument)),
  ]);
  const timeOf = (head: typeof ours): number => {
    const firstMs = head?.time?.firstMs;
    return firstMs === undefined || isAheadOfClock(firstMs, nowMs) ? -Infinity : firstMs;
  };
  if (timeOf(ours) < timeOf(theirs)) return false;
  for (const [link, ending] of links) {
    const target = files.find((file) => file.endsWith(ending));
    const path = join(directory, link);
    try {
      if (target !== undefined) await replaceLink(path, basename(target));
      else await rm(path, { force: true });
    } catch (cause) {
      throw asLightDqmError(cause, "output", { what: "Cannot replace a link", where: path });
    }
  }
  return true;
}

async function replaceLink(path: string, target: string): Promise<void> {
  if ((await readlink(path).catch(() => null)) === target) return;
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  await rm(temporary, { force: true });
  await symlink(target, temporary);
  await rename(temporary, path);
}
