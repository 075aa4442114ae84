import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { judge } from "../../src/judge/judge.js";
import { maskStates, maskSummary, masks } from "../../src/judge/states/mask.js";
import type { State, Verdict } from "../../src/judge/states/verdict.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import { earlierSummaries, readSummary, writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { expectedNumbers, type SampleName, sampleNames, samplePath, truthOf } from "../samples.js";
import { judgedAfter } from "./watched.js";

const summaries = new Map<SampleName, FileSummary>();
let store: string;
beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-planted-"));
  for (const name of sampleNames)
    summaries.set(name, await summarizeFile(samplePath(name), defaultConfig(), null));
});
afterAll(() => rm(store, { recursive: true }));

const summaryOf = (name: SampleName): FileSummary => summaries.get(name)!;

/** Channels of one check in one state, as `adc:channel`; without common faults. */
const inState = (verdicts: readonly Verdict[], check: string, state: State): string[] =>
  verdicts
    .filter((one) => one.check === check && one.state === state && one.members.length === 0)
    .map(({ adc, channel }) => `${adc}:${channel}`);

const planted = (name: SampleName, fault: string): string[] =>
  (truthOf(name)[fault] as [number, number][]).map(([adc, channel]) => `${adc}:${channel}`).sort();

describe("in the sample files", () => {
  test.each([
    ["mpd_run_demo_rctl_101", "dead"],
    ["mpd_run_demo_rctl_102", "dead"],
    ["adc64_demo_103", "stuck-high"],
  ] as const)("the channels of %s planted as %s are flatlines, and no others", (name, fault) => {
    const verdicts = judge(summaryOf(name), null, {});
    expect(inState(verdicts, "flatline", "bad").sort()).toEqual(planted(name, fault));
  });

  test("silent channels are unknown where their TPC saw no light; those with a pulse are good", () => {
    for (const name of sampleNames) {
      const verdicts = judge(summaryOf(name), null, {});
      const amplitudes: (number | null)[][] = expectedNumbers(name).max_amplitude;
      for (const { check, adc, channel, state } of verdicts) {
        if (check !== "flatline") continue;
        const amplitude = amplitudes[adc!]![channel!]!;
        expect(state === "ok").toBe(amplitude !== null && amplitude >= 300);
      }
    }
  });

  test("the channels planted as stuck high are out of the baseline's range, and no others", () => {
    for (const name of sampleNames) {
      const stuck = name === "adc64_demo_103" ? planted(name, "stuck-high") : [];
      const verdicts = judge(summaryOf(name), null, {});
      expect(inState(verdicts, "baseline-range", "bad").sort()).toEqual(stuck);
      expect(inState(verdicts, "baseline-spread", "bad")).toEqual([]);
    }
  });

  test("every channel of the missing ADC is unknown to every check, never good", () => {
    const adc = truthOf("adc64_demo_103")["missing-adc"];
    const verdicts = judge(summaryOf("adc64_demo_103"), null, {});
    const ofChannels = verdicts.filter(
      (verdict) => verdict.adc === adc && verdict.scope === "channel",
    );
    expect(ofChannels.length % 48).toBe(0);
    for (const { state, reason } of ofChannels)
      expect([state, reason]).toEqual([
        "unknown",
        expect.stringMatching(/^no valid waveform in 8 events/),
      ]);
    expect(inState(verdicts, "missing-adc", "bad")).toEqual([`${adc}:null`]);
    expect(inState(verdicts, "missing-adc", "ok")).toHaveLength(7);
  });

  test("the planted shifts, of single channels and of one EPCB, are seen against the other run", () => {
    const verdicts = judgedAfter(
      [summaryOf("mpd_run_demo_rctl_102")],
      summaryOf("mpd_run_demo_rctl_101"),
      { excludeBad: false },
    );
    const shifted = [
      ...planted("mpd_run_demo_rctl_101", "baseline-shift"),
      ...planted("mpd_run_demo_rctl_101", "common-mode"),
    ];
    expect(inState(verdicts, "baseline-shift", "bad").sort()).toEqual(shifted.sort());
    expect(inState(verdicts, "baseline-shift", "warn")).toEqual([]);
    expect(inState(verdicts, "baseline-shift", "ok")).toHaveLength(384 - shifted.length);
    const cells = maskStates(verdicts, masks.find(({ name }) => name === "baseline")!.checks);
    expect(maskSummary(cells)).toBe(
      "8 of 384 channels with a bad baseline: ADC 3 ch 22, 46 · ADC 4 ch 58–63.",
    );
  });

  test("gains are not compared with those of a file without trigger types", () => {
    const verdicts = judgedAfter([summaryOf("adc64_demo_103")], summaryOf("mpd_run_demo_rctl_101"));
    expect(inState(verdicts, "gain-change", "unknown")).toHaveLength(384);
  });

  test("one event alone makes nothing good but a pulse that was seen", async () => {
    const config = { ...defaultConfig(), maxEvts: 1 };
    const one = await summarizeFile(samplePath("mpd_run_demo_rctl_102"), config, null);
    for (const { check, scope, state, value } of judge(one, null, {})) {
      if (scope !== "channel") continue;
      if (check === "flatline" && (value ?? 0) >= 300) expect(state).toBe("ok");
      else expect(state).toBe("unknown");
    }
  });

  test("a stored summary gives the same verdicts as the computed one", async () => {
    for (const name of sampleNames) {
      const summary = summaryOf(name);
      const read = await readSummary(await writeSummary(store, summary), { spectra: false });
      expect(judge(read, null, {})).toEqual(judge(summary, null, {}));
    }
  });

  test("files that are processed one at a time find those before them in the store", async () => {
    const oneByOne = join(store, "one-by-one");
    const inTime = [...summaries.values()].sort((a, b) => a.time!.firstMs - b.time!.firstMs);
    expect(inTime).toHaveLength(3);
    for (const [i, summary] of inTime.entries()) {
      await writeSummary(oneByOne, summary);
      const earlier = await earlierSummaries(oneByOne, summary, -1);
      expect(earlier.map(({ input }) => input.name)).toEqual(
        inTime.slice(0, i).map(({ input }) => input.name),
      );
    }
  });
});
