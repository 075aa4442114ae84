import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { writeAcceptances } from "../../src/history/accepted-file.js";
import { stateChangesOf } from "../../src/judge/changes/changes-between.js";
import { masks } from "../../src/judge/states/mask.js";
import { type ChangeRow, changedChannels } from "../../src/notebook/changes/changed-channels.js";
import { compareRuns } from "../../src/notebook/changes/compare-runs.js";
import { previousRun } from "../../src/notebook/changes/previous-run.js";
import { type HistoryChangeRow, stateChanges } from "../../src/notebook/changes/state-changes.js";
import { openHistory } from "../../src/notebook/history.js";
import { openRun, type Run, rejudge } from "../../src/notebook/open-run.js";
import type { RunSettings } from "../../src/notebook/run-settings.js";
import { writeSummary } from "../../src/store/store.js";
import { storedFiles } from "../../src/store/stored-files.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";
import { report, verdictsOf } from "../pipeline/files-of-months.js";
import { makeSummary, quantilesOf, silence, smallDetector } from "../store/make-summary.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-changes-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const startMs = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;
const { epcbMembers, placeOf, indexOf } = detectorGroups(dune2x2);

/** 27 channels: the first EPCB, and the first channel of 21 others. */
const loud = [...epcbMembers[0]!, ...epcbMembers.slice(2, 23).map(([first]) => first!)];

/** What is done to a healthy file. */
type Change = (summary: FileSummary) => void;
const healthy: Change = () => {};
const noisy: Change = ({ darkNoise }) => {
  for (const channelIndex of loud)
    for (const part of quantilesOf(darkNoise)) part[channelIndex]! *= 4;
};
const shifted: Change = ({ darkBaseline }) => {
  for (const part of quantilesOf(darkBaseline)) part[indexOf(3, 20)]! += 900;
};
const dead: Change = ({ maxAmplitude }) => {
  maxAmplitude[indexOf(5, 59)] = 20;
};
/** Without its board, ADC 5 says nothing. */
const silent: Change = (summary) => {
  for (let channel = 0; channel < 64; channel++) silence(summary, indexOf(5, channel));
};

/** Several changes of one file. */
const all =
  (...changes: readonly Change[]): Change =>
  (summary) => {
    for (const change of changes) change(summary);
  };

/** An hour apart, runs 100, 101, …: what is found in each is told by the names. */
const course: readonly Change[] = [
  healthy,
  dead,
  all(dead, shifted),
  all(dead, shifted),
  all(dead, shifted, noisy),
  all(silent, shifted, noisy),
  shifted,
];
let store = "";
const config = (): Config => ({ ...defaultConfig(), store });

function fileOf(n: number, change: Change): FileSummary {
  const parts = { name: `f_${n}.hdf5`, run: 100 + n, firstMs: startMs + n * hourMs };
  const summary = makeSummary({ ...parts, selfCount: 200 });
  change(summary);
  return summary;
}

beforeAll(async () => {
  store = mkdtempSync(join(directory, "store-"));
  for (const [n, change] of course.entries()) await report(config(), fileOf(n, change));
});

/** The n-th file of the store, as a run. */
async function runOf(n: number, settings: RunSettings = {}): Promise<Run> {
  const files = await storedFiles(store);
  return openRun(files[n]!.path, settings);
}

const sum = (rows: readonly { channels: number }[]): number =>
  rows.reduce((all, { channels }) => all + channels, 0);
const told = (rows: readonly (ChangeRow | HistoryChangeRow)[]): string[] =>
  rows.map(({ change, place, fault }) => `${change}: ${place}, ${fault}`);

const deadTold = "ADC 5, channel 59, Flatline";
const shiftTold = "ADC 3, channel 20, Baseline shift";

