/** The course of a scenario: its files, and what is planted in them. */
import type { ChannelAddress } from "../../flow/simulation/faults.js";
import type { Acceptance } from "../../history/acceptances.js";
import type { SummarySpec } from "../simulate-summary.js";

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
}
