/** The stamps that reports of stored files would have today. */
import type { Config } from "../../config/config.js";
import { detectorOf } from "../../detector/index.js";
import { isOfDetector } from "../../store/file-note.js";
import { lineOf } from "../../store/order.js";
import type { StoredFile } from "../../store/stored-files.js";
import { type Chain, chainOf } from "../chain.js";
import { watchSettingsOf } from "../watch-settings.js";

/**
 * The stamps of stored files, as `filesBefore` gives them, for many files at once.
 * @param files of the store, in their order
 * @returns null for files that have none: of another detector
 * @throws LightDqmError as `watchSettingsOf`, and for a detector that cannot be read
 */
export async function stampsOf(
  files: readonly StoredFile[],
  config: Config,
): Promise<(file: StoredFile) => string | null> {
  const detector = detectorOf(config.detector);
  const chain = chainOf(await watchSettingsOf(config), detector);
  const own = files.filter(({ note }) => note && isOfDetector(note, { detector }));
  const { ncomp, referenceRun } = config;
  if (ncomp === 0) return (file) => chain.stampOf(chain.seed, file.note!);
  if (referenceRun !== null) {
    const ofRun = own.filter(({ note }) => note!.input.run === referenceRun);
    return (file) => {
      const others = ofRun.filter((other) => other !== file);
      return chain.stampOf(keysOf(chain, others).at(-1)!, file.note!);
    };
  }
  const keyOf = new Map<StoredFile, string>();
  const imported = own.filter(({ note }) => lineOf(note!) === "imported");
  for (const line of ["timed", "untimed"] as const) {
    const ordered = [...imported, ...own.filter(({ note }) => lineOf(note!) === line)];
    const keys = keysOf(chain, ordered);
    for (const [i, file] of ordered.entries()) keyOf.set(file, keys[i]!);
  }
  return (file) => {
    const key = keyOf.get(file);
    return key === undefined ? null : chain.stampOf(key, file.note!);
  };
}

const keysOf = (chain: Chain, files: readonly StoredFile[]): string[] =>
  chain.keysOf(files.map(({ note }) => note!));
