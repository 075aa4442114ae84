/** A scenario: months of files of one detector, as they may come, and what is wanted of their verdicts. */
import type { DetectorProfile } from "../../detector/profile.js";
import type { ChannelAddress } from "../../flow/simulation/faults.js";
import type { Random } from "../../flow/simulation/random.js";
import type { Acceptance } from "../../history/acceptances.js";
import type { WatchSettings } from "../../judge/watch.js";
import type { SummarySpec } from "../simulate-summary.js";
import type { Wanted } from "../wanted/wanted.js";

/** What is particular about one file of a scenario. */
export type FileParts = Pick<
  SummarySpec,
  "conditions" | "state" | "faults" | "drift" | "detector"
> & {
  /** In place of the scenario's. */
  eventCount?: number;
};

/** A fault that the verdicts should find. Files are counted from 0. */
export interface PlantedFault {
  /** In words; several of one name are counted together. */
  name: string;
  channels: readonly ChannelAddress[];
  firstFile: number;
  /** The first file without it; null where it is there to the end. */
  endFile: number | null;
}

/** The files of a scenario, and what is wrong in them. */
export interface Course {
  files: readonly FileParts[];
  /** Empty where the scenario is clean. */
  faults: readonly PlantedFault[];
  /** Files whose conditions differ from those of the file before, which has to be told. */
  newConditions?: readonly number[];
  /** Files in which conditions return to what they were, which may be told. */
  oldConditions?: readonly number[];
  acceptances?: readonly Acceptance[];
  /** Names of checks of a file that are right to be alarmed, such as `few-events`. */
  expected?: readonly string[];
}

/** A row of the table of scenarios. */
export interface Scenario {
  /** As a key: `beam-off`. */
  name: string;
  /** What happens, in words. */
  what: string;
  /** Events of a file. */
  eventCount: number;
  /** Name of the detector, where it is not the one that is calibrated. */
  detector?: string;
  /** How the files are watched, where not with the defaults. */
  watch?: Partial<WatchSettings>;
  /** The same detector and random numbers give the same course. */
  course(detector: DetectorProfile, random: Random): Course;
  wanted: readonly Wanted[];
}
