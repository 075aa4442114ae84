/** FLOW files: checked when opened, read one event at a time. */
import { createHash } from "node:crypto";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { dirname } from "node:path/posix";
import { detectorGroups } from "../detector/groups.js";
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { isLightDqmError, LightDqmError } from "../errors.js";
import type { InputFile } from "../summary.js";
import { runNumbers } from "./file-name.js";
import { type FlowEvents, readFlowEvents } from "./flow-events.js";
import { eventsPath, parseEventLayout, parseWaveformLayout, waveformsPath } from "./flow-layout.js";
import { type Hdf5, type Hdf5File, type Hdf5Memory, loadHdf5 } from "./hdf5/h5wasm.js";
import { readSuperblock } from "./hdf5/superblock.js";
import { requireSources } from "./sources.js";

/** A FLOW file that was checked and is open for reading. */
export interface OpenFlowFile {
  path: string;
  input: InputFile;
  detector: DetectorProfile;
  sampleCount: number;
  /** Bytes of an event's row of waveforms, and where in it the samples begin. */
  waveformRow: { bytes: number; samplesOffset: number };
  events: FlowEvents;
  /**
   * Reads the waveforms of one event into a buffer that the caller reuses.
   * @param into at least adcCount × channelCount × sampleCount; filled as [adc][channel][sample]
   * @throws LightDqmError `bad-input` where the bytes cannot be read, and where an event with valid
   *   waveforms has only zeros
   */
  readEvent(event: number, into: Int16Array): void;
  close(): void;
}

/**
 * Opens a FLOW file, checks that it is whole and fits the detector, and reads what is known of its
 * events; waveforms are read later, one event at a time, through one buffer of one event.
 *
 * Both producers' layouts are read: with `trig_type` and one time per ADC, and without and with one
 * time per channel. Whatever fails leaves nothing open.
 * @param detector what the shapes in the file must fit
 * @throws LightDqmError `not-found` for an absent file; `bad-input` for one that is not HDF5,
 *   truncated, open for writing, without events, or of the wrong structure
 */
export async function openFlowFile(
  path: string,
  detector: DetectorProfile = defaultDetector(),
): Promise<OpenFlowFile> {
  const input = await inspect(path);
  const hdf5 = await loadHdf5();
  const file = attempt(() => hdf5.open(path, "read"), "HDF5 cannot open the file", path);
  try {
    return openChecked(hdf5, file, path, input, detector);
  } catch (cause) {
    file.close();
    if (isLightDqmError(cause)) throw cause;
    throw unreadable("HDF5 cannot read the light data", path, cause);
  }
}

function openChecked(
  hdf5: Hdf5,
  file: Hdf5File,
  path: string,
  input: InputFile,
  detector: DetectorProfile,
): OpenFlowFile {
  requireDatasets(file, path);
  const eventLayout = parseEventLayout(file.dataset(eventsPath), detector, path);
  const waveforms = parseWaveformLayout(file.dataset(waveformsPath), detector, path);
  const { sampleCount, samplesOffset, rowBytes } = waveforms;
  requireSameLength(eventLayout.rowCount, waveforms.rowCount, path);
  const unwrittenEvent = requireSources({ hdf5, path, file, dataset: eventsPath });
  const unwrittenRow = requireSources({ hdf5, path, file, dataset: waveformsPath });
  const { hash, ...events } = readFlowEvents(hdf5, file, eventLayout, detector, (event, row) => {
    // The first row may hold only zeros: its number, and its time where clocks count from 0.
    if (event > 0 && isUnwritten(row, unwrittenEvent))
      throw neverWritten(`Event ${event} was`, `${path}:${eventsPath}`, "a row of each event", row);
  });

  const valueCount = detectorGroups(detector).indexCount * sampleCount;
  const row: Hdf5Memory = hdf5.allocate(rowBytes);
  const eventsHash = contentHash(file, hash, events.count, row);
  let isOpen = true;
  return {
    path,
    input: { ...input, eventsHash },
    detector,
    sampleCount,
    waveformRow: { bytes: rowBytes, samplesOffset },
    events,
    readEvent(event, into) {
      const what = `Waveforms of event ${event} cannot be read`;
      if (!isOpen) throw unreadable(what, path, new Error("a file that was closed"));
      if (into.length < valueCount) {
        throw new LightDqmError("compute", {
          what: "Buffer too short for one event",
          expected: `${valueCount} samples`,
          got: String(into.length),
        });
      }
      const read = (): Uint8Array => file.readRows(waveformsPath, event, 1, row);
      const bytes = attempt(read, what, `${path}:${waveformsPath}`);
      if (hasValid(events, event) && isUnwritten(bytes, unwrittenRow))
        throw neverWritten(
          `Waveforms of event ${event} were`,
          `${path}:${waveformsPath}`,
          "waveforms, which the event flags as valid",
          bytes,
        );
      const target = new Uint8Array(into.buffer, into.byteOffset, 2 * valueCount);
      target.set(bytes.subarray(samplesOffset, samplesOffset + 2 * valueCount));
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      row.free();
      file.close();
    },
  };
}

