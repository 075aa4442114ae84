import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { defaultDetectorName, detectorOf } from "../../src/detector/index.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { simulateRun } from "../../src/flow/simulation/simulate-run.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import type { Progress, ReportOutcome } from "../../src/pipeline/outcomes.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { storedFiles } from "../../src/store/stored-files.js";
import { tinyDetector } from "../tiny-detector.js";
import { readPdf } from "./read-pdf.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-batch-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const sampleCount = 600;
/** What a batch does with its files does not depend on their channels. */
const detector = tinyDetector(directory);
let run: string[];
beforeAll(async () => {
  const spec = { files: 3, events: 8, seed: 3, sampleCount, detector: detectorOf(detector) };
  run = await simulateRun(join(directory, "run"), spec);
});

function configIn(name: string, changes: Partial<Config> = {}): Config {
  return { ...defaultConfig(), detector, outputDir: join(directory, name), ...changes };
}

/** Of files of the detector that is built in. */
function wholeConfigIn(name: string, changes: Partial<Config> = {}): Config {
  return configIn(name, { detector: defaultDetectorName, ...changes });
}

const documentPath = ({ files }: ReportOutcome): string =>
  files.find((file) => file.endsWith(".light-dqm.json"))!;

function documentOf(outcome: ReportOutcome): LightDqmDocument {
  return JSON.parse(readFileSync(documentPath(outcome), "utf8")) as LightDqmDocument;
}

const allNames = (path: string): string[] =>
  existsSync(path) ? (readdirSync(path, { recursive: true }) as string[]) : [];

describe("a batch", () => {
  it("does the other files where one is bad, and says of it what, where, expected and got", async () => {
    const bad = join(directory, "bad_run_rctl_7.FLOW.hdf5");
    writeFileSync(bad, "this is text");
    const outcomes = await reportFiles([run[0]!, bad, run[1]!], configIn("one-bad"));
    const states = Object.fromEntries(outcomes.map((o) => [basename(o.input), o.state]));
    expect(states).toEqual({
      [basename(bad)]: "failed",
      [basename(run[0]!)]: "done",
      [basename(run[1]!)]: "done",
    });
    const { error, files } = outcomes.find(({ state }) => state === "failed")!;
    expect(files).toEqual([]);
    expect(error!.message).toContain(bad);
    expect(error!.message).toMatch(/expected .*, got /);
    expect(allNames(join(directory, "one-bad")).filter((name) => name.includes("bad_run"))).toEqual(
      [],
    );
  });

  it("reports a named file that is absent and does the others", async () => {
    const absent = join(directory, "absent.FLOW.hdf5");
    const outcomes = await reportFiles([absent, run[0]!], configIn("absent"));
    expect(outcomes.map(({ state }) => state).sort()).toEqual(["done", "failed"]);
    expect(outcomes.find(({ state }) => state === "failed")!.error!.message).toContain(absent);
  });

  it("takes the same file under another path for the same: one report, one summary", async () => {
    const twin = join(directory, "elsewhere", basename(run[0]!));
    mkdirSync(join(directory, "elsewhere"));
    copyFileSync(run[0]!, twin);
    const config = configIn("twins");
    const [first, second] = await reportFiles([run[0]!, twin], config);
    expect([first!.state, second!.state]).toEqual(["done", "done"]);
    expect(second!.files).toEqual(first!.files);
    expect(second!.notes.filter((note) => /store|report of/.test(note))).toEqual([]);
    expect(await storedFiles(join(config.outputDir, "store"))).toHaveLength(1);
  });

  it("gives another file of the same name a report and a summary of its own, and says so", async () => {
    const other = join(directory, "another", basename(run[0]!));
    mkdirSync(join(directory, "another"));
    copyFileSync(run[1]!, other);
    const config = configIn("namesakes");
    const outcomes = await reportFiles([run[0]!, other], config);
    expect(outcomes.map(({ state }) => state)).toEqual(["done", "done"]);
    const [first, second] = outcomes;
    expect(first!.files.filter((file) => second!.files.includes(file))).toEqual([]);
    expect(basename(documentPath(second!))).toMatch(/~[0-9a-f]{8}\.light-dqm\.json$/);
    expect(documentOf(first!).input.path).toBe(run[0]);
    expect(documentOf(second!).input.path).toBe(other);
    expect(second!.notes.join()).toMatch(/is the report of .*the store holds 1 other file/);
    expect(await storedFiles(join(config.outputDir, "store"))).toHaveLength(2);
    const again = await reportFiles([other, run[0]!], config);
    expect(again.map(({ state, files }) => [state, files])).toEqual(
      outcomes.map(({ files }) => ["skipped", files]),
    );
  });

  it("fails before any work where the output directory cannot be written", async () => {
    const file = join(directory, "a-file");
    writeFileSync(file, "");
    await expect(reportFiles([run[0]!], configIn("a-file/below"))).rejects.toMatchObject({
      code: "output",
      message: expect.stringContaining(file),
    });
  });

  it("fails before any work where the named status file is absent", async () => {
    const channelStatusFile = join(directory, "no-such.csv");
    await expect(
      reportFiles([run[0]!], configIn("no-status", { channelStatusFile })),
    ).rejects.toThrow(channelStatusFile);
    expect(allNames(join(directory, "no-status"))).toEqual([]);
  });

  it("compares the same whether files come in one batch or one at a time", async () => {
    const together = await reportFiles(run, configIn("together"));
    const single: ReportOutcome[] = [];
    for (const path of run) single.push(...(await reportFiles([path], configIn("single"))));
    for (const [i, outcome] of together.entries()) {
      const [a, b] = [documentOf(outcome), documentOf(single[i]!)];
      expect(a.reference.files).toEqual(run.slice(0, i).map((path) => basename(path)));
      expect(b.reference).toEqual(a.reference);
      expect(b.verdicts).toEqual(a.verdicts);
    }
  });

  it("compares with the previous N files, or none", async () => {
    await reportFiles(run, configIn("ncomp"));
    const last = run[2]!;
    for (const [ncomp, expected] of [
      [0, []],
      [1, [basename(run[1]!)]],
      [2, [basename(run[0]!), basename(run[1]!)]],
    ] as const) {
      const [outcome] = await reportFiles([last], configIn("ncomp", { ncomp }));
      expect(documentOf(outcome!).reference.files).toEqual(expected);
    }
  });
});

