/** What of a detector decides whether the numbers of two files are comparable. */
import { canonicalJson } from "../files/canonical-json.js";
import { type DetectorProfile, railsOf } from "./profile.js";

const kept = new WeakMap<DetectorProfile, string>();

/** The same text for profiles with the same name, cabling, sampling and rails; made once for each. */
export function cablingOf(detector: DetectorProfile): string {
  const known = kept.get(detector);
  if (known !== undefined) return known;
  const { own: _, ...cabling } = detector;
  const text = canonicalJson({ ...cabling, rails: railsOf(detector) });
  kept.set(detector, text);
  return text;
}
