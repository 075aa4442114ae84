import { describe, expect, test } from "vitest";
import { checks } from "../../src/judge/checks/index.js";
import { judge } from "../../src/judge/judge.js";
import {
  allChecksMask,
  maskCells,
  maskStates,
  maskSummary,
  masks,
} from "../../src/judge/states/mask.js";
import type { Change, State, Verdict } from "../../src/judge/states/verdict.js";
import { makeSummary, silence, smallDetector } from "../store/make-summary.js";
import { judgedAfter } from "./watched.js";

const record = (check: string, state: State, parts: Partial<Verdict> = {}): Verdict => ({
  check,
  scope: "channel",
  adc: 5,
  channel: 59,
  state,
  value: 1,
  limit: 2,
  unit: "",
  n: 9,
  reason: `${check} is ${state}`,
  p: null,
  change: null,
  since: null,
  group: null,
  label: null,
  members: [],
  ...parts,
});
const [baselineMask, flatlineMask] = masks as [(typeof masks)[0], (typeof masks)[0]];
const many = (states: State[]): Verdict[] =>
  states.map((state, i) => record("flatline", state, { adc: 0, channel: i }));
const summaryOf = (states: State[]): string => maskSummary(maskStates(many(states), ["flatline"]));

describe("a mask", () => {
  test.each<[State, State, State]>([
    ["ok", "unknown", "unknown"],
    ["unknown", "masked", "masked"],
    ["masked", "warn", "warn"],
    ["warn", "bad", "bad"],
    ["ok", "bad", "bad"],
  ])("of %s and %s is %s, with the record that decides", (a, b, state) => {
    for (const pair of [[a, b] as const, [b, a] as const]) {
      const [cell] = maskStates([record("x", pair[0]), record("y", pair[1])], ["x", "y"]);
      expect(cell).toMatchObject({ adc: 5, channel: 59, state, notCompared: false });
      expect(cell!.verdict.state).toBe(state);
    }
  });

  test.each<[State, Change]>([
    ["bad", "new"],
    ["ok", "recovered"],
  ])("of two %s records is decided by the one that is %s", (state, change) => {
    const records = [
      record("x", state, { change: "unchanged" }),
      record("y", state, { change }),
      record("z", state, { change: "unchanged" }),
    ];
    const [cell] = maskStates(records, ["x", "y", "z"]);
    expect(cell!.verdict.check).toBe("y");
  });

  test("does not hide a good channel for lack of earlier files, and says so", () => {
    const cells = maskStates(judge(makeSummary(), null, {}), baselineMask.checks);
    expect(cells).toHaveLength(384);
    for (const { state, notCompared, verdict } of cells) {
      expect([state, notCompared]).toEqual(["ok", true]);
      expect(verdict.check).not.toBe("baseline-shift");
    }
    expect(maskSummary(cells)).toBe(
      "All 384 channels with a good baseline; not compared with earlier files.",
    );
  });

  test("is unknown where the baseline itself is, with and without earlier files", () => {
    const thin = makeSummary({ selfCount: 1 });
    for (const earlier of [[], [makeSummary({ name: "f" })]])
      for (const { state } of maskStates(judgedAfter(earlier, thin), baselineMask.checks))
        expect(state).toBe("unknown");
  });

  test("is unknown where only the shift has too few waveforms to tell", () => {
    const thin = makeSummary({ selfCount: 4 });
    const verdicts = judgedAfter([makeSummary({ name: "f" })], thin, {
      limits: { "baseline-shift": { minEvents: 7 } },
    });
    for (const { state } of maskStates(verdicts, baselineMask.checks))
      expect(state).toBe("unknown");
  });

  test("takes a check without a record of a channel for unknown", () => {
    const [cell] = maskStates([record("x", "ok")], ["x", "y"]);
    expect(cell).toMatchObject({ state: "unknown", verdict: { reason: "no record of y" } });
  });

  test("leaves records of wider scope out", () => {
    expect(maskStates([record("x", "bad", { scope: "file" })], ["x"])).toEqual([]);
  });
});