/**
 * Tells files apart that have the same name and size: 16 hexadecimal digits of the SHA-256 of the
 * event table and of the waveforms of the first and the last event. Event tables alone can be alike
 * where a producer writes no times, or where waveforms were changed afterwards.
 */
function contentHash(file: Hdf5File, hash: string, count: number, row: Hdf5Memory): string {
  const content = createHash("sha256").update(hash);
  for (const event of new Set([0, count - 1])) {
    row.view().fill(0);
    try {
      content.update(file.readRows(waveformsPath, event, 1, row));
    } catch {
      // Reading the event tells why, if it is analysed at all.
    }
  }
  return content.digest("hex").slice(0, 16);
}

/** What can be determined of a file without the HDF5 library. */
async function inspect(path: string): Promise<InputFile> {
  let handle: FileHandle | undefined;
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      const got = status.isDirectory() ? "a directory" : "something that is no regular file";
      throw badFile("Not a file", path, "a FLOW file", got);
    }
    handle = await open(path, "r");
    const found = await readSuperblock(handle, status.size);
    if (found.state === "not-hdf5") {
      const got = status.size === 0 ? "an empty file" : `the first bytes ${found.firstBytes}`;
      throw badFile("Not an HDF5 file", path, "HDF5's signature", got);
    }
    if (found.state === "open-for-writing") {
      throw badFile(
        "File still open for writing",
        path,
        "a file that its writer has closed",
        "HDF5's flag of a writer that is running or was killed",
      );
    }
    if (found.state === "truncated") {
      throw badFile(
        "Truncated file; is it still being written or copied?",
        path,
        found.expectedBytes === null ? "a whole HDF5 superblock" : `${found.expectedBytes} bytes`,
        `${status.size} bytes`,
      );
    }
    const { size, mtimeMs } = status;
    return { name: basename(path), sizeBytes: size, mtimeMs, ...runNumbers(path) };
  } catch (cause) {
    if (isLightDqmError(cause)) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code !== "ENOENT") throw unreadable("File cannot be read", path, cause);
    const parts = { what: "File not found", where: path, expected: "a FLOW file" };
    throw new LightDqmError("not-found", { ...parts, got: "nothing of that name" }, { cause });
  } finally {
    await handle?.close();
  }
}

function requireDatasets(file: Hdf5File, path: string): void {
  const light = file.kindOf("/light");
  if (light !== "group") {
    const names = file.namesIn("/");
    const others = names.length > 0 ? `only ${names.join(", ")}` : "an empty file";
    const got = light === null || light === "other" ? others : "a dataset of that name";
    throw badFile("No light data in the file", path, "a group light", got);
  }
  for (const dataset of [eventsPath, waveformsPath]) {
    requireKind(file, dirname(dataset), "group", path);
    requireKind(file, dataset, "dataset", path);
  }
}

function requireKind(
  file: Hdf5File,
  name: string,
  expected: "group" | "dataset",
  path: string,
): void {
  const kind = file.kindOf(name);
  if (kind === expected) return;
  const found = kind === "other" ? "a link, and links are not followed" : `a ${kind}`;
  const got = kind === null ? "nothing of that name" : found;
  throw badFile("Light data incomplete", path, `the ${expected} ${name}`, got);
}

function hasValid({ valid, count }: FlowEvents, event: number): boolean {
  const indexCount = valid.length / count;
  return valid.subarray(event * indexCount, (event + 1) * indexCount).includes(1);
}

/** HDF5 reads zeros, or the fill value, where a file has room for rows that were not written. */
function isUnwritten(row: Uint8Array, fillRow: Uint8Array | null): boolean {
  return (
    row.every((byte) => byte === 0) || (fillRow !== null && Buffer.compare(row, fillRow) === 0)
  );
}

function neverWritten(
  what: string,
  where: string,
  expected: string,
  row: Uint8Array,
): LightDqmError {
  const got = row.every((byte) => byte === 0) ? "only zeros" : "only the fill value";
  return badFile(`${what} never written; was the writer stopped early?`, where, expected, got);
}

function requireSameLength(eventCount: number, waveformCount: number, path: string): void {
  if (eventCount !== waveformCount) {
    throw badFile(
      "Numbers of events and waveforms differ; is the file still being written?",
      path,
      `as many rows in ${waveformsPath} as in ${eventsPath}, ${eventCount}`,
      String(waveformCount),
    );
  }
  if (eventCount === 0) throw badFile("No events in the file", path, "at least one event", "0");
}

function attempt<T>(call: () => T, what: string, where: string): T {
  try {
    return call();
  } catch (cause) {
    throw unreadable(what, where, cause);
  }
}

function unreadable(what: string, where: string, cause: unknown): LightDqmError {
  const got = cause instanceof Error ? cause.message : String(cause);
  return new LightDqmError("bad-input", { what, where, expected: "readable data", got }, { cause });
}

function badFile(what: string, where: string, expected: string, got: string): LightDqmError {
  return new LightDqmError("bad-input", { what, where, expected, got });
}
