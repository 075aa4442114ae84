import { describe, expect, it } from "vitest";
import { outcomeRecord, outcomeText, totalsLine } from "../../src/cli/outcome.js";
import {
  type AlarmedDocument,
  alarmLines,
  conditionsLine,
} from "../../src/cli/text/alarm-lines.js";
import { textTable } from "../../src/cli/text/text-table.js";
import { LightDqmError } from "../../src/errors.js";
import type { ReportOutcome } from "../../src/pipeline/outcomes.js";

type Alarm = AlarmedDocument["alarms"][number];

/** A document with one verdict an alarm. */
function alarmed(...parts: (Partial<Alarm> & { state?: "bad" | "warn"; reason?: string })[]) {
  return {
    alarms: parts.map(({ state: _state, reason: _reason, ...part }, verdict) => ({
      verdict,
      title: "Flatline",
      place: "ADC 0, channel 4",
      action: "Look at it.",
      callers: "LRS expert",
      also: [],
      change: "new" as const,
      ...part,
    })),
    verdicts: parts.map(({ state = "bad", reason = "no pulse in 12 waveforms" }) => ({
      state,
      reason,
    })),
  } as unknown as AlarmedDocument;
}

describe("the line of conditions", () => {
  it("tells run type and light", () => {
    const conditions = { runType: "beam", set: true, lightAdc16: 900, litShare: 0.5 } as const;
    expect(conditionsLine({ ...alarmed(), conditions })).toBe(
      "beam run (as set), typical light 900 ADC16 counts, the typical TPC lit in 50 % of the events",
    );
  });

  it("says that light is unknown, and nothing of a document without conditions", () => {
    const conditions = { runType: "self", set: false, lightAdc16: null, litShare: null } as const;
    expect(conditionsLine({ ...alarmed(), conditions })).toBe("self run, light unknown");
    expect(conditionsLine(alarmed())).toBe("");
  });
});

describe("the lines of what is wrong", () => {
  it("are none when nothing is", () => {
    expect(alarmLines(alarmed())).toEqual([]);
  });

  it("say where, what and why, and what else was seen there", () => {
    expect(alarmLines(alarmed({ also: ["Noise low", "Stuck at a rail"] }))).toEqual([
      "new, bad: ADC 0, channel 4: flatline, no pulse in 12 waveforms; also noise low, stuck at a rail",
    ]);
  });

  it("end with the channels that are listed but fine", () => {
    const masked = { state: "masked", unmaskedState: "ok", adc: 0, channel: 5 };
    const { alarms, verdicts } = alarmed({});
    const document = { alarms, verdicts: [...verdicts, masked] } as AlarmedDocument;
    expect(alarmLines(document).at(-1)).toMatch(/^listed, but fine: ADC 0 ch 5 passes every check/);
  });

  it("begin with what is new", () => {
    const lines = alarmLines(
      alarmed(
        { change: "unchanged", place: "TPC 4" },
        { change: "known", place: "ADC 7", state: "warn" },
        { place: "EPCB 2 of ADC 0" },
      ),
    );
    expect(lines.map((line) => line.split(":").slice(0, 2).join(":"))).toEqual([
      "new, bad: EPCB 2 of ADC 0",
      "still, bad: TPC 4",
      "still, warning: ADC 7",
    ]);
  });

  it("are no more than fit a screen", () => {
    const lines = alarmLines(alarmed(...Array.from({ length: 20 }, () => ({}))));
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe("and 8 more, in the report");
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
    expect(outcomeText({ ...done, state: "skipped" })).toContain("--force reprocesses it");
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
