import { describe, expect, test } from "vitest";
import { answerOf } from "../../src/judge/answer/answer-of.js";
import { byAction } from "../../src/judge/answer/by-action.js";
import { callSentences, otherwiseText } from "../../src/judge/answer/calls.js";
import type { Check } from "../../src/judge/check.js";
import type { State, Verdict } from "../../src/judge/states/verdict.js";
import { makeSummary } from "../store/make-summary.js";
import { judgedAfter } from "./watched.js";

const row = (name: string, scope: Check["scope"], callers: string, more: Partial<Check> = {}) =>
  ({
    ...{ name, scope, callers, title: name, meaning: `${name} means`, action: `Mend the ${name}.` },
    ...{ maskedBy: [], limits: {}, judge: () => [] },
    ...more,
  }) satisfies Check;

/** A table of checks of its own, so that no text of the built-in ones plays a part. */
const table = [
  row("dead", "channel", "LRS expert"),
  row("shift", "channel", "LRS expert", { comparesWithEarlier: true, guards: "baseline" }),
  row("gone", "adc", "DAQ expert"),
  row("tally", "channel", "nobody: it is for the log"),
  row("clock", "file", "run coordinator"),
];

const record = (check: string, state: State, more: Partial<Verdict> = {}): Verdict => ({
  ...{ check, scope: "channel", adc: 0, channel: 0, state, value: 1, limit: 2, unit: "", n: 9 },
  ...{ reason: "so measured", p: null, change: "unchanged", since: null },
  ...{ group: null, label: null, members: [] },
  ...more,
});

/** The records of a file of some channels, all ok but for those given. */
function fileWith(given: readonly Verdict[], channelCount = 10): Verdict[] {
  const isGiven = ({ check, scope, adc, channel }: Verdict): boolean =>
    given.some(
      (one) =>
        one.check === check && one.scope === scope && one.adc === adc && one.channel === channel,
    );
  const ok = [
    ...Array.from({ length: channelCount }, (_, channel) =>
      ["dead", "shift", "tally"].map((check) => record(check, "ok", { channel })),
    ).flat(),
    record("gone", "ok", { scope: "adc", channel: null }),
    record("clock", "ok", { scope: "file", adc: null, channel: null }),
  ];
  return [...ok.filter((one) => !isGiven(one)), ...given];
}

const isNew = { change: "new" } as const;
const newDead = record("dead", "bad", { channel: 1, ...isNew });
const oldDead = record("dead", "bad", { channel: 2 });
const newWarning = record("shift", "warn", { channel: 3, ...isNew });
const unknown = record("dead", "unknown", { channel: 4, value: null, limit: null, n: 0 });
const known = record("dead", "masked", { channel: 5, change: "known", unmaskedState: "bad" });
const recovered = record("dead", "ok", { channel: 6, change: "recovered" });
const forTheLog = record("tally", "bad", { channel: 7, ...isNew });
const ofTheFile = record("clock", "bad", { scope: "file", adc: null, channel: null, ...isNew });
const epcb = [16, 17, 18].map((channel) => record("shift", "bad", { channel, ...isNew }));
const ofEpcb = record("shift", "bad", {
  ...{ scope: "epcb", channel: null, label: "EPCB 2 of ADC 0", group: 2, ...isNew },
  members: [16, 17, 18].map((channel) => [0, channel] as const),
});
const allUnknown = fileWith([]).map((one) => ({
  ...one,
  ...{ state: "unknown" as const, value: null, limit: null, n: 0 },
}));
const answer = (verdicts: readonly Verdict[]) => answerOf(verdicts, "ADC16", table);

describe("the answer of a file with", () => {
  test.each<[string, readonly Verdict[], string]>([
    ["nothing wrong", fileWith([]), "FINE: no faults; all 10 channels OK"],
    [
      "something that recovered",
      fileWith([recovered]),
      "FINE: no faults, 1 recovered (1 channel); all 10 channels OK",
    ],
    [
      "known channels only",
      fileWith([known]),
      "FINE: no faults; 1 of 10 channels known, the others OK",
    ],
    ["an unknown channel only", fileWith([unknown]), "LOOK: no faults; 1 of 10 channels unknown"],
    [
      "a check of the file that cannot be determined",
      fileWith([{ ...ofTheFile, state: "unknown", change: "unchanged", limit: 0, n: 0 }]),
      "LOOK: no faults; all 10 channels OK; clock of the file unknown",
    ],
    [
      "everything unknown",
      allUnknown,
      "LOOK: nothing could be determined; all 10 channels unknown; clock of the file unknown",
    ],
    ["no records at all", [], "LOOK: no faults; no channels were checked"],
    [
      "an old fault only",
      fileWith([oldDead]),
      "LOOK: 1 fault still there (1 channel); 1 of 10 channels bad",
    ],
    [
      "a new warning only",
      fileWith([newWarning]),
      "LOOK: 1 new warning (1 channel); 1 of 10 channels with a warning",
    ],
    [
      "a new fault that nobody is called about",
      fileWith([forTheLog]),
      "LOOK: 1 new fault (1 channel); 1 of 10 channels bad",
    ],
    ["a new fault", fileWith([newDead]), "CALL: 1 new fault (1 channel); 1 of 10 channels bad"],
    [
      "a new fault of the file",
      fileWith([ofTheFile]),
      "CALL: 1 new fault (the file); all 10 channels OK",
    ],
    [
      "a new fault that a group has in common, and much else",
      fileWith([...epcb, ofEpcb, newDead, oldDead, newWarning, known, recovered, unknown], 20),
      "CALL: 2 new faults (1 EPCB, 1 channel), 1 still there (1 channel), 1 new warning (1 channel), " +
        "1 recovered (1 channel); 5 of 20 channels bad, 1 with a warning, 1 unknown, 1 known",
    ],
    [
      "no earlier file to compare with",
      fileWith([]).map((one) =>
        one.check === "shift" ? { ...one, state: "unknown", limit: null, value: null } : one,
      ),
      "FINE: no faults; all 10 channels OK; not compared with earlier files",
    ],
  ])("%s", (_, verdicts, sentence) => {
    const { word, sentence: told } = answer(verdicts);
    expect(told).toBe(sentence);
    expect(told.startsWith(`${word}: `)).toBe(true);
  });
});

