/** A scenario: months of files of one detector, as they may come, and what is wanted of their verdicts. */
import type { DetectorProfile } from "../../detector/profile.js";
import type { Random } from "../../flow/simulation/random.js";
import type { WatchSettings } from "../../judge/watch.js";
import type { Course } from "../planted/course.js";
import type { Wanted } from "../wanted/wanted.js";

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
