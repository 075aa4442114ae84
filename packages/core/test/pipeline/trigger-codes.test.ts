/** Trigger codes beside 0, self, and 1, beam. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { provenanceText } from "../../src/cli/text/history-text.js";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { countTriggerCodes } from "../../src/compute/trigger-codes.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { numbersSettings } from "../../src/config/numbers-settings.js";
import { assetUrl } from "../../src/files/assets.js";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { judge } from "../../src/judge/judge.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { readSummary, writeSummary } from "../../src/store/store.js";
import { otherCodesText, triggersText } from "../../src/words/trigger-codes.js";
import { dune2x2 } from "../detectors.js";
import { editEvents } from "../flow/edit-events.js";
import { temporaryDirectory } from "../flow/temporary.js";
import { readPdf } from "../report/read-pdf.js";

const eventCount = 9;

async function fileWith(codes: readonly number[]): Promise<string> {
  const path = join(temporaryDirectory(), "run_rctl_8.FLOW.hdf5");
  await simulateFlowFile(path, { eventCount, seed: 1, sampleCount: 100 });
  await editEvents(path, dune2x2, (view, rowAt, event, { trigType }) =>
    view.setUint8(rowAt + trigType!.offset, codes[event % codes.length]!),
  );
  return path;
}

/** The description of the 2x2, with a name for code 2. */
function namedDetector(): string {
  const description = JSON.parse(readFileSync(assetUrl("detectors/dune-2x2.json"), "utf8"));
  description.light_dqm.trigger_names["2"] = "calibration";
  const path = join(temporaryDirectory(), "named.json");
  writeFileSync(path, JSON.stringify(description));
  return path;
}

describe("a file with codes 0, 1, 2 and 200", () => {
  const codes = [0, 1, 2, 0, 1, 2, 0, 1, 200];

  it("has every code counted, in the file and among the analysed events", () => {
    const trigType = Float64Array.of(0, 1, 2, 0, 1, 2, 0, 1, -5);
    expect(countTriggerCodes({ trigType }, [0, 2, 4])).toEqual([
      { code: -5, inFile: 1, selected: 0 },
      { code: 0, inFile: 3, selected: 1 },
      { code: 1, inFile: 3, selected: 1 },
      { code: 2, inFile: 2, selected: 1 },
    ]);
    expect(countTriggerCodes({ trigType: null }, [0])).toBeNull();
  });

  it("has them in the class all, in either engine", async () => {
    const path = await fileWith(codes);
    const summary = await summarizeFile(path, defaultConfig(), null);
    expect(summary.eventCount).toEqual({ beam: 3, self: 3, all: 9 });
    expect(summary.baselineTriggerClass).toBe("self");
    expect(summary.clipped.all!.total.total[4]).toBe(9);
    const file = await openFlowFile(path);
    const plain = await plainEngine(file, numbersSettings(defaultConfig(), dune2x2));
    file.close();
    expect(plain.eventCount).toEqual(summary.eventCount);
    expect(plain.clipped).toEqual(summary.clipped);
  });

  it("keeps them in the store", async () => {
    const summary = await summarizeFile(await fileWith(codes), defaultConfig(), null);
    const path = await writeSummary(temporaryDirectory(), summary);
    const { triggerCodes } = await readSummary(path);
    expect(triggerCodes).toEqual(summary.triggerCodes);
    expect(provenanceText(summary, path, "UTC")).toContain(
      "analysed: 3 beam, 3 self, 2 of code 2, 1 of code 200",
    );
  });

  it("names them in the report, where class all has pages of its own", async () => {
    const config = {
      ...defaultConfig(),
      ...{ outputDir: temporaryDirectory(), detector: namedDetector() },
    };
    const [outcome] = await reportFiles([await fileWith(codes)], config);
    expect(outcome).toMatchObject({ state: "done" });
    const { pageTexts, bookmarks } = await readPdf(outcome!.files[0]!);
    expect(pageTexts[0]).toMatch(/2 calibration \(code 2\), 1 of code 200/);
    expect(bookmarks.filter((name) => /clipped fraction, all/i.test(name))).not.toEqual([]);
    const json = outcome!.files.find((file) => file.endsWith(".json"))!;
    const document: LightDqmDocument = JSON.parse(readFileSync(json, "utf8"));
    expect(document.events.byTriggerCode).toContainEqual({ code: 2, inFile: 2, selected: 2 });
  });

  it("has its checks of flags look at every waveform", async () => {
    const summary = await summarizeFile(await fileWith(codes), defaultConfig(), null);
    const clipped = judge(summary, null, {}).find(({ check }) => check === "clipped-fraction")!;
    expect(clipped.n).toBe(9);
  });
});

describe("a file with code 2 only", () => {
  it("has baselines of all events", async () => {
    const summary = await summarizeFile(await fileWith([2]), defaultConfig(), null);
    expect(summary.eventCount).toEqual({ beam: 0, self: 0, all: 9 });
    expect(summary.baselineTriggerClass).toBe("all");
    expect(summary.baseline.p50[4]).toBeLessThan(-26_000);
    const mix = judge(summary, null, {}).find(({ check }) => check === "trigger-mix")!;
    expect(mix).toMatchObject({
      state: "unknown",
      reason: "no beam or self trigger among 9 events",
    });
  });
});

describe("words for triggers", () => {
  const triggers = {
    detector: { own: { triggerNames: { "2": "calibration" } } },
    triggersTyped: true,
    eventCount: { beam: 2, self: 5 },
    triggerCodes: [
      { code: 0, inFile: 10, selected: 5 },
      { code: 1, inFile: 2, selected: 2 },
      { code: 2, inFile: 4, selected: 4 },
      { code: 9, inFile: 3, selected: 0 },
    ],
  };

  it("name codes, else give their number, and say where not all were analysed", () => {
    expect(triggersText(triggers)).toBe(
      "2 beam, 5 self, 4 calibration (code 2), 0 of code 9 (3 in the file)",
    );
  });

  it("are none where all triggers are beam or self, or none are typed", () => {
    expect(otherCodesText({ ...triggers, triggerCodes: null })).toBe("");
    expect(triggersText({ ...triggers, triggersTyped: false })).toMatch(/no trig_type/);
  });
});