describe("a rerun", () => {
  it("skips what is done, redoes it by force or with another setting, and replaces", async () => {
    const config = configIn("rerun");
    const [first] = await reportFiles([run[0]!], config);
    const before = allNames(config.outputDir).sort();
    const [second] = await reportFiles([run[0]!], config);
    expect([first!.state, second!.state]).toEqual(["done", "skipped"]);
    expect(second!.files).toEqual(first!.files);
    expect(second!.headline).toBe(first!.headline);
    const [forced] = await reportFiles([run[0]!], { ...config, force: true });
    const [changed] = await reportFiles([run[0]!], { ...config, units: "V" });
    expect([forced!.state, changed!.state]).toEqual(["done", "done"]);
    expect(allNames(config.outputDir).sort()).toEqual(before);
  });

  it("takes the run type that is set, says so, and redoes a file when another is set", async () => {
    const config = configIn("run-type");
    const [told] = await reportFiles([run[0]!], config);
    expect(documentOf(told!).conditions!.set).toBe(false);
    const [set] = await reportFiles([run[0]!], { ...config, runType: "pedestal" });
    expect(set!.state).toBe("done");
    expect(documentOf(set!).conditions).toMatchObject({ runType: "pedestal", set: true });
  });

  it("redoes a file whose channel status has changed in the same status file", async () => {
    const channelStatusFile = join(directory, "status.csv");
    const statusOf = (code: number): string => `${new Array(12).fill(code).join(",")}\n`;
    const config = configIn("status", { channelStatusFile });
    writeFileSync(channelStatusFile, statusOf(0));
    const states = [];
    states.push((await reportFiles([run[0]!], config))[0]!.state);
    states.push((await reportFiles([run[0]!], config))[0]!.state);
    writeFileSync(channelStatusFile, statusOf(3));
    const [changed] = await reportFiles([run[0]!], config);
    expect([...states, changed!.state]).toEqual(["done", "skipped", "done"]);
    expect(changed!.counts!.masked).toBeGreaterThan(0);
  });

  it("skips a file whatever changes none of its numbers, verdicts and pages", async () => {
    const config = configIn("threads");
    await reportFiles([run[0]!], config);
    const [again] = await reportFiles([run[0]!], { ...config, threads: 1, nfiles: 3 });
    expect(again!.state).toBe("skipped");
  });

  it("redoes a file when rows are added to the same file of known faults, not when it moves", async () => {
    const knownFaultsFile = join(directory, "known.csv");
    const rows = "adc,channel,status,from,to,author,reason\n";
    const stateWith = async (path: string | null): Promise<string> =>
      (await reportFiles([run[0]!], configIn("known", { knownFaultsFile: path })))[0]!.state;
    writeFileSync(knownFaultsFile, rows);
    const states = [await stateWith(null)];
    states.push(await stateWith(knownFaultsFile), await stateWith(knownFaultsFile));
    writeFileSync(knownFaultsFile, `${rows}0,2,1,2020-01-01T00:00:00Z,,N. N.,no light\n`);
    states.push(await stateWith(knownFaultsFile), await stateWith(knownFaultsFile));
    const moved = join(directory, "moved.csv");
    copyFileSync(knownFaultsFile, moved);
    states.push(await stateWith(moved));
    expect(states).toEqual(["done", "done", "skipped", "done", "skipped", "skipped"]);
  });

  it("refuses known faults of a channel that the detector does not have, before any file", async () => {
    const knownFaultsFile = join(directory, "absent.csv");
    const row = "8,20,1,2020-01-01T00:00:00Z,,N. N.,no light";
    writeFileSync(knownFaultsFile, `adc,channel,status,from,to,author,reason\n${row}\n`);
    await expect(
      reportFiles([run[0]!], wholeConfigIn("absent", { knownFaultsFile })),
    ).rejects.toThrow(/absent\.csv, line 2.*an adc of 0 to 7/);
  });

  it("redoes a file whose outputs are not all there, or that has changed", async () => {
    const config = configIn("incomplete");
    const copy = join(directory, "copy_rctl_9.FLOW.hdf5");
    copyFileSync(run[0]!, copy);
    const [first] = await reportFiles([copy], config);
    rmSync(first!.files[1]!);
    const [second] = await reportFiles([copy], config);
    expect(second!.state).toBe("done");
    copyFileSync(run[1]!, copy);
    const [third] = await reportFiles([copy], config);
    expect(third!.state).toBe("done");
  });

  it("redoes a file whose summary is gone from the store", async () => {
    const config = configIn("no-summary");
    await reportFiles([run[0]!], config);
    rmSync(join(config.outputDir, "store"), { recursive: true });
    const [again] = await reportFiles([run[0]!], config);
    expect(again!.state).toBe("done");
    expect(allNames(join(config.outputDir, "store")).some((n) => n.endsWith(".parquet"))).toBe(
      true,
    );
  });
});

