/** The files of a store that the judgement of a file rests on. */
import type { Config } from "../config/config.js";
import type { WatchSettings } from "../judge/watch.js";
import { pathOfFile } from "../store/address.js";
import { isOfDetector } from "../store/file-note.js";
import { isEarlier } from "../store/order.js";
import type { OnUnreadable, PlacedFile } from "../store/store.js";
import { type StoredFile, storedFiles } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { type Chain, chainOf } from "./chain.js";

/** Files with the keys of what is known after each of them. */
export interface FilesBefore {
  /** Oldest first; never the file itself. */
  files: StoredFile[];
  chain: Chain;
  /** `[i]` after the first i files. */
  keys: string[];
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
  const files: StoredFile[] = [];
  const own = ncomp === 0 ? null : await pathOfFile(store, current);
  for (const file of ncomp === 0 ? [] : await storedFiles(store)) {
    if (file.path === own) continue;
    const { path, note, error } = file;
    if (error) onUnreadable(path, error);
    if (!note || !isOfDetector(note, current)) continue;
    const isBefore =
      referenceRun === null ? isEarlier(note, current) : note.input.run === referenceRun;
    if (isBefore) files.push(file);
  }
  const chain = chainOf(how, current.detector);
  const keys = chain.keysOf(files.map(({ note }) => note!));
  return { files, chain, keys, stamp: chain.stampOf(keys.at(-1)!, current) };
}
