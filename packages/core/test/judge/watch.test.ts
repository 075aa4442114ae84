import { deserialize, serialize } from "node:v8";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectorOf } from "../../src/detector/index.js";
import { checks } from "../../src/judge/checks/index.js";
import { startWatch } from "../../src/judge/start-watch.js";
import { recoveriesOf } from "../../src/judge/states/alarms.js";
import type { Watch } from "../../src/judge/watch.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, quantilesOf } from "../store/make-summary.js";
import {
  type Change,
  channelIndex,
  fileOf,
  healthy,
  ofChannel,
  shifted,
  unknownBaseline,
} from "./history-of-small.js";
import { judgedAfter, watchOf, watchSettings } from "./watched.js";

/** State and change of the channel's baseline in each of some files, after healthy ones. */
function told(changes: readonly Change[], watch: Watch = watchOf(healthy(6))): string[] {
  return changes.map((change, n) => {
    const { state, change: what, since } = ofChannel(watch.next(fileOf(6 + n, change)).verdicts);
    return [state, what, ...(since ? [`since run ${since.run}`] : [])].join(" ");
  });
}

const good: Change = () => {};
const masked: Change = (summary) => {
  summary.channelStatus = new Int8Array(16);
  summary.channelStatus[channelIndex] = 2;
};
const both =
  (...changes: Change[]): Change =>
  (summary) => {
    for (const change of changes) change(summary);
  };

describe("a change for good", () => {
  test("is new once, then unchanged since its first file, however many follow", () => {
    const states = told(new Array(60).fill(shifted(300)));
    expect(states[0]).toBe("bad new");
    expect(new Set(states.slice(1))).toEqual(new Set(["bad unchanged since run 106"]));
  });

  test("is recovered only when the old level is back", () => {
    const steps = [300, 200, 30, 0, 0].map((by) => shifted(by));
    expect(told(steps)).toEqual([
      "bad new",
      "bad unchanged since run 106",
      "warn unchanged since run 106",
      "ok recovered",
      "ok unchanged",
    ]);
  });

  test("that gets worse is new, since its first file", () => {
    expect(told([shifted(50), shifted(50), shifted(300), shifted(300)])).toEqual([
      "warn new",
      "warn unchanged since run 106",
      "bad new since run 106",
      "bad unchanged since run 106",
    ]);
  });

  test("does not move its level, and leaves the others theirs", () => {
    const watch = watchOf([...healthy(6), ...[6, 7, 8].map((n) => fileOf(n, shifted(300)))]);
    const [own] = Object.values(watch.memory().detectors);
    const { level, fileCount } = Object.entries(own!.levels).find(([key]) =>
      key.startsWith("baseline"),
    )![1].values;
    expect([level[channelIndex], fileCount[channelIndex]]).toEqual([-28_000, 6]);
    expect([level[channelIndex - 1], fileCount[channelIndex - 1]]).toEqual([-28_000, 9]);
  });
});

describe("a state that is not known for a while", () => {
  test.each<[string, Change]>([
    ["unknown", unknownBaseline],
    ["masked", both(masked, shifted(300))],
  ])("%s leaves an alarm what it was, and a recovery one", (_, between) => {
    const [, , again] = told([shifted(300), between, shifted(300)]);
    expect(again).toBe("bad unchanged since run 106");
    const [, , back, then] = told([shifted(300), between, good, good]);
    expect([back, then]).toEqual(["ok recovered", "ok unchanged"]);
  });

  test("is unchanged where it is unknown, known where it is masked", () => {
    expect(told([shifted(300), unknownBaseline])[1]).toBe("unknown unchanged");
    expect(told([shifted(300), both(masked, shifted(300))])[1]).toBe("masked known");
  });

  test("of a whole group is told as one recovery when it is over", () => {
    const all = both(...[2, 3, 6, 7].map((each) => shifted(300, 8 + each)));
    const dark: Change = ({ darkBaseline, darkCount }) => {
      for (const part of quantilesOf(darkBaseline)) part.fill(Number.NaN, 8);
      darkCount.fill(0, 8);
    };
    const watch = watchOf([...healthy(6), fileOf(6, all), fileOf(7, dark)]);
    const recoveries = recoveriesOf(watch.next(fileOf(8)).verdicts);
    const ofShift = recoveries.filter(({ verdict: { check } }) => check === "baseline-shift");
    expect(ofShift.map(({ place }) => place)).toEqual(["ADC 1"]);
    expect(recoveriesOf(watch.next(fileOf(9)).verdicts)).toEqual([]);
  });
});