describe("an interrupted run", () => {
  it("leaves nothing half-written, whenever the interruption comes", async () => {
    for (const stopAt of [0, 0.3, 0.85, 0.9]) {
      const config = configIn(`interrupted-${stopAt}`);
      const abort = new AbortController();
      const outcomes = await reportFiles(run, config, {
        signal: abort.signal,
        onProgress: ({ share }: Progress) => share >= stopAt && abort.abort(),
      });
      expect(outcomes).toHaveLength(1);
      expect(outcomes[0]!.error!.code).toBe("interrupted");
      const left = allNames(config.outputDir).filter((name) =>
        statSync(join(config.outputDir, name)).isFile(),
      );
      expect(left.filter((name) => /tmp|\.pdf|\.png|\.json/.test(name))).toEqual([]);
    }
  });
});

describe("thin data", () => {
  const thin = async (
    name: string,
    spec: Parameters<typeof simulateFlowFile>[1],
  ): Promise<ReportOutcome> => {
    const path = join(directory, `${name}.FLOW.hdf5`);
    await simulateFlowFile(path, { sampleCount, ...spec });
    const [outcome] = await reportFiles([path], wholeConfigIn(`thin-${name}`));
    expect(outcome!.error).toBeUndefined();
    return outcome!;
  };
  const goodOnes = (outcome: ReportOutcome, checks: RegExp): number =>
    documentOf(outcome).verdicts.filter((v) => checks.test(v.check) && v.state === "ok").length;

  it("without self triggers is judged by its dark starts; pages of self triggers say why they are empty", async () => {
    const outcome = await thin("no_self", { eventCount: 6, seed: 5, beamShare: 1 });
    expect(goodOnes(outcome, /^baseline-range$/)).toBe(384);
    expect(outcome.notes.join("\n")).toMatch(/Baselines: .*self/);
    const { bookmarks, pageTexts } = await readPdf(outcome.files[0]!);
    for (const name of ["Baselines", "Noise", "Clipped fraction, self, per EPCB"])
      expect(pageTexts[bookmarks.indexOf(name)]).toMatch(/self triggers/);
  });

  it("without beam triggers says so on the beam pages", async () => {
    const outcome = await thin("no_beam", { eventCount: 6, seed: 5, beamShare: 0 });
    expect(outcome.notes.filter((note) => /beam/.test(note))).toHaveLength(2);
    expect(goodOnes(outcome, /^baseline-range/)).toBeGreaterThan(0);
  });

  it("of one event judges no channel dead", async () => {
    const outcome = await thin("one_event", { eventCount: 1, seed: 5 });
    const { verdicts } = documentOf(outcome);
    expect(verdicts.filter((v) => v.check === "flatline" && v.state === "bad")).toEqual([]);
    expect(goodOnes(outcome, /^baseline/)).toBe(0);
  });

  it("with all waveforms invalid makes the report and shows nothing as good", async () => {
    const faults = [0, 1, 2, 3, 4, 5, 6, 7].map((adc) => ({ kind: "missing-adc" as const, adc }));
    const outcome = await thin("all_invalid", { eventCount: 4, seed: 5, faults });
    const { verdicts } = documentOf(outcome);
    const states = verdicts.map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["unknown", "bad"]));
    const bad = verdicts.filter(({ state }) => state === "bad").map(({ check }) => check);
    expect(new Set(bad)).toEqual(new Set(["missing-adc", "few-events"]));
    const { pageTexts, bookmarks } = await readPdf(outcome.files[0]!);
    expect(pageTexts[bookmarks.indexOf("Waveforms of the largest step")]).toMatch(/valid/);
    expect(outcome.notes.length).toBeGreaterThan(3);
  });
});

