/** A simulated run: several files of one detector in which faults stay, appear and go. */
import { join } from "node:path";
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import type { ChannelAddress, SimulatedFault } from "./faults.js";
import { type SimulationHooks, simulateFlowFile } from "./simulate-file.js";
import { type SimulationSpec, simulationDefaults } from "./spec.js";

/** What to simulate of a run. */
export interface RunSimulation
  extends Pick<SimulationSpec, "seed" | "detector" | "sampleCount" | "typed" | "gzip" | "startMs"> {
  /** Files of the run. */
  files: number;
  /** Events of each file. */
  events: number;
  /** Run number; default 500. */
  run?: number;
}

/**
 * Writes the files of a run, `sim_run_rctl_<run>_p<number>.FLOW.hdf5` from p1 on, into a directory
 * that is created if missing. Two dead channels are there from the start; the second file brings a
 * noise line on an EPCB, clipping and a channel stuck at the rail; from the third on an EPCB's
 * baselines are shifted, another EPCB undershoots, one shares noise, and one event sparks; from the
 * fourth on one channel's gain is low and one is dead in part of the events. Where the detector is
 * smaller than 2x2, ADCs and EPCBs are counted round.
 * @param hooks `onProgress` gets the fraction of all files' events
 * @returns paths in natural order
 * @throws LightDqmError `output` where a file cannot be written; `interrupted`
 */
export async function simulateRun(
  directory: string,
  { files, events, seed, run = 500, ...layout }: RunSimulation,
  { signal, onProgress }: SimulationHooks = {},
): Promise<string[]> {
  const { detector, startMs, eventSpacingMs } = { ...simulationDefaults(), ...layout };
  const plan = faultPlan(detector, events);
  const paths: string[] = [];
  for (let index = 0; index < files; index++) {
    const path = join(directory, `sim_run_rctl_${run}_p${index + 1}.FLOW.hdf5`);
    const spec: SimulationSpec = {
      ...layout,
      eventCount: events,
      seed: seed * 1000 + index,
      detectorSeed: seed,
      startMs: startMs + index * (events * eventSpacingMs + pauseMs),
      faults: plan.flatMap(({ fromFile, fault }) => (fromFile <= index ? [fault] : [])),
    };
    await simulateFlowFile(path, spec, {
      signal,
      onProgress: (share) => onProgress?.((index + share) / files),
    });
    paths.push(path);
  }
  return paths;
}

/** Between the end of a file and the start of the next. */
const pauseMs = 60_000;

/** The channels of an EPCB by its number in its ADC; both count round. */
export function epcbChannels(
  detector: DetectorProfile,
  adc: number,
  epcb: number,
): ChannelAddress[] {
  const { epcbMembers, epcbsPerAdc, placeOf } = detectorGroups(detector);
  const members = epcbMembers[(adc % detector.adcCount) * epcbsPerAdc + (epcb % epcbsPerAdc)]!;
  return members.map(placeOf).map((place) => [place.adc, place.channel]);
}

/** Faults with the index of the first file that has them. */
function faultPlan(
  detector: DetectorProfile,
  events: number,
): { fromFile: number; fault: SimulatedFault }[] {
  const { adcMembers, placeOf } = detectorGroups(detector);
  const epcb = (adc: number, number: number) => epcbChannels(detector, adc, number);
  const one = (adc: number, position: number): ChannelAddress => {
    const members = adcMembers[adc % adcMembers.length]!;
    const place = placeOf(members[position % members.length]!);
    return [place.adc, place.channel];
  };
  const line = { frequencyMHz: 10, amplitudeAdc16: 60 };
  const spark = { event: Math.floor(events / 2), channel: one(0, 45) };
  return [
    { fromFile: 0, fault: { kind: "dead", channels: [one(5, 43), one(7, 11)] } },
    { fromFile: 1, fault: { kind: "noise-line", channels: epcb(4, 5), ...line } },
    { fromFile: 1, fault: { kind: "clipped", channels: [one(3, 18), one(6, 24)], share: 0.5 } },
    { fromFile: 1, fault: { kind: "stuck-high", channels: [one(1, 20)] } },
    { fromFile: 2, fault: { kind: "baseline-shift", channels: epcb(0, 2), shiftAdc16: 1400 } },
    {
      fromFile: 2,
      fault: { kind: "negative", channels: epcb(2, 7), share: 0.6, depthAdc16: 1500 },
    },
    { fromFile: 2, fault: { kind: "common-mode", channels: epcb(6, 1), noiseAdc16: 40 } },
    { fromFile: 2, fault: { kind: "spark", ...spark } },
    { fromFile: 3, fault: { kind: "gain", channels: [one(2, 30)], factor: 0.3 } },
    { fromFile: 3, fault: { kind: "dead-share", channels: [one(7, 36)], share: 0.3 } },
  ];
}