describe("the sentence of a mask", () => {
  test("names the bad channels and counts the others", () => {
    expect(summaryOf(["bad", "ok", "masked", "unknown", "bad", "masked", "warn"])).toBe(
      "2 of 7 channels dead: ADC 0 ch 0, 4; 1 with a warning: ADC 0 ch 6; 2 known and masked; 1 unknown (flatline is unknown).",
    );
  });

  test("names neighbours as one", () => {
    expect(summaryOf(new Array(10).fill("bad"))).toBe("10 of 10 channels dead: ADC 0 ch 0–9.");
    expect(summaryOf(["bad", "bad", "ok", "bad", "ok"])).toBe(
      "3 of 5 channels dead: ADC 0 ch 0–1, 3.",
    );
  });

  test("names at most eight, or eight groups of neighbours", () => {
    const everyOther = Array.from({ length: 20 }, (_, i): State => (i % 2 === 0 ? "bad" : "ok"));
    expect(summaryOf(everyOther)).toBe(
      "10 of 20 channels dead: ADC 0 ch 0, 2, 4, 6, 8, 10, 12, 14 and 2 more.",
    );
  });

  test("says that all is well only where all is known to be", () => {
    expect(summaryOf(["ok", "ok"])).toBe("All 2 channels alive.");
    expect(summaryOf(["ok"])).toBe("All 1 channel alive.");
    expect(summaryOf(["ok", "masked"])).toBe("0 of 2 channels dead; 1 known and masked.");
    expect(summaryOf(["ok", "unknown"])).toBe(
      "0 of 2 channels dead; 1 unknown (flatline is unknown).",
    );
  });

  test("says that nothing is known where that is so", () => {
    expect(summaryOf(["unknown", "unknown"])).toBe(
      "Unknown for all 2 channels (flatline is unknown).",
    );
    expect(maskSummary([])).toBe("No channels were checked.");
  });

  test("gives the reason that most unknown channels share", () => {
    const summary = makeSummary({ detector: smallDetector, selfCount: 2, triggersTyped: false });
    summary.maxAmplitude.fill(50);
    silence(summary, 2);
    const cells = maskStates(judge(summary, null, {}), flatlineMask.checks);
    expect(maskSummary(cells)).toBe(
      "Unknown for all 8 channels (mostly: no pulse, but only 2 valid waveforms).",
    );
  });
});

describe("the mask of all checks", () => {
  const cellsOf = (records: Verdict[]) => maskCells(records, allChecksMask);
  const everyCheck = (states: Record<string, State>): Verdict[] =>
    checks
      .filter(({ scope }) => scope !== "file")
      .map(({ name, scope }) =>
        record(name, states[name] ?? "ok", scope === "adc" ? { scope, channel: null } : {}),
      );

  test("shows the worst state of a channel and names the checks that say so", () => {
    const [cell] = cellsOf(
      everyCheck({ flatline: "bad", "noise-low": "bad", "baseline-shift": "warn" }),
    );
    expect(cell).toMatchObject({ state: "bad", verdict: { check: "flatline" } });
    expect(cell!.verdict.reason).toBe("Flatline: flatline is bad (also bad: Noise low)");
  });

  test("tells dead from unknown from masked from good", () => {
    const stateOf = (state: State) => cellsOf(everyCheck({ flatline: state }))[0]!.state;
    for (const state of ["bad", "unknown", "masked", "ok"] as const)
      expect(stateOf(state)).toBe(state);
    expect(cellsOf(everyCheck({}))[0]!.verdict.reason).toBe("OK in all checks that could judge");
  });

  test("counts what is said of an ADC for each of its channels", () => {
    const cells = cellsOf(everyCheck({ flatline: "unknown", "missing-adc": "bad" }));
    expect(cells).toHaveLength(1);
    expect(cells[0]).toMatchObject({ adc: 5, channel: 59, state: "bad" });
    expect(cells[0]!.verdict.reason).toBe("Missing ADC: missing-adc is bad");
  });

  test("of a healthy file is good for all, in one sentence", () => {
    const cells = cellsOf(judge(makeSummary(), null, {}));
    expect(maskSummary(cells, allChecksMask)).toBe(
      "All 384 channels OK in all checks that could judge; not compared with earlier files.",
    );
  });

  test("counts a channel as compared where its level was, though no drift can be told yet", () => {
    const unknown = { state: "unknown", limit: null, n: 10 } as const;
    const checks = allChecksMask.checks.map((check) =>
      check.endsWith("-drift") ? record(check, "unknown", unknown) : record(check, "ok"),
    );
    const [cell] = cellsOf(checks);
    expect(cell).toMatchObject({ state: "ok", notCompared: false });
    const never = checks.map((one) => ({ ...one, ...unknown }));
    expect(cellsOf(never)[0]!.notCompared).toBe(true);
  });
});
