/** A simulated run: several files of one detector in which faults stay, appear and go. */
import { join } from "node:path";
import { dune2x2 } from "../../detector/dune-2x2.js";
import { detectorGroups } from "../../detector/groups.js";
import {
  type ChannelAddress,
  type SimulatedFault,
  type SimulationHooks,
  type SimulationSpec,
  simulateFlowFile,
} from "./simulate-file.js";

/** What to simulate of a run. */
export interface RunSimulation
  extends Pick<SimulationSpec, "seed" | "sampleCount" | "typed" | "gzip" | "startMs"> {
  /** Files of the run. */
  files: number;
  /** Events of each file. */
  events: number;
  /** Run number; default 500. */
  run?: number;
}

/**
 * Writes the files of a run, `sim_run_rctl_<run>_p<number>.FLOW.hdf5` from p1 on, into a directory
 * that is made where absent. Two dead channels are there from the start; the second file brings a
 * noise line on an EPCB, clipping and a channel stuck at the rail; from the third on an EPCB's
 * baselines are shifted, another EPCB undershoots, one shares noise, and one event sparks.
 * @param hooks `onProgress` gets the share of all files' events
 * @returns paths in natural order
 * @throws LightDqmError `output` where a file cannot be written; `interrupted`
 */
export async function simulateRun(
  directory: string,
  { files, events, seed, run = 500, startMs = defaultStartMs, ...layout }: RunSimulation,
  { signal, onProgress }: SimulationHooks = {},
): Promise<string[]> {
  const paths: string[] = [];
  for (let index = 0; index < files; index++) {
    const path = join(directory, `sim_run_rctl_${run}_p${index + 1}.FLOW.hdf5`);
    const spec: SimulationSpec = {
      ...layout,
      eventCount: events,
      seed: seed * 1000 + index,
      detectorSeed: seed,
      startMs: startMs + index * (events * eventSpacingMs + pauseMs),
      eventSpacingMs,
      faults: faultsOfFile(index, events),
    };
    await simulateFlowFile(path, spec, {
      signal,
      onProgress: (share) => onProgress?.((index + share) / files),
    });
    paths.push(path);
  }
  return paths;
}

/** The channels of an EPCB by its number in its ADC. */
export function epcbChannels(adc: number, epcb: number): ChannelAddress[] {
  const { epcbMembers, epcbsPerAdc } = detectorGroups(dune2x2);
  const members = epcbMembers[adc * epcbsPerAdc + epcb] ?? [];
  return members.map((channelIndex) => [adc, channelIndex % dune2x2.channelCount]);
}

const defaultStartMs = 1_762_300_000_000;
const eventSpacingMs = 1200;
const pauseMs = 60_000;

/** Faults with the index of the first file that has them. */
function faultPlan(events: number): { fromFile: number; fault: SimulatedFault }[] {
  return [
    {
      fromFile: 0,
      fault: {
        kind: "dead",
        channels: [
          [5, 59],
          [7, 15],
        ],
      },
    },
    {
      fromFile: 1,
      fault: {
        kind: "noise-line",
        channels: epcbChannels(4, 5),
        frequencyMHz: 10,
        amplitudeAdc16: 60,
      },
    },
    {
      fromFile: 1,
      fault: {
        kind: "clipped",
        channels: [
          [3, 26],
          [6, 36],
        ],
        share: 0.5,
      },
    },
    { fromFile: 1, fault: { kind: "stuck-high", channels: [[1, 28]] } },
    {
      fromFile: 2,
      fault: { kind: "baseline-shift", channels: epcbChannels(0, 2), shiftAdc16: 1400 },
    },
    {
      fromFile: 2,
      fault: { kind: "negative", channels: epcbChannels(2, 7), share: 0.6, depthAdc16: 1500 },
    },
    { fromFile: 2, fault: { kind: "common-mode", channels: epcbChannels(6, 1), noiseAdc16: 40 } },
    {
      fromFile: 2,
      fault: { kind: "spark", event: Math.floor(events / 2), channel: [0, 61] },
    },
  ];
}

function faultsOfFile(index: number, events: number): SimulatedFault[] {
  return faultPlan(events)
    .filter(({ fromFile }) => fromFile <= index)
    .map(({ fault }) => fault);
}
