/** A run of chosen events: what is named where, and what it is not compared with. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { figureOf } from "../../src/figures/figure-of.js";
import { comparisonPayload } from "../../src/figures/forms/channel-quantiles.js";
import { parsePayload } from "../../src/figures/payload.js";
import { compareSummaries } from "../../src/history/compare.js";
import { rollUp } from "../../src/history/roll-up.js";
import { answerOf } from "../../src/judge/answer/answer-of.js";
import { startWatch } from "../../src/judge/start-watch.js";
import {
  baselines,
  fractions,
  madeWith,
  openRun,
  openWaveforms,
  type Run,
  rejudge,
  reportFigures,
  shiftSummary,
  waveformsOf,
} from "../../src/notebook/index.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import { argumentsSections } from "../../src/report/arguments.js";
import { reportDocument } from "../../src/report/document.js";
import { listSummaries, writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { samplePath } from "../samples.js";

const run101 = samplePath("mpd_run_demo_rctl_101");
const run102 = samplePath("mpd_run_demo_rctl_102");

let store: string;
let whole: FileSummary;
let run: Run;
beforeAll(async () => {
  // Progress lines.
  vi.spyOn(console, "log").mockImplementation(() => {});
  store = mkdtempSync(join(tmpdir(), "light-dqm-cuts-"));
  whole = await summarizeFile(run101, defaultConfig(), null);
  await writeSummary(store, whole);
  run = await openRun(run102, { store, where: { trigger: "self" } });
});

afterAll(() => {
  vi.restoreAllMocks();
  rmSync(store, { recursive: true });
});

const cut = "cut: self triggers";

describe("a run of chosen events", () => {
  it("is of these alone, and records the cut", () => {
    const { settings, selectedEvents, fileEventCount, eventCount } = run.summary;
    expect(settings.cut).toEqual({ triggerCodes: [0] });
    expect(eventCount).toMatchObject({ all: selectedEvents.length, self: selectedEvents.length });
    expect(selectedEvents.length).toBeLessThan(fileEventCount);
  });

  it("names the cut in its name, its headline, and the title of every figure", () => {
    expect(run.name).toBe(`run 102 (mpd_run_demo_rctl_102.FLOW.hdf5), ${cut}`);
    expect(run.headline).toMatch(/^(FINE|LOOK|CALL): [^.]*\. Cut: self triggers\. Baseline/);
    const titles = reportFigures(run).map(({ figure }) => figure.title);
    expect(titles.length).toBeGreaterThan(10);
    for (const title of titles) expect(title).toContain(` · ${cut}`);
    expect(shiftSummary(run, null)).toContain(`, ${cut}**`);
    expect(madeWith(run)).toContainEqual(
      expect.objectContaining({ name: "Cut", value: "self triggers" }),
    );
  });

  it("is compared with no earlier file, and says so on the figures without their band", () => {
    expect(run.reference?.files).toEqual([]);
    expect(run.fileCount).toBe(0);
    const why =
      'No band of earlier files: 1 earlier file excluded (numbers of all events, not of the cut "self triggers").';
    for (const payload of [baselines(run), fractions(run, "clipped")]) {
      expect(payload).toMatchObject({ earlier: null, noBand: why });
      const { layout } = figureOf(parsePayload(JSON.parse(JSON.stringify(payload))), {
        theme: "light",
        marks: "plain",
      });
      const words = layout.annotations.map(({ text }) => text).join(" ");
      expect(words).toContain(why);
      expect(words).toContain(cut);
    }
    const shift = run.verdicts.find(({ check }) => check === "baseline-shift")!;
    expect(shift).toMatchObject({
      state: "unknown",
      reason: "no earlier file of the same cut to compare with",
    });
  });

  it("stays cut when it is re-evaluated", async () => {
    const other = await rejudge(run, { limits: { flatline: { minEvents: 3 } } });
    expect(other.name).toBe(run.name);
    expect(other.reference?.files).toEqual([]);
  });

  it("shows a single event without the cut, as its waveforms are what they are", async () => {
    expect((await waveformsOf(run, 1)).title).not.toContain("cut");
  });

  it("is told in the report's text page and document", () => {
    const rows = argumentsSections(run, run.config, { inputPath: run.path, notes: [] }).flatMap(
      (section) => section.rows,
    );
    expect(rows).toContainEqual(["Cut", "self triggers"]);
    const place = {
      inputPath: run.path,
      notes: [],
      files: [],
      settingFiles: {},
      referenceStamp: "",
    };
    const answer = answerOf(run.verdicts, run.config.units);
    const document = reportDocument(run, answer, [], run.config, place);
    expect(document.events.cut).toEqual({ triggerCodes: [0] });
    expect(document.headline).toBe(run.headline);
  });

  it("leaves the same run without a cut as it was, with its band", async () => {
    const uncut = await openRun(run102, { store });
    expect(uncut.summary.settings).not.toHaveProperty("cut");
    expect(uncut.reference?.files).toHaveLength(1);
    const payload = baselines(uncut);
    expect(payload).toMatchObject({ earlier: { fileCount: 1 } });
    expect(payload).not.toHaveProperty("noBand");
    expect(JSON.stringify(payload)).not.toContain("cut");
  });

  it("takes local times of the display zone, and several parts together", async () => {
    const where = { from: "2020-01-01 00:00", events: { first: 0, last: 3 }, trigger: [0, 1] };
    const early = await openRun(run102, { store, where, timeZone: "Europe/Zurich" });
    expect(early.summary.selectedEvents).toEqual([0, 1, 2, 3]);
    expect(early.name).toContain(
      "cut: self and beam triggers, from 2020-01-01 00:00:00 GMT+1, events 0–3",
    );
  });
});

describe("a cut that cannot be made", () => {
  it("of no event says what is there", async () => {
    await expect(openRun(run102, { store, where: { trigger: 9 } })).rejects.toThrow(
      /No event passes the cut .*code-9 triggers/,
    );
  });

  it("of a stored summary says that the FLOW file is needed", async () => {
    const { path } = (await listSummaries(store))[0]!;
    const cut = () => openRun(path, { where: { trigger: "self" } });
    for (const open of [cut, () => openWaveforms(path)])
      await expect(open()).rejects.toThrow("Waveforms are only in the FLOW file");
  });
});

describe("numbers of a cut", () => {
  it("are not kept in a store", async () => {
    await expect(writeSummary(store, run.summary)).rejects.toThrow(
      'Numbers of chosen events are not kept in a store (mpd_run_demo_rctl_102.FLOW.hdf5): expected a summary of all events, got one of the cut "self triggers"',
    );
    expect(await listSummaries(store)).toHaveLength(1);
  });

  it("are compared with earlier ones of the same cut, and with no other", async () => {
    const before = await summarizeFile(run101, defaultConfig(), null, {
      where: { trigger: "self" },
    });
    const beam = await summarizeFile(run101, defaultConfig(), null, { where: { trigger: "beam" } });
    const reference = rollUp([whole, beam, before], run.summary);
    expect(reference.files).toEqual([run101.split("/").at(-1)]);
    expect(reference.refused.map(({ reason }) => reason)).toEqual([
      'numbers of all events, not of the cut "self triggers"',
      'numbers of the cut "beam triggers", not of the cut "self triggers"',
    ]);
    expect(rollUp([before], whole).files).toEqual([]);

    const watch = startWatch({
      limits: {},
      ncomp: -1,
      excludeBad: false,
      acceptances: [],
      runType: "auto",
    });
    expect([whole, beam, before].map((summary) => watch.next(summary).fileCount)).toEqual([
      0, 0, 0,
    ]);
    expect(watch.next(run.summary).fileCount).toBe(1);
  });

  it("name both cuts where two files are drawn together", () => {
    const options = { units: "ADC16", timeZone: "UTC" } as const;
    const name = "mpd_run_demo_rctl_102.FLOW.hdf5";
    expect(comparisonPayload(run.summary, whole, "baseline", options).title).toContain(
      `from ${name} (cut: self triggers)?`,
    );
    expect(comparisonPayload(whole, run.summary, "baseline", options).title).toMatch(
      / from mpd_run_demo_rctl_101.FLOW.hdf5\? · cut: self triggers$/,
    );
  });

  it("are compared with another file's with a caveat", () => {
    expect(compareSummaries(whole, run.summary).caveats).toContain(
      'events: "all" before, "cut: self triggers" after',
    );
  });
});

describe("waveforms in a notebook", () => {
  it("of a run are of its file, and times in the zone of the run", async () => {
    const file = await openWaveforms(run);
    expect(file.events.count).toBe(run.summary.fileEventCount);
    expect(file.events.where({ from: "2020-01-01 00:00" }).count).toBe(file.events.count);
    expect(file.events.where({ events: run.summary.selectedEvents }).indices).toEqual(
      file.events.where({ trigger: "self" }).indices,
    );
    file.close();
  });
});