describe("pages on request", () => {
  it("adds spectra per channel, all denominators, merged masks and the spectra as numbers", async () => {
    const path = join(directory, "requested.FLOW.hdf5");
    await simulateFlowFile(path, { sampleCount, eventCount: 8, seed: 3 });
    const [outcome] = await reportFiles(
      [path],
      wholeConfigIn("requested", {
        spectraPerChannel: true,
        clippedPer: ["channel", "epcb", "tpc", "total"],
        negativePer: ["total"],
        mergeGrafanaPlots: true,
        writeJsonBlobs: true,
      }),
    );
    const document = documentOf(outcome!);
    const bookmarks = document.figures.map(({ bookmark }) => bookmark);
    for (let adc = 0; adc < 8; adc++)
      expect(bookmarks).toContain(`Spectra per channel, ADC ${adc}`);
    for (const per of ["channel", "EPCB", "TPC", "total"])
      for (const trigger of ["beam", "self"])
        expect(bookmarks).toContain(`Clipped fraction, ${trigger}, per ${per}`);
    expect(bookmarks).toContain("Negative fraction, self, per total");
    expect(outcome!.files.map((file) => basename(file)).join()).toMatch(/_light_dqm_masks\.png/);
    expect(document.spectra!.p50[3]![20]).toHaveLength(301);
    expect(document.spectra!.p50[3]![0]![5]).toBeNull();
  });
});

describe("progress", () => {
  it("goes from 0 to 1 for each file and never back", async () => {
    const shares: Record<number, number[]> = {};
    await reportFiles(run.slice(0, 2), configIn("progress"), {
      onProgress: ({ index, count, share }) => {
        expect(count).toBe(2);
        (shares[index] ??= []).push(share);
      },
    });
    for (const own of Object.values(shares)) {
      expect(own[0]).toBe(0);
      expect(own.at(-1)).toBe(1);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  });

  it("packs the store when it holds more single files than set, and says so once", async () => {
    const config = configIn("crowded", { compactAbove: 2 });
    const told: number[] = [];
    const outcomes = await reportFiles(run, config, {
      onCompaction: ({ files }) => told.push(files),
    });
    expect(outcomes.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    expect(told).toEqual([3]);
    expect(readdirSync(join(directory, "crowded", "store", "summaries"))).toEqual([]);
    const [again] = await reportFiles(run.slice(0, 1), config);
    expect(again!.state).toBe("skipped");
    const [forced] = await reportFiles(run.slice(2), { ...config, force: true });
    expect(documentOf(forced!).reference.files).toEqual(
      run.slice(0, 2).map((path) => basename(path)),
    );
  });
});
