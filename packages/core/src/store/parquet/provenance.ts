/** What a stored summary says of the whole file: the JSON in the Parquet file's metadata. */
import { asProfile, type DetectorGrid } from "../../detector/grid.js";
import { detectorGroups } from "../../detector/groups.js";
import { detectorNames, detectorOf } from "../../detector/index.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import { canonicalJson } from "../../files/canonical-json.js";
import { sha256 } from "../../files/sha256.js";
import { isValidTime } from "../../flow/valid-times.js";
import { type TriggerClass, triggerClasses } from "../../quantities/indexed-by/trigger-class.js";
import { lineFrequenciesMHz, nearestBin } from "../../quantities/indexed-by/watched-lines.js";
import { roundedShare } from "../../quantities/kept/spectra.js";
import { type QuantityName, unknownQuantities } from "../../quantities/table.js";
import { type EventWaveforms, type FileSummary, summarySchemaVersion } from "../../summary.js";
import { untimedWords } from "../../words/untimed.js";
import { oddField } from "./provenance-shape.js";

/** Key of the document in the Parquet key-value metadata. */
export const provenanceKey = "light-dqm";

/** Fields of a `FileSummary` that are kept elsewhere: in columns, in the array file, or in both. */
type KeptElsewhere =
  | Exclude<QuantityName, "eventCount">
  | "channelStatus"
  | "jumpEvent"
  | "brightestEvents"
  | "exemplarEvents"
  | "exemplars";

/** Fields that are not by channel and are kept as they are: all others. */
type WholeFile = Omit<FileSummary, KeptElsewhere>;

// As an object, so that a field that is new in `FileSummary` and forgotten here does not compile.
const isWholeFile: Record<keyof WholeFile, true> = {
  schemaVersion: true,
  softwareVersion: true,
  processedMs: true,
  input: true,
  time: true,
  timeUnknown: true,
  timeOrder: true,
  detector: true,
  sampleCount: true,
  fileEventCount: true,
  triggersTyped: true,
  triggerCodes: true,
  settings: true,
  selectedEvents: true,
  spectrumEvents: true,
  eventCount: true,
  baselineTriggerClass: true,
  largestJump: true,
  largestIntegralEvent: true,
  imported: true,
};
const wholeFileFields = Object.keys(isWholeFile) as (keyof WholeFile)[];

/**
 * Fields that stores of this schema version have not always had, with what their absence means. A
 * field that is added to `WholeFile` gets a row here, so that older stores are still read.
 */
const addedLater: Partial<WholeFile> = {
  timeUnknown: null,
  timeOrder: null,
  triggerCodes: null,
  imported: undefined,
};

/** Size and SHA-256 of the array file that belongs to a Parquet file. */
export interface ArraysFile {
  bytes: number;
  sha256: string;
}

/** The document: everything of a summary that is not by channel. */
export interface Provenance extends WholeFile {
  /** SHA-256 of the canonical JSON of `settings`: equal hashes, comparable numbers. */
  settingsHash: string;
  /** SHA-256 of the channel status; absent without one, and in earlier versions. */
  statusHash?: string;
  /** Trigger classes that have counts. */
  triggerClasses: TriggerClass[];
  spectrumScale: FileSummary["spectra"]["scale"];
  /** Centres of the bins that the line powers were read from, as `lineFrequenciesMHz`. */
  lineBinsMHz: number[];
  /** The event whose waveforms are in the array file; null where there is none. */
  jumpEvent: Pick<EventWaveforms, "event" | "triggerClass"> | null;
  arrays: ArraysFile;
  /** How the medians of spectra in the file are rounded; absent in earlier versions, which keep none. */
  medians?: typeof roundedMedians;
}

/** See `encodeMedians`. */
export const roundedMedians = { withinShareOfError: roundedShare };

/** The document of a summary whose arrays were written as `arrays`. */
export function provenanceOf(summary: FileSummary, arrays: ArraysFile): Provenance {
  const { spectra, jumpEvent, channelStatus } = summary;
  const wholeFile = Object.fromEntries(wholeFileFields.map((field) => [field, summary[field]]));
  return {
    ...(wholeFile as WholeFile),
    settingsHash: sha256(canonicalJson(summary.settings)),
    ...(channelStatus && { statusHash: sha256(String(channelStatus)) }),
    triggerClasses: triggerClasses.filter((name) => summary.validCount[name] !== undefined),
    spectrumScale: spectra.scale,
    lineBinsMHz: lineFrequenciesMHz.map(
      (line) => spectra.frequencyMHz[nearestBin(spectra.frequencyMHz, line)] ?? line,
    ),
    jumpEvent: jumpEvent && { event: jumpEvent.event, triggerClass: jumpEvent.triggerClass },
    arrays,
    medians: roundedMedians,
  };
}

