/** The judgement of a file among the files of a store. */
import type { Config } from "../config/config.js";
import { isLightDqmError, type LightDqmError } from "../errors.js";
import { earlierBand } from "../history/band/earlier-band.js";
import { bandCount, filesInBand } from "../history/band/files-in-band.js";
import { sinceOf } from "../history/since.js";
import { badByThemselves } from "../judge/bad-channels.js";
import { statesAfter, toldOnceOf } from "../judge/changes/known-states.js";
import { checks } from "../judge/checks/index.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { filesOfOwn } from "../judge/own/check-table.js";
import { statesKnown } from "../judge/start-watch.js";
import { entryOfFile } from "../store/address.js";
import type { FileSummary } from "../summary.js";
import { passedWith } from "./chain.js";
import { filesBefore } from "./files-before.js";
import { storeDirectory } from "./store-upkeep.js";
import { saveSeen, watchAfter } from "./watch-after.js";
import { watchSettingsOf } from "./watch-settings.js";

/** Hooks of a judgement. */
export interface JudgeHooks {
  /** Gets each stored summary that cannot be read and is excluded, in words. */
  note?: ((text: string) => void) | undefined;
  /** Called with the fraction of the earlier files that have been read, where some have to be. */
  onProgress?: ((share: number) => void) | undefined;
}

/**
 * Judges a summary among the files of the store before it. What is known after them is kept in the
 * store, so that this takes no longer after months; where it is missing, the files are read again.
 * @throws LightDqmError as `watchSettingsOf`
 */
export async function judgeSummary(
  summary: FileSummary,
  config: Config,
  hooks: JudgeHooks = {},
): Promise<JudgedFile> {
  return (await judgeInHistory(summary, config, hooks)).judged;
}

/** A judged file, and what the judgement rests on. */
export interface JudgedInHistory {
  judged: JudgedFile;
  /** Changes with all that the judgement rests on: see `FilesBefore`. */
  stamp: string;
  /** Earlier files that had to be read, since what is known after them was not there. */
  readCount: number;
  /** Keeps what is known after the file, once it is stored, where the store allows it. */
  remember(): Promise<void>;
}

/** As `judgeSummary`. */
export async function judgeInHistory(
  summary: FileSummary,
  config: Config,
  { note = () => {}, onProgress }: JudgeHooks = {},
): Promise<JudgedInHistory> {
  const store = storeDirectory(config);
  const how = await watchSettingsOf(config);
  const excluded = new Map<string, string>();
  const onUnreadable = (path: string, { message }: LightDqmError): void =>
    void excluded.set(path, message);
  const before = await filesBefore(store, summary, config, how, onUnreadable);
  const saves = config.ncomp !== 0 && config.referenceRun === null;
  const seen = await watchAfter(store, before, how, summary.detector, {
    // Checks that somebody is trying out are not to drive out what the reports go on from.
    saves: !saves ? "nothing" : filesOfOwn(how.checks ?? []) ? "all" : "last",
    onFile: (index, count) => onProgress?.(index / count),
  });
  for (const { address, message } of seen.missing) excluded.set(address, message);
  const { verdicts, fileCount } = seen.watch.peek(summary);
  const known = statesAfter(
    verdicts,
    statesKnown(seen.watch.memory(), summary),
    sinceOf(summary),
    toldOnceOf(how.checks ?? checks),
  );
  const seed = `${before.chain.seed}${config.referenceRun === null ? "" : "pinned"}`;
  const leaveOut = config.excludeBad
    ? (earlier: FileSummary) => badByThemselves(earlier, config.limits, how.checks)
    : undefined;
  const inBand = await filesInBand(store, summary, config, before);
  const band = await earlierBand(store, summary, inBand, { leaveOut, seed }, onUnreadable);
  for (const message of new Set(excluded.values()))
    note(`an earlier summary is excluded: ${message}`);
  return {
    judged: { summary, reference: band.reference, verdicts, fileCount, checks: how.checks, known },
    stamp: before.stamp,
    readCount: seen.readCount,
    remember: async () => {
      if (!saves) return;
      try {
        const own = await entryOfFile(store, summary);
        if (!own) return;
        seen.watch.pass(summary);
        await saveSeen(store, before.chain, passedWith(before, own.note!), own, seen);
        await band.keepNext(own, bandCount(config.ncomp));
      } catch (error) {
        if (!isLightDqmError(error)) throw error;
      }
    },
  };
}
