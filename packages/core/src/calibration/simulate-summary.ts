/**
 * Summaries of simulated files without their waveforms: per-event numbers are drawn from the
 * distributions of the waveforms of `simulateFlowFile`, and go through the same quantiles and
 * counts. A thousand times faster, so that false alarms and detection can be measured on thousands
 * of files; a test compares it with files simulated down to their waveforms.
 *
 * What is simplified: the noise is normal and white; the pulse of an event lies behind the samples of
 * the baseline; the median line power is that of an exponential distribution, lit events counting
 * as its upper part, so spectra of lit events mean little where most are lit; dark spectra have
 * the planted sines and otherwise noise; no histograms, spectra between the lines, counts by EPCB and
 * TPC, or jump events are made.
 */

import { detectorGroups } from "../detector/groups.js";
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { beamShareOf, type SimulatedConditions } from "../flow/simulation/conditions.js";
import { type DetectorState, withState } from "../flow/simulation/detector-state.js";
import { faultsByChannel, type SimulatedFault } from "../flow/simulation/faults.js";
import { randomSource } from "../flow/simulation/random.js";
import { classesOfFile, type TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import { flags, unknownQuantities } from "../quantities/table.js";
import { type FileSummary, summarySchemaVersion } from "../summary.js";
import { softwareVersion } from "../version.js";
import { channelsOfFile, type Drift, realisticDrift } from "./simulated-channels.js";
import { darkLinesOf } from "./simulated-dark-lines.js";
import { drawEvents } from "./simulated-events.js";
import { sampleCount, thresholdAdc16 } from "./simulated-layout.js";
import { lightSource } from "./simulated-light.js";
import { lineSource } from "./simulated-lines.js";
import { eventStarts } from "./simulated-starts.js";

/** What to simulate. */
export interface SummarySpec {
  name: string;
  eventCount: number;
  seed: number;
  /** Random seed of the channels' baselines and noise: the same for all files of a detector. */
  detectorSeed?: number;
  drift?: Drift;
  startMs?: number;
  faults?: readonly SimulatedFault[];
  conditions?: SimulatedConditions;
  state?: DetectorState;
  detector?: DetectorProfile;
}

/** Simulates the summary of a file. The same specification gives the same numbers. */
export function simulateSummary(spec: SummarySpec): FileSummary {
  const { name, eventCount, seed, detectorSeed = 2024, drift = realisticDrift } = spec;
  const { startMs = 1_762_300_000_000, faults: planted = [], detector = defaultDetector() } = spec;
  const { conditions = { runType: "mixed" }, state = {} } = spec;
  const groups = detectorGroups(detector);
  const { indexCount, active } = groups;
  const random = randomSource(seed);
  // Of its own, so that what it decides leaves all else as it is without.
  const ofState = randomSource(seed ^ 0x57a7e);
  const faults = withState(faultsByChannel(planted, detector), state);
  const channels = channelsOfFile(detector, random, detectorSeed, drift, faults);
  const phase = random.uniform();
  const beamShare = beamShareOf(conditions, 1 / 3);
  const isBeam = Array.from(
    { length: eventCount },
    (_, i) => Math.floor((i + 1) * beamShare + phase) > Math.floor(i * beamShare + phase),
  );
  const classes = classesOfFile(new Float64Array());
  const kept = unknownQuantities({
    ...{ detector, triggerClasses: classes, spectrumScale: "power", lineBinsMHz: [] },
  });
  const light = lightSource(groups, random, conditions, detectorSeed, drift.lightLn);
  const wanderAdc16 = Math.hypot(drift.eventAdc16, state.wanderAdc16 ?? 0);
  const sources = { groups, channels, faults, wanderAdc16, light, random, ofState };
  const drawn = drawEvents(isBeam, sources);
  const { brightCount, darkCount, maxAmplitude, minAmplitude, constantCount } = drawn;
  const selfCount = isBeam.filter((beam) => !beam).length;
  const eventsOf: Record<TriggerClass, number> = {
    all: eventCount,
    beam: eventCount - selfCount,
    self: selfCount,
  };
  const validCount = Object.fromEntries(
    classes.map((triggerClass) => {
      const counts = new Uint32Array(indexCount);
      for (const i of active) if (!faults[i]!.missing) counts[i] = eventsOf[triggerClass];
      return [triggerClass, counts];
    }),
  );
  drawn.flags.put(active, kept);
  for (const flag of flags)
    for (const triggerClass of classes)
      kept[flag][triggerClass]!.total.total.set(validCount[triggerClass]!);
  const startsOfEvents = eventStarts(drawn, { active, faults, eventCount, selfCount });
  const lineSpectra = lineSource(groups, sampleCount);
  const { lineLn } = drift;
  const dark = { groups, channels, faults, darkCount, lineLn, sampleNs: detector.sampleNs };
  const selectedEvents = Array.from({ length: eventCount }, (_, event) => event);
  return {
    ...kept,
    schemaVersion: summarySchemaVersion,
    softwareVersion,
    processedMs: startMs,
    input: { name, sizeBytes: 0, mtimeMs: startMs, run: null, subRun: null },
    detector,
    sampleCount,
    fileEventCount: eventCount,
    triggersTyped: true,
    triggerCodes: null,
    time: { firstMs: startMs, lastMs: startMs + eventCount * 1200 },
    timeUnknown: null,
    timeOrder: { clock: "utime_ms", timed: eventCount, backward: 0, repeated: 0, untimed: {} },
    channelStatus: null,
    settings: {
      maxEvts: 500,
      powspecNevts: 500,
      thresholdAdc16: new Array<number>(detector.adcCount).fill(thresholdAdc16),
      spectrumScale: "power",
    },
    selectedEvents,
    spectrumEvents: selectedEvents,
    eventCount: eventsOf,
    baselineTriggerClass: "self",
    validCount,
    ...startsOfEvents,
    ...{ maxAmplitude, minAmplitude, constantCount },
    ...drawn.relative.kept(),
    spectra: lineSpectra(random, lineLn, channels, faults, brightCount, eventCount),
    lines: darkLinesOf(ofState, dark),
    largestJump: null,
    jumpEvent: null,
    brightestEvents: null,
    exemplarEvents: null,
    largestIntegralEvent: null,
  };
}
