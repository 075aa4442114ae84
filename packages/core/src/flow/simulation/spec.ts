/** What a simulated file is to be. */
import { defaultDetector } from "../../detector/index.js";
import type { DetectorProfile } from "../../detector/profile.js";
import type { SimulatedConditions } from "./conditions.js";
import type { DetectorState } from "./detector-state.js";
import type { SimulatedFault } from "./faults.js";

/** What to simulate. */
export interface SimulationSpec extends Partial<SimulationChoices> {
  /** Events in the file, 0 or more. */
  eventCount: number;
  /** Random seed of this file. */
  seed: number;
}

/** What can be chosen of a simulated file, and is as in `simulationDefaults` where it is not. */
export interface SimulationChoices {
  detector: DetectorProfile;
  /** Samples of a waveform. */
  sampleCount: number;
  /**
   * As files are today, with `trig_type` and one time per ADC, waveforms with their clipped flags; or
   * as older producers wrote them, without, and with one time per channel.
   */
  typed: boolean;
  /** Compressed as the producer does at level 4; raw is much faster. */
  gzip: boolean;
  /** Random seed of the channels' baselines and noise: the same for all files of a detector. */
  detectorSeed: number;
  /** Time of the first event, milliseconds UTC. */
  startMs: number;
  /** Time between events, milliseconds. */
  eventSpacingMs: number;
  /** Fraction of beam triggers of a mixed run, 0…1. */
  beamShare: number;
  conditions: SimulatedConditions;
  state: DetectorState;
  faults: readonly SimulatedFault[];
}

/** A simulated file where nothing is chosen. */
export const simulationDefaults = (): SimulationChoices => ({
  detector: defaultDetector(),
  sampleCount: 1000,
  typed: true,
  gzip: false,
  detectorSeed: 2024,
  // 5 November 2025.
  startMs: 1_762_300_000_000,
  eventSpacingMs: 1200,
  beamShare: 1 / 3,
  conditions: { runType: "mixed" },
  state: {},
  faults: [],
});

/** A specification with all that can be chosen. */
export type WholeSpec = Required<SimulationSpec>;
