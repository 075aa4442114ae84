import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeText } from "../../src/cli/outcome.js";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { callSentences } from "../../src/judge/answer/calls.js";
import type { Change, State, Verdict } from "../../src/judge/states/verdict.js";
import { openRun } from "../../src/notebook/open-run.js";
import { shiftSummary } from "../../src/notebook/shift-summary.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import type { ReportOutcome } from "../../src/pipeline/outcomes.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { documentHead } from "../../src/report/document-head.js";
import { findSummary } from "../../src/store/store.js";
import { unitsPerAdc16 } from "../../src/units.js";
import { active2x2 } from "../detectors.js";
import { expectedNumbers, sampleNames, samplePath, truthOf } from "../samples.js";
import { type PdfContents, readPdf } from "./read-pdf.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-report-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function configIn(name: string, changes: Partial<Config> = {}): Config {
  return { ...defaultConfig(), outputDir: join(directory, name), ...changes };
}

function documentOf(outcome: ReportOutcome): LightDqmDocument {
  const path = outcome.files.find((file) => file.endsWith(".light-dqm.json"))!;
  return JSON.parse(readFileSync(path, "utf8")) as LightDqmDocument;
}

function stateOf(document: LightDqmDocument, check: string, adc: number, channel: number): State {
  return verdictOf(document, check, adc, channel).state;
}

function verdictOf(
  document: LightDqmDocument,
  check: string,
  adc: number,
  channel: number,
): Verdict {
  return document.verdicts.find(
    (verdict) => verdict.check === check && verdict.adc === adc && verdict.channel === channel,
  )!;
}

/** Without blanks, which a PDF has at each end of a line. */
const squeezed = (text: string): string => text.replace(/\s+/g, "");

/** What the mask of a check says of a channel against the previous file. */
function changeInMask(
  { figures }: LightDqmDocument,
  check: string,
  [adc, channel]: readonly [number, number],
): Change | null | undefined {
  for (const { payload } of figures) {
    if (payload.kind !== "channel-mask" || payload.check !== check) continue;
    const { cells } = payload;
    const row = cells.adc.findIndex((each, i) => each === adc && cells.channel[i] === channel);
    return cells.change?.[row];
  }
  return undefined;
}

