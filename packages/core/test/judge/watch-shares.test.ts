/** Fractions of waveforms over the files of a watch. */
import { describe, expect, test } from "vitest";
import { simulateSummary } from "../../src/calibration/simulate-summary.js";
import type { SimulatedFault } from "../../src/flow/simulation/faults.js";
import type { Acceptance } from "../../src/history/acceptances.js";
import { startWatch } from "../../src/judge/start-watch.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import type { FileSummary } from "../../src/summary.js";

const startMs = (file: number): number => 1_700_000_000_000 + file * 3_600_000;
const files = (share: (file: number) => number): FileSummary[] =>
  Array.from({ length: 12 }, (_, file) => {
    const faults: SimulatedFault[] = [{ kind: "clipped", channels: [[5, 59]], share: share(file) }];
    return simulateSummary({
      ...{ name: `f_${file}`, eventCount: 100, seed: 40 + file, startMs: startMs(file), faults },
    });
  });

/** The records of one check and ADC 5 channel 59, file by file, and alarms of that check elsewhere. */
function watched(summaries: readonly FileSummary[], acceptances: readonly Acceptance[]) {
  const watch = startWatch({
    ...{ limits: {}, ncomp: 20, excludeBad: true, runType: "auto", acceptances },
  });
  const elsewhere: Verdict[] = [];
  const records = summaries.map((summary) => {
    const rises = watch
      .next(summary)
      .verdicts.filter(({ check, scope }) => check === "clipped-rise" && scope === "channel");
    const isHere = ({ adc, channel }: Verdict): boolean => adc === 5 && channel === 59;
    elsewhere.push(
      ...rises.filter((one) => !isHere(one) && (one.state === "bad" || one.state === "warn")),
    );
    return rises.find(isHere)!;
  });
  return { records, elsewhere };
}

describe("a fraction that rises by 20 % for good", () => {
  const risen = files((file) => (file >= 6 ? 0.2 : 0));

  test("is new once, then unchanged, and no other channel is alarmed", () => {
    const { records, elsewhere } = watched(risen, []);
    expect(elsewhere).toEqual([]);
    expect(records.map(({ state }) => state)).toEqual([
      "unknown",
      ...new Array<string>(5).fill("ok"),
      ...new Array<string>(6).fill("bad"),
    ]);
    expect(records[6]!.change).toBe("new");
    for (const { change, since, p } of records.slice(7))
      expect([change, since?.file, p]).toEqual(["unchanged", "f_6", null]);
  });

  test("is told no more once it has been accepted, and again when that has lapsed", () => {
    const at = (file: number): string => new Date(startMs(file)).toISOString();
    const { records } = watched(risen, [
      {
        ...{ id: "1", rows: ["clipped-rise"], channels: [[5, 59]], from: at(6), until: at(10) },
        ...{ author: "somebody", reason: "known", acceptedAt: at(11), detector: "dune-2x2" },
      },
    ]);
    expect(records.map(({ state }) => state)).toEqual([
      ...["unknown", "ok", "ok", "ok", "ok", "ok", "unknown", "ok", "ok", "ok", "bad", "bad"],
    ]);
  });
});