/**
 * The document in a JSON text.
 * Fields that are not known here are ignored.
 * @throws LightDqmError `bad-input` where it is none, or of a newer schema than this package knows
 */
export function parseProvenance(text: string | undefined, where: string): Provenance {
  const fail = (got: string, cause?: unknown): never => {
    const expected = `a Light DQM summary of schema version ${summarySchemaVersion}`;
    const parts = { what: "Cannot read a stored summary", where, expected, got };
    throw new LightDqmError("bad-input", parts, { cause });
  };
  if (text === undefined) return fail(`a Parquet file without "${provenanceKey}" metadata`);
  let document: Provenance & { statisticsClass?: TriggerClass };
  try {
    document = JSON.parse(text);
  } catch (cause) {
    return fail("metadata that is not JSON", cause);
  }
  if (document?.schemaVersion !== summarySchemaVersion) {
    const isNewer = document?.schemaVersion > summarySchemaVersion;
    return fail(
      `schema version ${document?.schemaVersion}${isNewer ? ", written by a newer Light DQM" : ""}`,
    );
  }
  // Its name in older stores.
  document.baselineTriggerClass ??= document.statisticsClass!;
  for (const field of wholeFileFields)
    if (document[field] === undefined && !(field in addedLater))
      return fail(`metadata without "${field}"`);
  const odd = oddField(document);
  if (odd !== null) return fail(`metadata with an odd "${odd}"`);
  return {
    ...addedLater,
    ...document,
    ...timesOf(document),
    detector: oneProfile(document.detector),
  };
}

/** Older versions wrote any `utime_ms` as a time, without a reason, and knew no other clock. */
function timesOf({
  time,
  timeUnknown,
  timeOrder,
  fileEventCount,
}: Partial<Provenance> & Pick<Provenance, "time" | "fileEventCount">): Pick<
  Provenance,
  "time" | "timeUnknown" | "timeOrder"
> {
  const isOlder = timeUnknown === undefined;
  const isKnown = time !== null && isValidTime(time.firstMs) && isValidTime(time.lastMs);
  const untimed = { noWaveform: fileEventCount - (timeOrder?.timed ?? 0) };
  return {
    time: isOlder && !isKnown ? null : time,
    timeUnknown: isOlder && time && !isKnown ? untimedWords.outside : (timeUnknown ?? null),
    timeOrder: timeOrder ? { ...{ clock: "utime_ms", untimed }, ...timeOrder } : null,
  };
}

const profiles = new Map<string, DetectorProfile>();

/**
 * Equal profiles as one object, so that what is kept for a profile serves all files. In older
 * stores TPCs are a formula; where the detector of that name fits, that one is meant.
 */
export function oneProfile(stored: DetectorProfile | DetectorGrid): DetectorProfile {
  const text = JSON.stringify(stored);
  const known = profiles.get(text) ?? namedDetector(stored) ?? asProfile(stored);
  profiles.set(text, known);
  return known;
}

function namedDetector(stored: DetectorProfile | DetectorGrid): DetectorProfile | null {
  if ("layouts" in stored || !detectorNames().includes(stored.name)) return null;
  const named = detectorOf(stored.name);
  const active = (profile: DetectorProfile): string => detectorGroups(profile).active.join();
  return active(named) === active(asProfile(stored)) ? named : null;
}

/**
 * A summary that knows what the document says and nothing by channel: NaN, null or no counts. Its
 * spectra hold the bins of the watched lines only; its jump event has no waveforms.
 */
export function blankSummary(provenance: Provenance): FileSummary {
  const wholeFile = Object.fromEntries(
    wholeFileFields.flatMap((field) =>
      provenance[field] === undefined ? [] : [[field, provenance[field]]],
    ),
  );
  return {
    ...unknownQuantities(provenance),
    ...(wholeFile as WholeFile),
    channelStatus: null,
    jumpEvent: null,
    brightestEvents: null,
    exemplarEvents: null,
  };
}
