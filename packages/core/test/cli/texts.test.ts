import { describe, expect, it } from "vitest";
import { outcomeRecord, outcomeText, totalsLine } from "../../src/cli/outcome.js";
import { alarmLines, conditionsLine } from "../../src/cli/text/alarm-lines.js";
import { textTable } from "../../src/cli/text/text-table.js";
import { LightDqmError } from "../../src/errors.js";
import type { ReportOutcome } from "../../src/pipeline/outcomes.js";
import type { AlarmedDocument } from "../../src/report/told.js";

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
      "  what to do: Look at it. Call the LRS expert now.",
    ]);
  });

  it("say what to do about old ones too, once for those of which the same is to be done", () => {
    const old = { change: "unchanged" as const };
    const lines = alarmLines(alarmed({}, old, { ...old, place: "ADC 0, channel 5" }));
    expect(lines.filter((line) => line.startsWith("  "))).toEqual([
      "  what to do: Look at it. Call the LRS expert now.",
      "  what to do: Look at it. Call the LRS expert only if it has not been reported.",
    ]);
  });

  it("name faults alike but for their place in one line", () => {
    const lines = alarmLines(alarmed({}, { place: "ADC 0, channel 5" }));
    expect(lines[0]).toMatch(/^new, bad: ADC 0, channel 4; ADC 0, channel 5: flatline, no pulse/);
  });

  it("begin with whom to call, and end with what recovered, is unknown and is known", () => {
    const { alarms, verdicts } = alarmed({});
    const callSentences = ["Call the LRS expert now about ADC 0, channel 4 (flatline)."];
    const answer = { callSentences, unknown: ["ADC 0 ch 7 (few waveforms)"], known: "ADC 0 ch 8" };
    const recoveries = [{ ...alarms[0]!, place: "TPC 4" }];
    const document = { alarms, verdicts, recoveries, answer } as unknown as AlarmedDocument;
    const lines = alarmLines(document);
    expect(lines[0]).toBe(callSentences[0]);
    expect(lines.slice(3)).toEqual([
      "recovered: TPC 4 (flatline)",
      "unknown: ADC 0 ch 7 (few waveforms)",
      "known: ADC 0 ch 8",
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
    const told = lines.filter((line) => !line.startsWith("  "));
    expect(told.map((line) => line.split(":").slice(0, 2).join(":"))).toEqual([
      "new, bad: EPCB 2 of ADC 0",
      "still, bad: TPC 4",
      "still, warning: ADC 7",
    ]);
  });

  it("are no more than fit a screen", () => {
    const lines = alarmLines(
      alarmed(...Array.from({ length: 20 }, (_, i) => ({ reason: `${i} pulses` }))),
    );
    expect(lines.filter((line) => line.startsWith("new, bad"))).toHaveLength(12);
    expect(lines).toHaveLength(14);
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
    answer: {
      ...{ word: "CALL", sentence: "CALL: 14 new faults", calls: [], counts: [] },
      ...{ unknown: [], known: "", callSentences: [], otherwise: "" },
      channels: { ok: 370, warn: 0, bad: 14, unknown: 0, masked: 0, notCompared: 0 },
    },
    headline: "CALL: 14 new faults. Flatline: 14 of 384 channels dead.",
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

  it("in words begins with the answer and ends with what was written", () => {
    expect(outcomeText(done).split("\n")).toEqual([
      "run_7.hdf5: done in 12 s",
      "  CALL: 14 new faults",
      "  Flatline: 14 of 384 channels dead.",
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
      answer: null,
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