describe("the memory of a watch", () => {
  /** Files as months have them: shifts, gains, unknown and masked channels, brighter light. */
  const changes = fc.constantFrom<Change>(
    ...[good, good, shifted(300), shifted(40), unknownBaseline, both(masked, shifted(300))],
    both(...[2, 3, 6, 7].map((each) => shifted(-150, 8 + each))),
    ({ gain }) => quantilesOf(gain).forEach((part) => void (part[channelIndex]! *= 0.4)),
    ({ light }) => void light.forEach((each, i) => void (light[i] = 5 * each)),
    (summary) => void (summary.eventCount = { all: 300, beam: 300, self: 0 }),
  );
  const files = (from: number) =>
    fc
      .array(changes, { maxLength: 8 })
      .map((each) => each.map((change, n) => fileOf(from + n, change)));

  test.each<[string, <T>(value: T) => T]>([
    ["a structured clone", structuredClone],
    ["v8", (value) => deserialize(serialize(value))],
  ])("goes on identically after %s", (_, copied) => {
    fc.assert(
      fc.property(files(0), files(20), (before, after) => {
        const whole = watchOf(before);
        const resumed = startWatch(watchSettings, copied(whole.memory()));
        for (const summary of after) expect(resumed.next(summary)).toEqual(whole.next(summary));
        expect(resumed.memory()).toEqual(whole.memory());
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test("is the same after files that are passed and files that are told", () => {
    fc.assert(
      fc.property(files(0), (all) => {
        const told = startWatch(watchSettings);
        for (const summary of all) told.next(summary);
        expect(watchOf(all).memory()).toEqual(told.memory());
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test("is left as it was by a peek, which says what the next file will be told", () => {
    fc.assert(
      fc.property(files(0), changes, (all, change) => {
        const watch = watchOf(all);
        const before = structuredClone(watch.memory());
        const peeked = watch.peek(fileOf(30, change));
        expect(watch.memory()).toEqual(before);
        expect(watch.next(fileOf(30, change))).toEqual(peeked);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test("is one of each detector: files of two are told as if those of the other were not", () => {
    const other = detectorOf("fsd");
    const ours = [...healthy(5), fileOf(5, shifted(300)), fileOf(6)];
    const theirs = ours.map((_, n) => makeSummary({ name: `o_${n}`, detector: other, run: n }));
    const [alone, mixed] = [startWatch(watchSettings), startWatch(watchSettings)];
    for (const [n, summary] of ours.entries()) {
      mixed.pass(theirs[n]!);
      expect(mixed.next(summary)).toEqual(alone.next(summary));
    }
    expect(Object.keys(mixed.memory().detectors)).toHaveLength(2);
  });

  test("is empty where no file is to be compared with", () => {
    const watch = watchOf(healthy(3), { ncomp: 0 });
    const { verdicts, fileCount } = watch.next(fileOf(3, shifted(300)));
    expect([fileCount, ofChannel(verdicts).state]).toEqual([0, "unknown"]);
    const comparing = checks.flatMap((one) => (one.comparesWithEarlier ? [one.name] : []));
    const compared = verdicts.filter(({ check }) => comparing.includes(check));
    expect(new Set(compared.map(({ state }) => state))).toEqual(new Set(["unknown"]));
  });
});

describe("conditions", () => {
  const ofFile = (watch: Watch, summary: FileSummary): string[] => {
    const found = watch.next(summary).verdicts.find(({ check }) => check === "conditions")!;
    return [found.state, found.change!, found.reason];
  };
  const beam: Change = (summary) => {
    summary.eventCount = { all: 300, beam: 300, self: 0 };
  };
  const brighter =
    (factor: number): Change =>
    ({ light }) => {
      light.forEach((each, i) => {
        light[i] = factor * each;
      });
    };

  test("that change are told in the file where they do, and not again", () => {
    const watch = watchOf(healthy(4));
    expect(ofFile(watch, fileOf(4, beam))).toEqual(["warn", "new", "beam run, after mixed run"]);
    expect(ofFile(watch, fileOf(5, beam)).slice(0, 2)).toEqual(["ok", "unchanged"]);
    expect(ofFile(watch, fileOf(6))).toEqual(["warn", "new", "mixed run, after beam run"]);
    expect(ofFile(watch, fileOf(7)).slice(0, 2)).toEqual(["ok", "unchanged"]);
  });

  test("are told as set where the run type is", () => {
    const watch = watchOf(healthy(4), { runType: "led" });
    expect(ofFile(watch, fileOf(4, beam))[0]).toBe("ok");
  });

  test("tell another threshold once", () => {
    const watch = watchOf(healthy(4));
    const other = (n: number) => fileOf(n, good, { thresholdAdc16: 700 });
    expect(ofFile(watch, other(4))).toEqual(["warn", "new", "thresholds 700, 500 before"]);
    expect(ofFile(watch, other(5))[0]).toBe("ok");
  });

  test("tell other light once; little more or less is none", () => {
    const watch = watchOf(healthy(4));
    expect(ofFile(watch, fileOf(4, brighter(1.3)))[0]).toBe("ok");
    const [state, change, reason] = ofFile(watch, fileOf(5, brighter(8)));
    expect([state, change]).toEqual(["warn", "new"]);
    expect(reason).toMatch(/^light [\d.]+ times that of earlier files$/);
    expect(ofFile(watch, fileOf(6, brighter(8)))[0]).toBe("ok");
    expect(ofFile(watch, fileOf(7))[0]).toBe("warn");
  });

  test("compare light with files of the same run type only", () => {
    const bright = both(beam, brighter(8));
    const watch = watchOf([...healthy(4), fileOf(4, bright)]);
    expect(ofFile(watch, fileOf(5))[2]).toBe("mixed run, after beam run");
    expect(ofFile(watch, fileOf(6, bright))[2]).toBe("beam run, after mixed run");
  });

  test("do not part dark baselines, but relative amplitudes", () => {
    const faint: Change = ({ gain }) => {
      for (const part of quantilesOf(gain)) part[channelIndex]! *= 0.4;
    };
    const found = judgedAfter(healthy(6), fileOf(6, both(beam, shifted(300), faint)));
    expect(ofChannel(found).state).toBe("bad");
    expect(ofChannel(found, "gain-change").state).toBe("unknown");
    expect(ofChannel(judgedAfter(healthy(6), fileOf(6, faint)), "gain-change").state).toBe("bad");
  });
});

describe("files of older stores, which have no dark baselines", () => {
  const older: Change = (summary) => {
    const { darkBaseline, darkNoise, lines, light } = summary;
    for (const part of [...quantilesOf(darkBaseline), ...quantilesOf(darkNoise), light])
      part.fill(Number.NaN);
    for (const counts of [summary.darkCount, summary.litCount, lines.count]) counts.fill(0);
    lines.watched.fill(Number.NaN);
  };
  const movedBaseline: Change = ({ baseline }) => {
    for (const part of quantilesOf(baseline)) part[channelIndex]! += 300;
  };
  const olderFiles = Array.from({ length: 6 }, (_, n) => fileOf(n, older));

  test("are compared by the baselines of their trigger class", () => {
    const found = ofChannel(judgedAfter(olderFiles, fileOf(6, both(older, movedBaseline))));
    expect(found).toMatchObject({ state: "bad", value: 300, n: 200 });
    expect(ofChannel(judgedAfter(olderFiles, fileOf(6, older))).state).toBe("ok");
  });

  test("say nothing of gains, and are not mixed with files that have dark ones", () => {
    const found = judgedAfter(olderFiles, fileOf(6, older));
    expect(ofChannel(found, "gain-change").state).toBe("unknown");
    expect(ofChannel(judgedAfter(olderFiles, fileOf(6))).state).toBe("unknown");
  });

  test("of another trigger class are not compared", () => {
    const other: Change = (summary) => {
      summary.baselineTriggerClass = "all";
    };
    expect(ofChannel(judgedAfter(olderFiles, fileOf(6, both(older, other)))).state).toBe("unknown");
  });
});
