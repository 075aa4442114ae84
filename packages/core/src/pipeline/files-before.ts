/** The files of a store that the judgement of a file rests on. */

import type { Config } from "../config/config.js";
import type { WatchSettings } from "../judge/watch.js";
import type { RunNumber } from "../numerics/run-number.js";
import { pathOfFile } from "../store/address.js";
import { isOfDetector } from "../store/file-note.js";
import { comparePlaced } from "../store/order.js";
import { filesBeforePlace } from "../store/overview/files-before-place.js";
import { filesOfRun, type Overview, overviewOf, without } from "../store/overview/overview.js";
import type { OnUnreadable, PlacedFile } from "../store/store.js";
import type { StoredFile } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { type Chain, chainOf, nonePassed, type Passed, passedWith } from "./chain.js";

/** Files that are not read before they are asked for. */
export interface FilesBefore extends Passed {
  /** Never the file itself. */
  latestFirst(): AsyncGenerator<StoredFile>;
  chain: Chain;
  /** Changes with all that the judgement of the file rests on, but not with the file itself. */
  stamp: string;
}

/**
 * The files before a file, those of its detector; with a reference run, all of that run instead;
 * with `ncomp` 0 none.
 */
export async function filesBefore(
  store: string,
  current: PlacedFile & Pick<FileSummary, "detector">,
  { ncomp, referenceRun }: Pick<Config, "ncomp" | "referenceRun">,
  how: WatchSettings,
  onUnreadable: OnUnreadable = () => {},
): Promise<FilesBefore> {
  const chain = chainOf(how, current.detector);
  if (ncomp === 0) return { ...ofFiles([]), chain, stamp: chain.stampOf(chain.seed, current) };
  const overview = without(await overviewOf(store), await pathOfFile(store, current));
  for (const { path, error } of overview.singles) if (error) onUnreadable(path, error);
  const before =
    referenceRun === null
      ? await filesBeforePlace(overview, current, current.detector)
      : ofFiles(await ofRun(overview, referenceRun, current));
  const last = (await before.latestFirst().next()).value as StoredFile | undefined;
  const key = chain.keyAfter(before, last?.note ?? undefined);
  return { ...before, chain, stamp: chain.stampOf(key, current) };
}

async function ofRun(
  overview: Overview,
  run: RunNumber,
  current: Pick<FileSummary, "detector">,
): Promise<StoredFile[]> {
  const files = await filesOfRun(overview, run);
  return files
    .filter(({ note }) => isOfDetector(note!, current))
    .sort((a, b) => comparePlaced(a.note!, b.note!));
}

function ofFiles(files: readonly StoredFile[]): Omit<FilesBefore, "chain" | "stamp"> {
  return {
    ...files.reduce((passed, { note }) => passedWith(passed, note!), nonePassed),
    latestFirst: async function* () {
      yield* [...files].reverse();
    },
  };
}
