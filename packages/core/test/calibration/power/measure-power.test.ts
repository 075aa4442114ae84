import { describe, expect, test } from "vitest";
import { measurePower } from "../../../src/calibration/power/measure-power.js";
import { detectorGroups } from "../../../src/detector/groups.js";
import type { Watch } from "../../../src/judge/watch.js";
import type { FileSummary } from "../../../src/summary.js";
import { smallDetector } from "../../store/make-summary.js";
import { record, standInWatch } from "../stand-in-watch.js";

const spec = { trials: 8, referenceFiles: 10, events: 30, seed: 3 };
const { active, placeOf } = detectorGroups(smallDetector);

/** Warns of baselines further than 60 counts from the mean of the files before, bad from 120 on. */
function simpleWatch(): Watch {
  const before: FileSummary[] = [];
  const baselineOf = ({ darkBaseline }: FileSummary, channelIndex: number): number =>
    darkBaseline.p50[channelIndex]!;
  const judge = (summary: FileSummary) =>
    active.map((channelIndex) => {
      const mean =
        before.reduce((sum, file) => sum + baselineOf(file, channelIndex), 0) / before.length;
      const size = Math.abs(baselineOf(summary, channelIndex) - mean);
      return record({
        ...placeOf(channelIndex),
        state: size > 120 ? "bad" : size > 60 ? "warn" : "ok",
      });
    });
  const watch = standInWatch((_, summary) => judge(summary));
  return {
    ...watch,
    next(summary) {
      const watched = watch.next(summary);
      before.push(summary);
      return watched;
    },
  };
}

describe("the power that is measured", () => {
  test("is that of the watch: a limit of 60 counts finds half of the shifts by 60", async () => {
    const power = await measurePower(spec, 0.05, simpleWatch, smallDetector);
    const shift = power.find(({ name }) => name === "baseline shift of a channel")!;
    // A step of the sizes is 15 %; eight files, each off by about 12 counts.
    expect(Math.abs(shift.warn - 60)).toBeLessThan(15);
    expect(Math.abs(shift.bad - 120)).toBeLessThan(15);
    expect(shift.optimum).toBeGreaterThan(10);
    expect(shift.optimum).toBeLessThan(shift.warn);
    const noise = power.find(({ name }) => name === "noise")!;
    expect(noise.warn).toBeNaN();
    expect(noise.texts.warn).toMatch(/^above ×/);
  });
});