describe("the run before a run", () => {
  it("is judged after the files before it, as it was in its own report", async () => {
    for (const n of [1, 6]) {
      const before = (await previousRun(await runOf(n)))!;
      expect(before.summary.input.run).toBe(100 + n - 1);
      expect(before.fileCount).toBe(n - 1);
      expect(before.verdicts).toEqual(await verdictsOf(config(), fileOf(n - 1, course[n - 1]!)));
    }
  });

  it("is not there for the first file of a store", async () => {
    expect(await previousRun(await runOf(0))).toBeNull();
  });

  it("is judged with the settings of the run, and its channel status", async () => {
    const limits = { flatline: { maxAmplitudeAdc16: 5 } };
    const run = await runOf(3, { limits, ncomp: 0 });
    run.summary.channelStatus = new Int8Array(512);
    run.summary.channelStatus[indexOf(2, 4)] = 1;
    const before = (await previousRun(run))!;
    expect(before.fileCount).toBe(0);
    expect(before.summary.channelStatus).toBe(run.summary.channelStatus);
    const ofDead = before.verdicts.find(
      ({ check, adc, channel }) => check === "flatline" && adc === 5 && channel === 59,
    );
    // By the default limit it is bad; by this one no amplitude tells whether it is dead.
    expect(ofDead!.state).toBe("unknown");
  });

  it("is of the same detector, and can be read", async () => {
    const mixed = mkdtempSync(join(directory, "store-"));
    const small = (n: number) =>
      makeSummary({ name: `s_${n}.hdf5`, run: n, firstMs: startMs + n, detector: smallDetector });
    await writeSummary(mixed, small(1));
    const second = await writeSummary(mixed, small(2));
    await writeSummary(mixed, {
      ...fileOf(0, healthy),
      time: { firstMs: startMs + 3, lastMs: startMs + 4 },
    });
    const path = await writeSummary(mixed, small(4));
    const run = await openRun(path);
    expect((await previousRun(run))!.summary.input.run).toBe(2);
    writeFileSync(second, "not Parquet");
    const { summary, notes } = (await previousRun(run))!;
    expect(summary.input.run).toBe(1);
    expect(notes.join()).toContain(second);
  });
});

