/** Values that are relative to the median of the channels of a TPC. */
import { describe, expect, test } from "vitest";
import { byChannel, groups, row, startFollowing, walkingValues } from "./followed.js";

const { tpcMembers, tpcOf } = groups;
const ofTpc = { ...row, isOfTpc: true } as const;

/** Files about levels of the channels' own, then one with a change; the deviations in that. */
function deviationsAfter(change: (channelIndex: number) => number): Float64Array {
  const follow = startFollowing(Number.POSITIVE_INFINITY, ofTpc);
  const level = byChannel((i) => i % 7);
  for (let n = 0; n < 5; n++) follow(level);
  return follow(byChannel((i) => level[i]! + change(i))).comparison.compared.deviation;
}

describe("in a TPC", () => {
  const faulty = tpcMembers[3]!.slice(0, 4);

  test("faults of some channels move no other, though they move the median that all are relative to", () => {
    const medianMoved = 0.1;
    const deviation = deviationsAfter((i) =>
      tpcOf[i] !== 3 ? 0 : medianMoved - (faulty.includes(i) ? 0.4 : 0),
    );
    for (const i of groups.active)
      expect(deviation[i]).toBeCloseTo(faulty.includes(i) ? -0.4 : 0, 12);
  });

  test("what all channels have in common is none of theirs", () => {
    for (const each of deviationsAfter((i) => (tpcOf[i] === 3 ? 2 : 0)))
      if (!Number.isNaN(each)) expect(each).toBeCloseTo(0, 12);
  });

  test("too few channels tell nothing of the others", () => {
    const follow = startFollowing(Number.POSITIVE_INFINITY, ofTpc);
    const known = tpcMembers[3]!.slice(0, 5);
    const of = (value: number) => byChannel((i) => (known.includes(i) ? value : Number.NaN));
    for (let n = 0; n < 3; n++) follow(of(1));
    for (const i of known)
      expect(follow(of(3)).comparison.compared.deviation[i]).toBeGreaterThan(0);
  });

  test("levels stay where they are while others fail", () => {
    const follow = startFollowing(Number.POSITIVE_INFINITY, ofTpc);
    const next = walkingValues(
      31,
      () => 0,
      () => 0.1,
    );
    for (let n = 0; n < 20; n++) follow(next());
    const before = follow(next()).memory.values.level.slice();
    for (let n = 0; n < 20; n++)
      follow(next().map((value, i) => value + (tpcOf[i] === 3 && !faulty.includes(i) ? 0.5 : 0)));
    const { level } = follow(next()).memory.values;
    for (const i of tpcMembers[3]!)
      if (!faulty.includes(i)) expect(Math.abs(level[i]! - before[i]!)).toBeLessThan(0.15);
  });
});
