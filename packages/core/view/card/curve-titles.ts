/** Titles of the curves of a card, of which several figures may hold one. */
import type { Payload } from "@light-dqm/core/figures";
import type { Curve } from "./sparkline.js";

/** A curve and the payload that holds it. */
export interface StoredCurve {
  curve: Curve;
  payload: Payload;
}

const cutOf = ({ source }: Payload): string => source?.cut ?? "without a cut";
const fileOf = ({ source }: Payload): string => source?.file ?? "no file";

/** What may tell figures apart, the shortest first. */
const tellings: readonly ((payload: Payload) => string)[] = [
  cutOf,
  fileOf,
  (payload) => `${fileOf(payload)}, ${cutOf(payload)}`,
  ({ title }) => title,
];

/** The curves; those of one title with what tells their figures apart. */
export function toldApart(stored: readonly StoredCurve[]): Curve[] {
  return stored.map(({ curve, payload }) => {
    const same = stored.filter((each) => each.curve.title === curve.title);
    const countBy = (tell: (payload: Payload) => string): number =>
      new Set(same.map((each) => tell(each.payload))).size;
    const best = tellings.reduce((a, b) => (countBy(b) > countBy(a) ? b : a));
    return countBy(best) > 1 ? { ...curve, title: `${curve.title} (${best(payload)})` } : curve;
  });
}
