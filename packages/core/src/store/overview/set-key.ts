/**
 * Keys of sets of files, whatever order they come in, made of the key of a part and the few files that
 * are in it or not. Where each file is in time is in its hash, so a set has one order.
 */
import { sha256 } from "../../files/sha256.js";
import type { FileNote } from "../file-note.js";

/** The XOR of 128-bit hashes of the files: adding a file and taking it out are the same. */
export type SetKey = bigint;

/** What of a file enters a key: files that are told by it are judged alike and in the same order. */
export type Linked = Pick<FileNote, "address" | "version" | "time"> &
  Partial<Pick<FileNote, "input" | "imported">>;

export const keyOfNone: SetKey = 0n;

/** The key with one file more, or less. */
export function toggled(key: SetKey, { address, version, time, input, imported }: Linked): SetKey {
  const place = time?.firstMs ?? [!!imported, input?.run, input?.subRun, input?.name];
  const hash = sha256(JSON.stringify([address, version, place])).slice(0, 32);
  return key ^ BigInt(`0x${hash}`);
}

/** Hexadecimal digits, as they are written down. */
export const keyText = (key: SetKey): string => key.toString(16);

/** The key of such digits. */
export const keyOfText = (text: string): SetKey => BigInt(`0x${text}`);
