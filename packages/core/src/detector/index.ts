/**
 * The detectors that are built in. Nothing outside this folder knows a number or a name of one: a
 * detector is a file here, or a profile that a caller passes.
 */
import { dune2x2 } from "./dune-2x2.js";
import type { DetectorProfile } from "./profile.js";

/** Every built-in detector; the first serves where none is named. */
export const detectors: readonly [DetectorProfile, ...DetectorProfile[]] = [dune2x2];

/** The detector of files where none is named. */
export const defaultDetector: DetectorProfile = detectors[0];
