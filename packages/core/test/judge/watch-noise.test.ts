/** An alarm of a level lasts on the side where it began. */
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { quantilesOf } from "../store/make-summary.js";
import { type Change, channelIndex, fileOf, healthy, ofChannel } from "./history-of-small.js";
import { watchOf } from "./watched.js";

const noiseTimes =
  (factor: number): Change =>
  ({ darkNoise }) => {
    for (const part of quantilesOf(darkNoise)) part[channelIndex]! *= factor;
  };

/** What a check says of the channel in files with these factors of the noise, after 20 healthy ones. */
function statesOf(check: string, factors: readonly number[]): Verdict["state"][] {
  const watch = watchOf(healthy(20));
  return factors.map((factor, i) => {
    const { verdicts } = watch.next(fileOf(20 + i, noiseTimes(factor)));
    return ofChannel(verdicts, check).state;
  });
}

describe("noise that was high and is hardly below its level", () => {
  // By as much that an alarm of low noise would go on, but none begin.
  const slightlyLow = 1 / 1.035;

  test("is no alarm of low noise", () => {
    expect(statesOf("noise-low", [slightlyLow])).toEqual(["ok"]);
    expect(statesOf("noise-high", [2, slightlyLow])).toEqual(["bad", "ok"]);
    expect(statesOf("noise-low", [2, slightlyLow])).toEqual(["ok", "ok"]);
  });

  test("goes on being low where it was low", () => {
    expect(statesOf("noise-low", [0.5, slightlyLow])).toEqual(["bad", "warn"]);
  });
});