describe("what changed from one run to another", () => {
  it("names all channels that a check finds which no mask shows, an EPCB as one line", async () => {
    expect(masks.some(({ checks }) => checks.includes("noise-high"))).toBe(false);
    const run = await runOf(4);
    const rows = changedChannels((await previousRun(run))!, run);
    const epcb = rows.filter(({ place }) => place === "EPCB 0 of ADC 0");
    expect(epcb).toMatchObject([{ change: "new", fault: "Noise high", channels: 6 }]);
    expect(new Set(rows.map(({ fault }) => fault))).toEqual(new Set(["Noise high"]));
    expect(sum(rows)).toBe(27);
    for (const { adc, channel } of loud.slice(6).map(placeOf))
      expect(rows.map(({ place }) => place)).toContain(`ADC ${adc}, channel ${channel}`);
  });

  it("is nothing between two equal runs, though only earlier files tell their fault", async () => {
    const run = await runOf(3);
    const before = (await previousRun(run))!;
    expect(changedChannels(before, run)).toEqual([]);
    const still = changedChannels(before, run, { stillThere: true });
    expect(told(still)).toEqual([`still there: ${deadTold}`, `still there: ${shiftTold}`]);
  });

  it("tells new and recovered against the last known state, over a gap of unknown", async () => {
    const run = await runOf(6);
    const before = (await previousRun(run))!;
    const ofAdc5 = before.verdicts.find(({ check, adc }) => check === "flatline" && adc === 5);
    expect(ofAdc5!.state).toBe("unknown");
    const rows = changedChannels(before, run);
    expect(told(rows)).toContain(`recovered: ${deadTold}`);
    expect(told(rows)).not.toContain(`new: ${shiftTold}`);
    const noise = rows.filter(({ fault }) => fault === "Noise high");
    expect(noise.every(({ change }) => change === "recovered")).toBe(true);
    expect(sum(noise)).toBe(27);
  });

  it("is what the run itself says where the other is the file before it", async () => {
    for (const n of [2, 5, 6]) {
      const run = await runOf(n);
      const { summary, verdicts, config } = run;
      const own = stateChangesOf(verdicts, summary, config.units);
      const rows = changedChannels((await previousRun(run))!, run, { stillThere: true });
      const strip = ({
        change,
        state,
        place,
        channels,
        fault,
      }: (typeof own)[number] | ChangeRow) => ({ change, state, place, channels, fault });
      expect(rows.map(strip)).toEqual(own.map(strip));
    }
  });

  it("can be told of any two runs, forwards and backwards", async () => {
    const [second, fifth] = [await runOf(1), await runOf(4)];
    const forwards = told(changedChannels(second, fifth));
    expect(forwards[0]).toBe("new: EPCB 0 of ADC 0, Noise high");
    expect(forwards).toContain(`new: ${shiftTold}`);
    expect(told(changedChannels(fifth, second)).every((row) => row.startsWith("recovered"))).toBe(
      true,
    );
  });

  it("says of a new fault where nothing was known before", async () => {
    const [gap, earlier] = [await runOf(5), await runOf(4)];
    const [row] = changedChannels({ ...gap, known: undefined }, earlier).filter(
      ({ place }) => place === "ADC 5, channel 59",
    );
    expect(row).toMatchObject({ change: "new", fault: "Flatline" });
    expect(row!.reason).toMatch(/; unknown before$/);
  });

  it("of one file is what other limits change, and else nothing", async () => {
    const run = await runOf(4);
    expect(changedChannels(run, run)).toEqual([]);
    const lax = await rejudge(run, { limits: { "noise-high": { leastRatio: 5, minRatio: 5 } } });
    const [gone, back] = [changedChannels(run, lax), changedChannels(lax, run)];
    expect(gone.every(({ change }) => change === "recovered")).toBe(true);
    expect(back.every(({ change, state }) => change === "new" && state === "bad")).toBe(true);
    expect([sum(gone), sum(back)]).toEqual([27, 27]);
  });

  it("is refused, with the reason, for what differs by more than the data", async () => {
    const [before, run] = [await runOf(2), await runOf(3)];
    const refused = (its: Partial<Run>, message: RegExp) =>
      expect(() => changedChannels({ ...before, ...its }, run)).toThrow(message);
    refused(
      { summary: makeSummary({ detector: smallDetector }) },
      /Runs of different detectors .*expected dune-2x2, got small/,
    );
    const cut = { triggerCodes: [1] };
    const { summary } = before;
    refused(
      { summary: { ...summary, settings: { ...summary.settings, cut } } },
      /different events .*expected all events, got the cut "beam triggers"/,
    );
    const lax = await rejudge(before, { limits: { flatline: { maxAmplitudeAdc16: 5 } } });
    refused(lax, /judged with different settings .*limits of flatline/);
    refused(await rejudge(before, { ncomp: 3 }), /judged with different settings .*ncomp/);
  });
});

describe("two runs over each other", () => {
  it("show the values of both, difference and ratio, and where they differ most", async () => {
    const [before, run] = [await runOf(3), await runOf(4)];
    run.summary.noise.p50[indexOf(2, 30)] = 27;
    const [values, spectra] = compareRuns(before, run, { quantity: "noise", adc: 2 });
    expect(values!.title).toBe("How does the noise differ from run 103 (f_3.hdf5)?");
    expect(values!.answer).toBe(
      "Noise differs most in ADC 2, channel 30: from 18 to 27 ADC16 counts (1.5 times).",
    );
    const drawn = values!.panels.map(({ label, y, layers }) => ({
      ...{ label, unit: y.unit },
      at: layers.map((layer) => {
        const { x, y } = layer as { x: number[]; y: (number | null)[] };
        return y[x.indexOf(30)];
      }),
    }));
    expect(drawn).toEqual([
      { label: "Values", unit: "ADC16 counts", at: [18, 27] },
      { label: "Difference", unit: "ADC16 counts", at: [9] },
      { label: "Ratio", unit: "", at: [1.5] },
    ]);
    expect(spectra!.panels.map(({ label }) => label)).toEqual(["ADC 2, EPCB 0", "Ratio"]);
  });

  it("say what was not made alike, and refuse a quantity or an ADC that is not there", async () => {
    const run = await runOf(3);
    const { summary } = run;
    const settings = { ...summary.settings, thresholdAdc16: Array(8).fill(400) };
    const [values] = compareRuns({ ...run, summary: { ...summary, settings } }, run);
    expect(values!.answer).toMatch(
      /^The same in all 384 channels .*Not made alike: thresholds \(ADC16 counts\): 400 before, 500 after/,
    );
    expect(() => compareRuns(run, run, { quantity: "loudness" })).toThrow(/expected .*baseline/);
    expect(() => compareRuns(run, run, { adc: 9 })).toThrow(/expected 0 to 7, got 9/);
  });
});