describe("the counts of an answer", () => {
  test("are by change, state and what a fault is of; channels by their worst state", () => {
    const { counts, channels } = answer(
      fileWith([...epcb, ofEpcb, newDead, oldDead, known, recovered, unknown], 20),
    );
    expect(counts).toEqual([
      { change: "new", state: "bad", scope: "epcb", count: 1 },
      { change: "new", state: "bad", scope: "channel", count: 1 },
      { change: "still there", state: "bad", scope: "channel", count: 1 },
      { change: "recovered", state: "ok", scope: "channel", count: 1 },
      { change: "known", state: "masked", scope: "channel", count: 1 },
      { change: "unknown", state: "unknown", scope: "channel", count: 1 },
    ]);
    expect(channels).toEqual({ ok: 13, warn: 0, bad: 5, unknown: 1, masked: 1, notCompared: 0 });
  });

  test("tell what recovered in one place once, however many checks say so", () => {
    const { counts, faults } = answer(fileWith([recovered, { ...recovered, check: "shift" }]));
    expect(counts).toEqual([{ change: "recovered", state: "ok", scope: "channel", count: 1 }]);
    expect(faults).toMatchObject([{ fault: "dead", also: ["shift"], call: "" }]);
  });

  test("name what is known, and what is unknown with the reason", () => {
    const none = record("dead", "unknown", { ...unknown, reason: "no valid waveform in 3 events" });
    expect(answer(fileWith([known, none]))).toMatchObject({
      known: "ADC 0 ch 5",
      unknown: ["ADC 0 ch 4 (dead: no valid waveform in 3 events)"],
    });
  });
});

describe("whom to call", () => {
  test("is said for each of those who are to be called, with the places", () => {
    const { calls } = answer(fileWith([...epcb, ofEpcb, newDead, ofTheFile], 20));
    expect(callSentences(calls)).toEqual([
      "Call the run coordinator now about the file (clock).",
      "Call the LRS expert now about EPCB 2 of ADC 0 (shift); ADC 0, channel 1 (dead).",
    ]);
  });

  test("is nobody unless the word is CALL", () => {
    for (const given of [[], [unknown], [known], [recovered], [oldDead], [newWarning], [forTheLog]])
      expect(callSentences(answer(fileWith(given)).calls)).toEqual(["No call is needed now."]);
  });

  test("depends for faults that are still there on whether they are reported", () => {
    const { faults } = answer(fileWith([oldDead, newWarning, newDead, forTheLog, recovered]));
    expect(faults.map(({ place, call }) => [place, call])).toEqual([
      ["ADC 0, channel 1", "Call the LRS expert now."],
      ["ADC 0, channel 7", "Call nobody: it is for the log."],
      ["ADC 0, channel 3", "No call: note it for the next shift."],
      ["ADC 0, channel 2", "Call the LRS expert only if it has not been reported."],
      ["ADC 0, channel 6", ""],
    ]);
    expect(otherwiseText(faults)).toMatch(/^Faults still there .* Warnings need no call/);
    expect(otherwiseText(faults.slice(0, 2))).toBe("");
  });

  test("names four places of 200 faults alike, and keeps all of them", () => {
    const many = Array.from({ length: 200 }, (_, channel) =>
      record("dead", "bad", { channel, ...isNew }),
    );
    const { calls, faults, sentence } = answer(fileWith(many, 200));
    expect(sentence).toBe("CALL: 200 new faults (200 channels); 200 of 200 channels bad");
    expect([calls[0]!.about[0]!.places.length, faults.length]).toEqual([200, 200]);
    expect(callSentences(calls)[0]).toMatch(/; ADC 0, channel 3 and 196 more \(dead\)\.$/);
  });
});

test("faults with the same thing to do are told together, what is to be done once", () => {
  const dead = [1, 8].map((channel) => record("dead", "bad", { channel, ...isNew }));
  const { faults } = answer(fileWith([...dead, newWarning, oldDead, recovered]));
  expect(byAction(faults).map(({ action, faults: some }) => [some.length, action])).toEqual([
    [2, "Mend the dead. Call the LRS expert now."],
    [1, "Mend the shift. No call: note it for the next shift."],
    [1, "Mend the dead. Call the LRS expert only if it has not been reported."],
    [1, ""],
  ]);
});

test("a healthy file is fine, and says so of the first one without hiding that none was before it", () => {
  const healthy = makeSummary({ name: "f", selfCount: 200 });
  const sentenceAfter = (count: number): string =>
    answerOf(judgedAfter(new Array(count).fill(healthy), healthy), "ADC16").sentence;
  const all = "FINE: no faults; all 384 channels OK";
  expect(sentenceAfter(0)).toBe(`${all}; not compared with earlier files`);
  expect(sentenceAfter(12)).toBe(all);
});
