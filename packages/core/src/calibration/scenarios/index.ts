/** The table of scenarios. A new one is a file beside this and a line here. */
import { acceptedShift } from "./accepted.js";
import { beamOnly } from "./beam-only.js";
import { clippedForGood, clippedLongAgo } from "./clipped.js";
import { lessGain } from "./gain.js";
import { gapBeforeRepair, gapInFault } from "./gaps.js";
import { beamIntensity, beamOff, ledPulses, withoutLight } from "./light.js";
import { lineOnAdc, smallLines } from "./lines.js";
import { partlyDead } from "./partly-dead.js";
import { ramps } from "./ramps.js";
import { randomWalk } from "./random-walk.js";
import type { Scenario } from "./scenario.js";
import { manyFaults, noisyNeighbour, twoEpcbs } from "./several-faults.js";
import { fewEvents, manyEvents, oneEarlierFile, otherDetector, stationary } from "./stationary.js";
import { allRepaired, allShifted } from "./whole-detector.js";

/** Every scenario, in the order of the printed table. */
export const scenarios: readonly Scenario[] = [
  stationary,
  oneEarlierFile,
  manyEvents,
  ...fewEvents,
  otherDetector,
  beamIntensity,
  ledPulses,
  withoutLight,
  beamOff,
  randomWalk,
  beamOnly,
  clippedForGood,
  clippedLongAgo,
  lessGain,
  partlyDead,
  ...ramps,
  allShifted,
  allRepaired,
  acceptedShift,
  gapInFault,
  gapBeforeRepair,
  lineOnAdc,
  smallLines,
  manyFaults,
  noisyNeighbour,
  twoEpcbs,
];