describe("the report of the three samples", () => {
  let outcomes: ReportOutcome[];
  let documents: LightDqmDocument[];
  let pdf: PdfContents;
  const heard: string[] = [];

  beforeAll(async () => {
    outcomes = await reportFiles(sampleNames.map(samplePath), configIn("samples"), {
      onNote: (input, note) => heard.push(`${basename(input)}: ${note}`),
    });
    documents = outcomes.map(documentOf);
    pdf = await readPdf(outcomes[1]!.files[0]!);
  });

  it("leaves the main PDF, the page, two mask pictures and the JSON document of each file", () => {
    expect(outcomes.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    for (const [i, name] of sampleNames.entries())
      expect(outcomes[i]!.files.map((file) => basename(file)).sort()).toEqual([
        `${name}.light-dqm.json`,
        `${name}_light_dqm.html`,
        `${name}_light_dqm_baseline.png`,
        `${name}_light_dqm_flatline.png`,
        `${name}_light_dqm_main.pdf`,
      ]);
  });

  it("leaves nothing else beside the store and the index of runs: no temporary file", () => {
    const names = readdirSync(join(directory, "samples"));
    expect(names.filter((name) => name.startsWith(".") || name.endsWith(".tmp"))).toEqual([]);
    const others = ["store", "index.html", "index-data"];
    expect(names).toEqual(expect.arrayContaining(others));
    expect(names).toHaveLength(outcomes.flatMap(({ files }) => files).length + others.length);
  });

  it("makes mask pictures of 1600 × 400 px", () => {
    for (const file of outcomes.flatMap(({ files }) => files.filter((f) => f.endsWith(".png")))) {
      const png = readFileSync(file);
      expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1600, 400]);
    }
  });

  it("has a page for every figure, each with its bookmark", () => {
    // Parts that follow each other on a page share its bookmark.
    const bookmarks = pdf.bookmarks
      .flatMap((name) => name.split("; "))
      .filter((name) => !name.endsWith(", continued"))
      .filter((name) => !/, page (?!1 )\d+ of \d+$/.test(name))
      .map((name) => name.replace(/, page 1 of \d+$/, ""));
    expect(bookmarks).toEqual([
      "What is wrong",
      "Configuration and provenance",
      "All checks mask",
      "Map of all checks",
      "Baseline mask",
      "Flatline mask",
      "Waveforms of the alarms, 1 of 2",
      "Waveforms of the alarms, 2 of 2",
      "Spectra of the alarms",
      ...[1, 2, 3, 4, 5, 6].map((page) => `Waveforms with most light, ${page} of 6`),
      "Waveforms of the largest step",
      "Baselines",
      "Noise",
      "Map of the noise",
      "Amplitudes",
      "Map of the amplitudes",
      "Spectra per EPCB",
      "Clipped fraction, beam, per EPCB",
      "Clipped fraction, self, per EPCB",
      "Negative fraction, beam, per TPC",
      "Negative fraction, self, per TPC",
    ]);
    expect(pdf.pageTexts).toHaveLength(pdf.bookmarks.length);
  });

  it("is vector with selectable text and says in its metadata what it is", () => {
    expect(pdf.imageCount).toBe(0);
    expect(pdf.title).toBe("Light DQM: mpd_run_demo_rctl_101.FLOW.hdf5");
    expect(pdf.creator).toMatch(/^light-dqm \d/);
    for (const [i, text] of pdf.pageTexts.entries())
      expect(text).toContain(`${i + 1} / ${pdf.pageTexts.length}`);
  });

  it("lists input, times with their zone, versions, every setting and every limit", () => {
    const page = pdf.pageTexts
      .filter((_, i) => pdf.bookmarks[i]!.includes("Configuration and provenance"))
      .join(" ");
    expect(page).toContain("2025-11-04 17:46:40 CST");
    expect(page).toContain("America/Chicago");
    expect(page).toContain("4 beam, 8 self");
    expect(page).toContain("12 analysed of 12");
    expect(page).toContain(process.version);
    for (const key of Object.keys(documents[1]!.configuration))
      if (key !== "limits") expect(page).toContain(`--${key}`);
    for (const check of Object.keys(documents[1]!.configuration.limits as object))
      expect(page).toContain(check);
  });

  it("shows the event with the largest step on a page of its own", () => {
    for (const [i, name] of sampleNames.entries()) {
      const expected = expectedNumbers(name).largest_jump;
      const { payload } = documents[i]!.figures.find(
        ({ bookmark }) => bookmark === "Waveforms of the largest step",
      )!;
      if (payload.kind !== "waveforms") throw new Error("no waveforms");
      expect(payload.event).toBe(expected.event);
      expect(payload.jump!.size).toBe(expected.adc16);
      expect(payload.panels.length).toBeLessThanOrEqual(8);
      expect(payload.panels.some(({ channels }) => channels.includes(payload.jump!.channel))).toBe(
        true,
      );
    }
  });

  it("shows the planted dead channels, flat, and the spectra of alarmed channels", () => {
    const document = documents[sampleNames.indexOf("mpd_run_demo_rctl_101")]!;
    const shown = document.figures.filter(({ bookmark }) => bookmark.includes("of the alarms"));
    const panels = shown.flatMap(({ payload }) =>
      payload.kind === "waveforms" ? payload.panels : [],
    );
    for (const [adc, channel] of truthOf("mpd_run_demo_rctl_101").dead) {
      const panel = panels.find((each) => each.adc === adc && each.channels[0] === channel)!;
      expect(panel.note).toBe("flatline");
      expect(panel.counts).toEqual([Array(1000).fill(0)]);
    }
    expect(shown.at(-1)!.payload.kind).toBe("spectra");
    const text = JSON.stringify(shown, (key, value) => (key === "detector" ? null : value));
    expect(text.length).toBeLessThanOrEqual(300_000);
  });

  it("finds the planted dead channels, and calls no other channel dead", () => {
    for (const name of ["mpd_run_demo_rctl_101", "mpd_run_demo_rctl_102"] as const) {
      const document = documents[sampleNames.indexOf(name)]!;
      const bad = document.verdicts.filter((v) => v.check === "flatline" && v.state === "bad");
      expect(bad.map(({ adc, channel }) => [adc, channel])).toEqual(truthOf(name).dead);
    }
  });

  it("calls the channels of a missing ADC unknown, never good", () => {
    const { "missing-adc": adc } = truthOf("adc64_demo_103");
    const ofChannels = documents[0]!.verdicts.filter((v) => v.scope === "channel");
    const states = ofChannels.filter((v) => v.adc === adc).map((v) => v.state);
    expect(states.length).toBeGreaterThan(0);
    expect(new Set(states)).toEqual(new Set(["unknown"]));
  });

  it("finds the channels stuck at the rail", () => {
    for (const [adc, channel] of truthOf("adc64_demo_103")["stuck-high"])
      expect(stateOf(documents[0]!, "baseline-range", adc, channel)).toBe("bad");
  });

  it("sees baselines that moved against the file before, whatever its triggers, and that are back", () => {
    for (const [adc, channel] of truthOf("mpd_run_demo_rctl_101")["baseline-shift"]) {
      expect(stateOf(documents[1]!, "baseline-shift", adc, channel)).toBe("bad");
      expect(stateOf(documents[2]!, "baseline-shift", adc, channel)).toBe("ok");
    }
  });

  it("says under which conditions the file was taken, on paper and as data", () => {
    const { conditions } = documents[1]!;
    expect(conditions).toMatchObject({ runType: "mixed", set: false });
    expect(pdf.pageTexts.join(" ")).toMatch(/Conditions +mixed run, /);
  });

  it("begins on paper, in data, on the terminal and in the shift report with the same sentence", async () => {
    const [name, document] = [sampleNames[1]!, documents[1]!];
    const { sentence, word, calls, counts } = document.answer!;
    expect(sentence).toMatch(/^CALL: \d+ new faults/);
    expect(word).toBe("CALL");
    const found = counts.reduce(
      (sum, { change, count }) => sum + (change === "new" ? count : 0),
      0,
    );
    expect(found).toBe(document.alarms.filter(({ change }) => change === "new").length);
    expect(document.headline.startsWith(`${sentence}. `)).toBe(true);
    expect(squeezed(pdf.pageTexts[0]!).startsWith(squeezed(sentence))).toBe(true);
    expect(outcomeText(outcomes[1]!).split("\n")[1]).toBe(`  ${sentence}`);
    expect(outcomes[1]!.answer!.sentence).toBe(sentence);
    const path = outcomes[1]!.files.find((file) => file.endsWith(".light-dqm.json"))!;
    expect((await documentHead(path))!.answer).toEqual(document.answer);
    const store = join(directory, "samples", "store");
    const run = await openRun((await findSummary(store, name))!, { store });
    const summary = shiftSummary(run, null);
    expect(summary.split("\n")[0]).toBe(`# ${sentence}`);
    for (const text of callSentences(calls)) {
      expect(squeezed(pdf.pageTexts[0]!)).toContain(squeezed(text));
      expect(outcomeText(outcomes[1]!)).toContain(text);
      expect(summary.replaceAll("**", "")).toContain(text);
    }
  });

  it("lists every fault on paper with its place, and in data also what recovered and the checks", () => {
    const page = squeezed(pdf.pageTexts.slice(0, 2).join(" "));
    for (const { place } of documents[1]!.alarms)
      expect(page).toMatch(new RegExp(`${squeezed(place)}[:;]`));
    const { alarms, recoveries, verdicts, checks } = documents[2]!;
    expect(recoveries!.length).toBeGreaterThan(0);
    for (const { verdict, call } of recoveries!)
      expect([verdicts[verdict]!.change, call]).toEqual(["recovered", ""]);
    const titles = checks!.map(({ title }) => title);
    for (const { title, call } of alarms) {
      expect(titles).toContain(title);
      expect(call).toMatch(/call/i);
    }
    for (const { means, action, callers } of checks!)
      for (const text of [means, action, callers]) expect(text).not.toBe("");
  });

  it("gives no order in a legend that the first page does not give", () => {
    for (const { payload } of documents.flatMap(({ figures }) => figures))
      if ("meanings" in payload)
        expect(Object.values(payload.meanings).join()).not.toMatch(/call|contact/i);
  });

  it("opens with what is new and what to do, each fault once", () => {
    const [page] = pdf.pageTexts;
    expect(page).toContain("What is wrong, and what to do");
    expect(page).toMatch(
      /New: BAD +EPCB 5 of ADC 4: noise high, 6 of 6 channels.* Also: pick-up line/,
    );
    expect(page).toMatch(/What to do +Look at the noise spectra/);
    const { alarms, verdicts } = documents[1]!;
    expect(alarms.length).toBeGreaterThan(1);
    for (const { verdict, action, callers } of alarms) {
      expect(["warn", "bad"]).toContain(verdicts[verdict]!.state);
      expect(action).not.toBe("");
      expect(callers).not.toBe("");
    }
    const common = verdicts.find((v) => v.check === "lines-siblings" && v.members.length > 0)!;
    expect(common.members).toHaveLength(6);
  });

  it("gives every verdict its state, value, limit, unit, n, reason and change", () => {
    for (const verdict of documents[1]!.verdicts) {
      expect(Object.keys(verdict).sort()).toEqual(
        [
          "adc",
          "change",
          "channel",
          "check",
          "group",
          "label",
          "limit",
          "members",
          "n",
          "p",
          "reason",
          "scope",
          "since",
          "state",
          "unit",
          "value",
        ].sort(),
      );
      expect(verdict.reason.length).toBeGreaterThan(5);
    }
  });

  it("tells in its masks what is new, what is still there and what recovered", () => {
    const { dead, "baseline-shift": moved } = truthOf("mpd_run_demo_rctl_101");
    for (const at of dead) {
      expect(changeInMask(documents[1]!, "flatline", at)).toBe("new");
      expect(changeInMask(documents[2]!, "flatline", at)).toBe("unchanged");
    }
    expect(changeInMask(documents[2]!, "flatline", [0, 4])).toBe("unchanged");
    for (const at of moved) {
      expect(changeInMask(documents[1]!, "baseline", at)).toBe("new");
      expect(changeInMask(documents[2]!, "baseline", at)).toBe("recovered");
    }
  });

  it("carries every denominator with each page of fractions, with its own counts", () => {
    sampleNames.forEach((name, i) => {
      const pages = documents[i]!.figures.flatMap(({ payload }) =>
        payload.kind === "fraction-panels" ? [payload] : [],
      );
      expect(pages).toHaveLength(i === 0 ? 2 : 4);
      for (const { flag, triggerClass, detector, alternatives, ...page } of pages) {
        const all = [page, ...(alternatives ?? [])];
        expect(all.map(({ denominator }) => denominator).sort()).toEqual([
          "channel",
          "epcb",
          "total",
          "tpc",
        ]);
        for (const { denominator, now } of all) {
          const key = `${flag}_${triggerClass}_${denominator}`;
          const { passed, total } = expectedNumbers(name).fractions[key];
          const active = (rows: number[][]): number[] =>
            rows.flatMap((row) => active2x2.map((channel) => row[channel]!));
          expect(now, key).toMatchObject({ passed: active(passed), total: active(total) });
        }
      }
    });
  });

  it("keeps masks below 60 kB and pages of fractions below 120 kB", () => {
    for (const { payload } of documents.flatMap(({ figures }) => figures)) {
      const limit = { "channel-mask": 60_000, "fraction-panels": 120_000 }[payload.kind as string];
      const bytes = Buffer.byteLength(JSON.stringify(payload));
      expect(bytes, payload.title).toBeLessThanOrEqual(limit ?? Number.POSITIVE_INFINITY);
    }
  });

  it("draws one page of all triggers where the producer wrote no trigger types", () => {
    expect(documents[0]!.figures.map(({ bookmark }) => bookmark).slice(-2)).toEqual([
      "Clipped fraction, all, per EPCB",
      "Negative fraction, all, per TPC",
    ]);
    expect(documents[0]!.events.byTriggerClass).toEqual({ all: 8 });
  });

  it("compares with earlier files that fit and says why it leaves others out", () => {
    expect(documents[1]!.reference.files).toEqual([]);
    expect(documents[1]!.reference.refused).toHaveLength(1);
    expect(documents[2]!.reference.files).toEqual(["mpd_run_demo_rctl_101.FLOW.hdf5"]);
    expect(documents[2]!.reference.refused[0]!.reason).toMatch(/trigger/);
  });

  it("has nothing to excuse on complete files", () => {
    expect(heard).toEqual([]);
    expect(documents.flatMap(({ notes }) => notes)).toEqual([]);
  });
});

