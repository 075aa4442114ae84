/** The light of a simulated file: what kind of run it is, and how bright. */

/**
 * Kind of a simulated run. `mixed`: beam and self triggers; `beam`, `self`: these alone; `led`: every
 * event lights every channel alike, typed as self; `pedestal`: no light, typed as self.
 */
export type SimulatedRunType = "mixed" | "beam" | "self" | "led" | "pedestal";

/** What light the events of a file have. */
export interface SimulatedConditions {
  runType: SimulatedRunType;
  /**
   * Fraction of the TPCs that an event lights, 0…1, on average. Where it is not given an event lights
   * one TPC of eight, 30 % of beam events two. Without meaning for `led` and `pedestal`.
   */
  litShare?: number | undefined;
  /** Factor on all light; default 1. */
  intensity?: number | undefined;
  /**
   * Standard deviation of ln amplitude between the channels of a TPC in one event; default 0.8.
   * Without meaning for `led` and `pedestal`.
   */
  scatterLn?: number | undefined;
}

/**
 * Fraction of beam triggers of a run, 0…1.
 * @param beamShare that of a mixed run
 */
export function beamShareOf({ runType }: SimulatedConditions, beamShare: number): number {
  if (runType === "mixed") return beamShare;
  return runType === "beam" ? 1 : 0;
}