describe("what changed when", () => {
  const changesBy = async (
    options: Parameters<typeof openHistory>[1] = {},
    settings: Parameters<typeof stateChanges>[1] = {},
  ) => {
    const rows = await stateChanges(await openHistory(store, options), settings);
    const byRun = new Map<string, HistoryChangeRow[]>();
    for (const row of rows) byRun.set(row.run, [...(byRun.get(row.run) ?? []), row]);
    return byRun;
  };

  it("is what each run says of itself; the first file changes nothing", async () => {
    const byRun = await changesBy();
    expect([...byRun.keys()]).toEqual(["101", "102", "104", "105", "106"]);
    expect(told(byRun.get("101")!)).toEqual([`new: ${deadTold}`]);
    expect(told(byRun.get("102")!)).toEqual([`new: ${shiftTold}`]);
    expect(sum(byRun.get("104")!)).toBe(27);
    for (const n of [4, 6]) {
      const run = await runOf(n);
      const expected = changedChannels((await previousRun(run))!, run);
      expect(told(byRun.get(`${100 + n}`)!)).toEqual(told(expected));
    }
  });

  it("tells a channel once that recovers by several checks", async () => {
    const back = (await changesBy()).get("106")!.filter(({ change }) => change === "recovered");
    const places = back.map(({ place, channels }) => `${place} ${channels}`);
    expect(new Set(places).size).toBe(places.length);
    expect(back.find(({ place }) => place === "ADC 5, channel 59")).toMatchObject({
      ...{ state: "ok", channels: 1, fault: "Flatline" },
    });
  });

  it("is the same of the last few files alone", async () => {
    const [whole, last] = [await changesBy(), await changesBy({ last: 3 })];
    expect([...last]).toEqual([...whole].slice(-3));
  });

  it("compares with no earlier file where that is asked for, and still knows what is new", async () => {
    const byRun = await changesBy({}, { ncomp: 0 });
    expect(told(byRun.get("101")!)).toEqual([`new: ${deadTold}`]);
    expect(told([...byRun.values()].flat()).join()).not.toContain("Baseline shift");
    expect(told(byRun.get("106")!)).toContain(`recovered: ${deadTold}`);
  });

  it("follows known faults and accepted changes", async () => {
    const since = { fromMs: 0, toMs: Number.POSITIVE_INFINITY };
    const by = { author: "A. Expert", reason: "cable", where: "known.csv, line 2" };
    const known = { adc: 5, channel: 59, status: 1, ...since, ...by };
    const history = { ...(await openHistory(store)), knownFaults: [known] };
    await writeAcceptances(store, [
      {
        ...{ id: "1", detector: dune2x2.name, rows: ["baseline-shift"], channels: [[3, 20]] },
        ...{ from: new Date(startMs + 2 * hourMs).toISOString(), until: null },
        ...{ author: "A. Person", reason: "new offset", acceptedAt: "2026-01-01T00:00:00Z" },
      },
    ]);
    const rows = told(await stateChanges(history));
    await writeAcceptances(store, []);
    expect(rows).toContain("new: EPCB 0 of ADC 0, Noise high");
    expect(rows.join()).not.toMatch(/ADC 5, channel 59|Baseline shift/);
  });
});
