import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { judge } from "../../src/judge/judge.js";
import { allChecksMask } from "../../src/judge/states/mask.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { faults } from "../../src/notebook/faults.js";
import type { Run } from "../../src/notebook/open-run.js";
import { shiftSummary } from "../../src/notebook/shift-summary.js";
import { syntheticSummary } from "../figures/synthetic-summary.js";

const summary = syntheticSummary();
const template = judge(summary, null, {}).find(
  ({ check, scope }) => check === "flatline" && scope === "channel",
)!;

/** A record of ADC 1 for a check. */
function record(check: string, channel: number, more: Partial<Verdict>): Verdict {
  return { ...template, check, adc: 1, channel, reason: "so measured", ...more };
}

/** A run with these records; the other checks call the same channels good. */
function runOf(given: Verdict[]): Run {
  const channels = [...new Set(given.map(({ channel }) => channel!))];
  const others = channels.flatMap((channel) =>
    allChecksMask.checks
      .filter((check) => !given.some((one) => one.check === check && one.channel === channel))
      .map((check) => record(check, channel, { state: "ok", change: "unchanged" })),
  );
  const verdicts = [...given, ...others];
  const name = "run 102 (b.hdf5)";
  const words = { name, headline: "Flatline: as told.", notes: [], path: "/b.hdf5" };
  const alone = { reference: null, fileCount: 0 };
  return { ...words, ...alone, summary, verdicts, config: defaultConfig() };
}

const previous = { name: "run 101 (a.hdf5)" };
const good = record("flatline", 4, { state: "ok", change: "unchanged" });
const newBad = record("flatline", 5, { state: "bad", change: "new" });
const stillBad = record("baseline-range", 6, { state: "bad", change: "unchanged" });
const newWarning = record("noise-high", 7, { state: "warn", change: "new" });
const recovered = record("flatline", 8, { state: "ok", change: "recovered" });
const unknown = record("flatline", 9, { state: "unknown", change: "unchanged" });

describe("the first page of a shift report", () => {
  it("is fine, changes nothing and calls nobody where every check is ok", () => {
    const text = shiftSummary(runOf([good]), previous);
    expect(text).toMatch(/^# FINE: no faults; all 1 channel OK\n/);
    expect(text).toContain("## Who do I call?\n\n**No call is needed now**.");
    expect(text).toMatch(
      /## What changed since run 101 \(a\.hdf5\), and what to do\n\n- Nothing\.$/,
    );
  });

  it("calls the expert that the check names for what is new and bad, and says where and what to do", () => {
    const text = shiftSummary(runOf([good, newBad]), previous);
    expect(text).toMatch(/^# CALL: 1 new fault \(1 channel\); 1 of 2 channels bad\n/);
    expect(text).toContain(
      "- **New, bad**: ADC 1, channel 5: flatline, so measured. *What to do:*",
    );
    expect(text).toContain("**Call the LRS expert now** about ADC 1, channel 5 (flatline).");
  });

  it("calls the DAQ expert for the DAQ's faults", () => {
    const text = shiftSummary(runOf([{ ...newBad, check: "invalid-waveforms" }]), previous);
    expect(text).toContain("**Call the DAQ expert now**");
  });

  it("calls the run coordinator about a file with too few events", () => {
    const fewEvents = { ...newBad, check: "few-events", scope: "file" as const };
    const text = shiftSummary(runOf([{ ...fewEvents, adc: null, channel: null }]), previous);
    expect(text).toContain("**Call the run coordinator now** about the file");
  });

  it("calls nobody for faults of the previous file, but says what to do", () => {
    const text = shiftSummary(runOf([good, stillBad]), previous);
    expect(text).toMatch(/^# LOOK: 1 fault still there \(1 channel\)/);
    expect(text).toContain(
      "- **Still there, bad**: ADC 1, channel 6 (baseline range). *What to do:*",
    );
    expect(text).toContain("**No call is needed now**.");
    expect(text).toContain("call about them only if they have not been reported");
  });

  it("leaves new warnings to the next shift, and names what recovered", () => {
    const text = shiftSummary(runOf([good, newWarning, recovered]), previous);
    expect(text).toMatch(/^# LOOK: 1 new warning \(1 channel\), 1 recovered \(1 channel\)/);
    expect(text).toContain("- **Recovered**: ADC 1, channel 8 (flatline)");
    expect(text).toMatch(
      /- \*\*New, warning\*\*: ADC 1, channel 7: noise high.* note it for the next/,
    );
  });

  it("names channels that are listed but fine, also where nothing else changed", () => {
    const fine = record("flatline", 10, { state: "masked", unmaskedState: "ok", change: "known" });
    const line = "- **Listed, but fine**: ADC 1 ch 10 passes every check that its listing masks";
    expect(shiftSummary(runOf([good, fine]), previous)).toMatch(/- Nothing\.\n- \*\*Known\*\*/);
    for (const other of [good, newBad])
      expect(shiftSummary(runOf([other, fine]), previous)).toContain(line);
  });

  it("is never fine with unknown channels, and says why they are unknown", () => {
    const text = shiftSummary(runOf([good, unknown]), previous);
    expect(text).toMatch(/^# LOOK: no faults; 1 of 2 channels unknown\n/);
    expect(text).toContain("- Nothing that can be determined");
    expect(text).toContain("- **Unknown**: ADC 1 ch 9 (Flatline: so measured)");
  });

  it("says that every fault counts as new where there is no earlier file", () => {
    const text = shiftSummary(runOf([newBad]), null);
    expect(text).toContain("No earlier file: every fault counts as new");
  });

  it("stays one screen long with many faults", () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ ...newBad, channel: i }));
    const text = shiftSummary(runOf(many), previous);
    expect(text).toContain("and 36 more (flatline)");
    expect(text.split("\n").length).toBeLessThan(30);
  });
});

describe("the faults of a run", () => {
  it("are listed once per place, with the other checks that find them", () => {
    const rows = faults(runOf([newBad, { ...newBad, check: "noise-low" }, recovered]));
    expect(rows).toEqual([
      {
        change: "new",
        state: "bad",
        place: "ADC 1, channel 5",
        fault: "Flatline",
        reason: "so measured; also: noise low",
      },
      {
        change: "recovered",
        state: "ok",
        place: "ADC 1, channel 8",
        fault: "Flatline",
        reason: "so measured",
      },
    ]);
  });
});
