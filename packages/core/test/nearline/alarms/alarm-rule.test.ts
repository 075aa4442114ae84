import { describe, expect, it } from "vitest";
import {
  type AlarmDocument,
  type AlarmMemory,
  alarmsToTell,
} from "../../../src/nearline/alarms/alarm-rule.js";

/** A file with records of channels of ADC 0 by channel: their states for one check. */
function file(states: Record<number, string>): AlarmDocument {
  const verdicts = Object.entries(states).map(([channel, state]) => ({
    ...{ check: "noise-high", scope: "channel", adc: 0, channel: Number(channel), state },
    ...{ value: 1, limit: 2, unit: "", n: 1, reason: "twice the others", p: null },
    ...{ change: null, since: null, group: null, label: null, members: [] },
  })) as unknown as AlarmDocument["verdicts"];
  const alarms = verdicts.flatMap(({ state, channel }, verdict) =>
    state === "bad" || state === "warn"
      ? [
          {
            ...{ verdict, title: "Noise high", place: `ADC 0, channel ${channel}` },
            ...{ action: "Look.", callers: "LRS expert", also: [], change: "new" as const },
          },
        ]
      : [],
  );
  return { alarms, verdicts };
}

/** A file in which some channels of ADC 0 fail together. */
function inGroup(channels: number[]): AlarmDocument {
  const { verdicts, alarms } = file(Object.fromEntries(channels.map((each) => [each, "bad"])));
  const members = channels.map((channel): [number, number] => [0, channel]);
  const label = "EPCB 0 of ADC 0";
  const common = {
    ...verdicts[0]!,
    scope: "epcb" as const,
    channel: null,
    group: 0,
    label,
    members,
  };
  const alarm = { ...alarms[0]!, place: label, verdict: verdicts.length };
  return { verdicts: [...verdicts, common], alarms: [alarm] };
}

/** A file in which checks of the whole file are bad. */
function fileFaults(checks: string[]): AlarmDocument {
  const { verdicts, alarms } = file({ 0: "bad" });
  const nowhere = { scope: "file" as const, adc: null, channel: null };
  return {
    verdicts: checks.map((check) => ({ ...verdicts[0]!, ...nowhere, check })),
    alarms: checks.map((_, verdict) => ({ ...alarms[0]!, place: "file", verdict })),
  };
}

/** Places that are told after each of some files. */
const told = (files: Record<number, string>[], after = 2): string[][] =>
  toldOf(files.map(file), after);

function toldOf(documents: AlarmDocument[], after = 2): string[][] {
  let memory: AlarmMemory = {};
  return documents.map((document) => {
    const { lines, memory: next } = alarmsToTell(memory, document, after);
    memory = next;
    return lines.map(({ place }) => place);
  });
}

describe("an alarm", () => {
  it("is told once, in the file in which the fault has been bad often enough", () => {
    const bad = { 4: "bad" };
    expect(told([bad, bad, bad, bad])).toEqual([[], ["ADC 0, channel 4"], [], []]);
    expect(told([bad, bad], 1)).toEqual([["ADC 0, channel 4"], []]);
    expect(told([bad, bad, bad], 3)).toEqual([[], [], ["ADC 0, channel 4"]]);
  });

  it("is told again after the fault recovered, and counts from one then", () => {
    const [bad, fine] = [{ 4: "bad" }, { 4: "ok" }];
    expect(told([bad, bad, fine, bad, bad])).toEqual([
      [],
      ["ADC 0, channel 4"],
      [],
      [],
      ["ADC 0, channel 4"],
    ]);
    expect(told([bad, fine, bad, fine, bad])).toEqual([[], [], [], [], []]);
  });

  it("waits across files that cannot be judged", () => {
    const [bad, unknown] = [
      { 4: "bad", 5: "ok" },
      { 4: "unknown", 5: "ok" },
    ];
    expect(told([bad, unknown, bad, unknown, bad])).toEqual([[], [], ["ADC 0, channel 4"], [], []]);
    const none = { 4: "unknown", 5: "unknown" };
    expect(told([bad, bad, none, bad])).toEqual([[], ["ADC 0, channel 4"], [], []]);
  });

  it("is one message for all that fails at once, and none for warnings and known faults", () => {
    const board = Object.fromEntries(Array.from({ length: 64 }, (_, i) => [i, "bad"]));
    expect(told([board, board])[1]).toHaveLength(64);
    const others = { 4: "warn", 5: "masked", 6: "unknown" };
    expect(told([others, others, others])).toEqual([[], [], []]);
  });

  it("is not told again when the fault was a warning meanwhile, but a warning is no bad file", () => {
    const [bad, warn] = [{ 4: "bad" }, { 4: "warn" }];
    expect(told([bad, bad, warn, bad, bad])).toEqual([[], ["ADC 0, channel 4"], [], [], []]);
    expect(told([bad, warn, bad, warn])).toEqual([[], [], [], []]);
    expect(told([bad, bad, { 4: "masked" }, bad, bad])[4]).toHaveLength(1);
  });

  it("of channels that gather in a group is one line, told again for no channel of it", () => {
    const [one, group] = [file({ 4: "bad", 5: "ok" }), inGroup([4, 5, 6])];
    const lines = toldOf([one, one, group, group, one, one]);
    expect(lines).toEqual([[], ["ADC 0, channel 4"], [], ["EPCB 0 of ADC 0"], [], []]);
  });

  it("of several faults of the file is a line for each", () => {
    const both = fileFaults(["no-beam", "few-events"]);
    expect(toldOf([fileFaults(["no-beam"]), both, both])).toEqual([[], ["file"], ["file"]]);
  });
});
