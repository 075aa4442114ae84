import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Calibration, calibrate } from "../../src/calibration/calibrate.js";
import { calibrationMarkdown } from "../../src/calibration/calibration-text.js";
import { scenarios } from "../../src/calibration/scenarios/index.js";
import { defaultDetector } from "../../src/detector/index.js";
import { randomSource } from "../../src/flow/simulation/random.js";
import { startWatch } from "../../src/judge/start-watch.js";
import { smallDetector } from "../store/make-summary.js";

let calibration: Calibration;
beforeAll(async () => {
  const spec = { cleanFiles: 4, trials: 2, referenceFiles: 6, events: 60, seed: 9 };
  calibration = await calibrate(spec, startWatch);
});

const point = (kind: string, size: number) =>
  calibration.detection.find((one) => one.kind === kind && one.size === size)!;

describe("a small calibration", () => {
  test("finds the faults that nobody can miss, every time", () => {
    for (const [kind, size] of [
      ["dead channel", 1],
      ["dark channel", 1],
      ["stuck at the upper rail", 1],
      ["stuck at the lower rail", 1],
      ["baseline shift of a channel", 1000],
      ["baseline shift of an EPCB", 1000],
      ["noise", 3],
      ["clipped fraction", 0.5],
      ["negative fraction", 0.5],
      ["missing ADC", 1],
    ] as const)
      expect([kind, point(kind, size).bad.passed]).toEqual([kind, 2]);
  });

  test("is printed with every point and the command that repeats it", () => {
    const page = calibrationMarkdown(calibration);
    expect(page).toContain("light-dqm calibrate --files 4 --trials 2 --reference-files 6");
    expect(page.match(/^\| .*ADC16 counts \|.*%/gm)).toHaveLength(13);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe("a calibration of another detector", () => {
  test("plants, finds and tells of its channels alone", async () => {
    const spec = { cleanFiles: 1, trials: 3, referenceFiles: 4, events: 60, seed: 9 };
    const other = await calibrate(spec, startWatch, undefined, smallDetector);
    const dead = other.detection.find(({ kind }) => kind === "dead channel")!;
    expect(dead.bad.passed).toBe(3);
    expect(calibrationMarkdown(other, smallDetector)).toContain("all 8 channels are drawn");
  });
});

describe("the calibration in the documentation", () => {
  const page = readFileSync(new URL("../../../../docs/calibration.md", import.meta.url), "utf8");
  const row = (start: string): string[] =>
    page
      .split("\n")
      .find((line) => line.startsWith(`| ${start} |`))!
      .split(" | ");
  const badPercent = (fault: string, size: string): number =>
    Number.parseInt(row(`${fault} | ${size}`)[2]!, 10);

  test("is of 500 clean files at least, with at most 0.1 false bad alarms a file", () => {
    const [, perFile, files] = row("bad");
    expect(Number(perFile)).toBeLessThanOrEqual(0.1);
    expect(Number.parseInt(files!.split(" of ")[1]!, 10)).toBeGreaterThanOrEqual(500);
  });

  test("has every scenario, in order", () => {
    const names = [...page.matchAll(/^\| `([a-z0-9-]+)` \| .* \| (?:yes|no: .*) \|$/gm)];
    expect(names.map(([, name]) => name)).toEqual(scenarios.map(({ name }) => name));
  });

  test.each(
    scenarios
      .filter(({ course }) => course(defaultDetector(), randomSource(1)).faults.length === 0)
      .map(({ name }) => name),
  )("has as few false alarms as are wanted in the clean scenario %s", (name) => {
    const met = row(`\`${name}\``).at(-1)!;
    expect(met).not.toContain("at most");
  });

  test.each([
    ["baseline shift of a channel", "150 ADC16 counts"],
    ["baseline shift of an EPCB", "150 ADC16 counts"],
    ["noise", "× 1.5"],
    ["clipped fraction", "10 %"],
  ])("finds %s of %s in 95 %% of the files", (fault, size) => {
    expect(badPercent(fault, size)).toBeGreaterThanOrEqual(95);
  });
});
