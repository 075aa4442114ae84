/** The limits that may be set: the seam between the configuration and the table of checks. */
import type { Limits } from "../config.js";

/** Default of every limit: `[check][limit]`. */
export function knownLimits(): Limits {
  return {};
}
