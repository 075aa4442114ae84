import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultConfig } from "../../../src/config/load-config.js";
import { alarmPicture } from "../../../src/nearline/alarms/alarm-picture.js";
import type { AlarmLine } from "../../../src/nearline/alarms/alarm-rule.js";
import { reportFiles } from "../../../src/pipeline/batch.js";
import type { LightDqmDocument } from "../../../src/report/document.js";
import { samplePath } from "../../samples.js";

const outputDir = mkdtempSync(join(tmpdir(), "light-dqm-alarm-picture-"));
afterAll(() => rmSync(outputDir, { recursive: true }));
let document: LightDqmDocument;
let files: string[];

beforeAll(async () => {
  const config = { ...defaultConfig(), outputDir, maxEvts: 4, powspecNevts: 2, threads: 1 };
  const [outcome] = await reportFiles([samplePath("mpd_run_demo_rctl_101")], config);
  files = outcome!.files;
  const path = files.find((file) => file.endsWith(".light-dqm.json"))!;
  document = JSON.parse(readFileSync(path, "utf8"));
});

const pictureOf = (check: string) => alarmPicture({ check } as AlarmLine, document, files);

describe("the picture of an alarm", () => {
  it("is the mask of the report that its check is in, and nothing is drawn", async () => {
    const before = readdirSync(outputDir);
    expect(await pictureOf("flatline")).toMatch(/rctl_101_light_dqm_flatline\.png$/);
    expect(await pictureOf("baseline-range")).toMatch(/rctl_101_light_dqm_baseline\.png$/);
    expect(readdirSync(outputDir)).toEqual(before);
  });

  it("is the mask of all checks where its check is in none of those", async () => {
    const path = await pictureOf("noise-high");
    expect(path).toBe(join(outputDir, "mpd_run_demo_rctl_101_light_dqm_all-checks.png"));
    expect(files).not.toContain(path);
    const bytes = readFileSync(path!);
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1600, 400]);
  });

  it("is none where the document shows no mask", async () => {
    const bare = { ...document, figures: [] };
    expect(await alarmPicture({ check: "noise-high" } as AlarmLine, bare, files)).toBeNull();
  });
});
