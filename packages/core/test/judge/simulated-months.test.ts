import { describe, expect, test } from "vitest";
import { type SummarySpec, simulateSummary } from "../../src/calibration/simulate-summary.js";
import { detectorGroups } from "../../src/detector/groups.js";
import type { SimulatedFault } from "../../src/flow/simulation/faults.js";
import { startWatch } from "../../src/judge/start-watch.js";
import { alarmsOf } from "../../src/judge/states/alarms.js";
import { isAlarm, type Verdict } from "../../src/judge/states/verdict.js";
import type { Watch } from "../../src/judge/watch.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";
import { watchSettings } from "./watched.js";

/** A channel in each of the eight TPCs. */
const channels = detectorGroups(dune2x2).tpcMembers.map((members) => {
  const { adc, channel } = detectorGroups(dune2x2).placeOf(members[7]!);
  return [adc, channel] as [number, number];
});

const fileOf = (n: number, spec: Partial<SummarySpec>): FileSummary =>
  simulateSummary({
    ...{ name: `m_${n}`, eventCount: 60, seed: 900 + n, detectorSeed: 31 },
    startMs: 1_762_300_000_000 + n * 3_600_000,
    ...spec,
  });

function watchOfMonths(count: number, spec: Partial<SummarySpec>): Watch {
  const watch = startWatch(watchSettings);
  for (let n = 0; n < count; n++) watch.pass(fileOf(n, spec));
  return watch;
}

/** How many of the eight channels a check alarms. */
const alarmed = (verdicts: readonly Verdict[], check: string): number =>
  verdicts.filter(
    (one) =>
      one.check === check &&
      isAlarm(one.state) &&
      channels.some(([adc, channel]) => one.adc === adc && one.channel === channel),
  ).length;

describe("files of few events", () => {
  test.each([4, 8, 12])(
    "of %d have hardly a false alarm, though baselines wander",
    (eventCount) => {
      const spec = { eventCount, state: { wanderAdc16: 60 } };
      const watch = startWatch(watchSettings);
      const bad: string[] = [];
      for (let n = 0; n < 30; n++)
        for (const { title, place, verdict } of alarmsOf(watch.next(fileOf(n, spec)).verdicts))
          if (verdict.state === "bad" && verdict.p !== null) bad.push(`${n} ${title}: ${place}`);
      expect(bad.length, bad.join("; ")).toBeLessThanOrEqual(3);
    },
  );

  test("show a shift that is large for them", () => {
    const spec = { eventCount: 12, state: { wanderAdc16: 60 } };
    const faults: SimulatedFault[] = [{ kind: "baseline-shift", channels, shiftAdc16: 500 }];
    const { verdicts } = watchOfMonths(20, spec).peek(fileOf(20, { ...spec, faults }));
    expect(alarmed(verdicts, "baseline-shift")).toBe(8);
  });
});

describe("gains in beam files", () => {
  const conditions = { runType: "beam", litShare: 0.9 } as const;
  const gain = (factor: number): SimulatedFault[] => [{ kind: "gain", channels, factor }];

  test("are found in one file where they are halved", () => {
    const watch = watchOfMonths(20, { conditions });
    const { verdicts } = watch.peek(fileOf(20, { conditions, faults: gain(0.5) }));
    expect(alarmed(verdicts, "gain-change")).toBe(8);
  });

  test("are found in three files where they lose three tenths", () => {
    // The ln of the median of 180 amplitudes that scatter by 0.8 is known to 0.06: ln 0.7 is 6 of that.
    const spec = { conditions, eventCount: 200 };
    const watch = watchOfMonths(20, spec);
    const found = [20, 21, 22].map((n) =>
      alarmed(watch.next(fileOf(n, { ...spec, faults: gain(0.7) })).verdicts, "gain-change"),
    );
    expect(found[2]).toBe(8);
  });

  test("are the same at three times the light", () => {
    const watch = watchOfMonths(20, { conditions });
    const bright = { conditions: { ...conditions, intensity: 3 } };
    const { verdicts } = watch.peek(fileOf(20, bright));
    const checks = new Set(verdicts.flatMap((one) => (isAlarm(one.state) ? [one.check] : [])));
    expect([...checks].filter((each) => !each.startsWith("clipped"))).toEqual([
      ...["conditions", "few-events"],
    ]);
  });
});

describe("a channel that is dead in some events for good", () => {
  // Of 13 lit events a file, 4 of them: one file in eight has 1 or none, which healthy channels have too.
  const spec = { eventCount: 100 };
  const faults: SimulatedFault[] = [{ kind: "dead-share", channels, share: 0.3 }];

  test("stays alarmed in files that do not show it, and is over soon after it works again", () => {
    const watch = watchOfMonths(20, spec);
    const found = Array.from({ length: 20 }, (_, i) => {
      const { verdicts } = watch.next(fileOf(20 + i, { ...spec, ...(i < 15 && { faults }) }));
      return alarmed(verdicts, "partly-dead");
    });
    const there = found.slice(3, 15);
    expect(Math.min(...there)).toBe(8);
    expect(found.slice(18)).toEqual([0, 0]);
  });
});

describe("a slow change", () => {
  test("of a baseline by 20 counts a file is warned of before 150", () => {
    const watch = watchOfMonths(20, {});
    const [adc, channel] = channels[0]!;
    let told: Verdict | undefined;
    let files = 0;
    while (!told && files < 12) {
      const faults: SimulatedFault[] = [
        { kind: "baseline-shift", channels: [[adc, channel]], shiftAdc16: 20 * ++files },
      ];
      const { verdicts } = watch.next(fileOf(19 + files, { faults }));
      told = verdicts.find(
        (one) =>
          one.adc === adc &&
          one.channel === channel &&
          /^baseline-(drift|shift)/.test(one.check) &&
          isAlarm(one.state),
      );
    }
    expect(20 * files).toBeLessThanOrEqual(150);
  });
});