describe("units", () => {
  it("change numbers, never a state, a count or a fraction", async () => {
    const name = "mpd_run_demo_rctl_101";
    const documents: Partial<Record<keyof typeof unitsPerAdc16, LightDqmDocument>> = {};
    for (const units of ["ADC16", "ADC14", "V"] as const) {
      const [outcome] = await reportFiles(
        [samplePath(name)],
        configIn(`units-${units}`, { units }),
      );
      documents[units] = documentOf(outcome!);
    }
    const reference = documents.ADC16!;
    const { baseline } = expectedNumbers(name);
    for (const units of ["ADC14", "V"] as const) {
      const document = documents[units]!;
      expect(document.verdicts.map(({ state, n }) => [state, n])).toEqual(
        reference.verdicts.map(({ state, n }) => [state, n]),
      );
      const fractions = ({ figures }: LightDqmDocument): unknown =>
        figures.filter(({ payload }) => payload.kind === "fraction-panels");
      expect(fractions(document)).toEqual(fractions(reference));
    }
    for (const units of ["ADC16", "ADC14", "V"] as const)
      for (const [adc, channel] of [
        [0, 4],
        [7, 63],
      ] as const) {
        const { value, unit } = verdictOf(documents[units]!, "baseline-range", adc, channel);
        const expected = baseline.p50[adc][channel] * unitsPerAdc16[units];
        expect(value! / expected).toBeCloseTo(1, 12);
        expect(unit.startsWith(units)).toBe(true);
      }
  });
});
