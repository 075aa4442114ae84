import { describe, expect, it } from "vitest";
import { badLines } from "../../src/cli/bad-lines.js";
import { outcomeRecord, outcomeText, totalsLine } from "../../src/cli/outcome.js";
import { textTable } from "../../src/cli/text-table.js";
import { LightDqmError } from "../../src/errors.js";
import type { Verdict } from "../../src/judge/verdict.js";
import type { ReportOutcome } from "../../src/pipeline.js";

const verdict = (part: Partial<Verdict>): Verdict => ({
  check: "flatline",
  scope: "channel",
  adc: 0,
  channel: 4,
  state: "bad",
  value: 1,
  limit: 300,
  unit: "ADC16 counts",
  n: 12,
  reason: "no pulse in 12 waveforms",
  ...part,
});

describe("the lines of what is bad", () => {
  it("are none when nothing is", () => {
    expect(badLines([])).toEqual([]);
    expect(
      badLines([
        verdict({ state: "unknown" }),
        verdict({ state: "masked" }),
        verdict({ state: "ok" }),
      ]),
    ).toEqual([]);
  });

  it("give the reason of a single channel", () => {
    expect(badLines([verdict({ adc: 3 })])).toEqual([
      "flatline, ADC 3 channel 4: no pulse in 12 waveforms",
    ]);
  });

  it("gather the channels of a check, neighbours as ranges, in order", () => {
    const channels = [9, 4, 5, 6].map((channel) => verdict({ channel }));
    const others = [verdict({ adc: 2, channel: 7 }), verdict({ check: "baseline", adc: 1 })];
    expect(badLines([...others, ...channels])).toEqual([
      "flatline, 5 channels: ADC 0: 4–6, 9; ADC 2: 7",
      "baseline, ADC 1 channel 4: no pulse in 12 waveforms",
    ]);
  });

  it("name wider scopes one by one", () => {
    const whole = verdict({ scope: "file", adc: null, channel: null, reason: "clock is off" });
    const epcb = verdict({ scope: "epcb", channel: null, reason: "EPCB 3 is dark" });
    expect(badLines([whole, epcb])).toEqual([
      "flatline, file: clock is off",
      "flatline, epcb in ADC 0: EPCB 3 is dark",
    ]);
  });
});

describe("a table", () => {
  it("aligns words left and numbers right, without blanks at line ends", () => {
    const columns = [
      { title: "file", align: "left" },
      { title: "n", align: "right" },
      { title: "by", align: "left" },
    ] as const;
    expect(
      textTable(columns, [
        ["a", "1", "x"],
        ["longer", "1000", ""],
      ]),
    ).toBe("file       n  by\na          1  x\nlonger  1000\n");
  });

  it("of no rows is its titles", () => {
    expect(textTable([{ title: "file", align: "left" }], [])).toBe("file\n");
  });
});

describe("an outcome", () => {
  const done: ReportOutcome = {
    input: "/data/run_7.hdf5",
    state: "done",
    files: ["/out/run_7_light_dqm_main.pdf"],
    seconds: 12.4,
    phaseSeconds: {},
    counts: { ok: 370, warn: 0, bad: 14, unknown: 0, masked: 0 },
    headline: "14 channels are flat.",
    notes: [],
  };
  const failed: ReportOutcome = {
    input: "/data/run_8.hdf5",
    state: "failed",
    files: [],
    seconds: 0.1,
    phaseSeconds: {},
    notes: [],
    error: new LightDqmError("bad-input", { what: "Not HDF5", where: "/data/run_8.hdf5" }),
  };

  it("in words has the headline, the verdicts and what was written", () => {
    expect(outcomeText(done).split("\n")).toEqual([
      "run_7.hdf5: done in 12 s",
      "  14 channels are flat.",
      "  verdicts: 370 ok, 14 bad",
      "  /out/run_7_light_dqm_main.pdf",
      "",
    ]);
    expect(outcomeText({ ...done, state: "skipped" })).toContain("--force redoes it");
    expect(outcomeText(failed)).toBe("run_8.hdf5: failed\n");
  });

  it("as JSON has every field, null where there is nothing", () => {
    expect(outcomeRecord(done)).toEqual({ ...done, error: null });
    expect(JSON.parse(JSON.stringify(outcomeRecord(failed)))).toEqual({
      ...failed,
      counts: null,
      headline: null,
      error: {
        code: "bad-input",
        message: "Not HDF5 (/data/run_8.hdf5)",
        what: "Not HDF5",
        where: "/data/run_8.hdf5",
      },
    });
  });

  it("of many is summed up in one line", () => {
    expect(totalsLine([done, failed, { ...done, state: "skipped" }, done], 61)).toBe(
      "4 files: 2 done, 1 skipped, 1 failed, in 1 min 1 s",
    );
  });
});
