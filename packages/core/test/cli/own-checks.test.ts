/** docs/own-checks.md: its file is a whole check, its commands and its cell run. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transform } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import type { ChannelMaskPayload } from "../../src/figures/forms/channel-mask/payload.js";
import { simulateRun } from "../../src/flow/simulation/simulate-run.js";
import { checkMask, openRun, type Run, rejudge } from "../../src/notebook/index.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { readPdf } from "../report/read-pdf.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-own-checks-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const out = join(directory, "out");
const checkFile = join(directory, "my-checks.mjs");

const page = readFileSync(new URL("../../../../docs/own-checks.md", import.meta.url), "utf8");
const blockOf = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(page)![1]!;
const example = blockOf("js");

async function lightDqm(...argv: string[]) {
  const io = capturedIo({ cwd: directory });
  const status = await main(argv, io);
  return { status, out: io.out(), err: io.err() };
}

let input: string;
const report = (...more: string[]) =>
  lightDqm("report", input, "--output-dir", "out", "--config", "shift/night.yaml", ...more);
const documentOf = (): LightDqmDocument => {
  const name = readdirSync(out).find((each) => each.endsWith(".light-dqm.json"))!;
  return JSON.parse(readFileSync(join(out, name), "utf8")) as LightDqmDocument;
};

beforeAll(async () => {
  writeFileSync(checkFile, example);
  mkdirSync(join(directory, "shift"));
  const limits = "limits: { small-pulses: { smallestAdc16: 40000 } }";
  writeFileSync(join(directory, "shift/night.yaml"), `checks: ../my-checks.mjs\n${limits}\n`);
  const size = { files: 1, events: 6, seed: 3, sampleCount: 600 };
  [input] = (await simulateRun(join(directory, "run"), size)) as [string];
});

it("adds a check in 20 lines", () => {
  expect(example.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
});

it("has it in verdicts, masks, pages, pictures and provenance of a report, with a limit of the YAML file", async () => {
  expect(await report()).toMatchObject({ status: 0 });
  const { verdicts, alarms, figures, files, configuration, settingFiles, headline } = documentOf();
  const ofIt = verdicts.filter(
    ({ check, scope }) => check === "small-pulses" && scope === "channel",
  );
  expect(ofIt).toHaveLength(384);
  for (const { state, value } of ofIt) expect(state).toBe(value! < 40_000 ? "bad" : "ok");
  const bad = ofIt.filter(({ state }) => state === "bad").length;
  expect(bad).toBeGreaterThan(0);
  expect(alarms.map(({ title }) => title)).toContain("Small pulses");
  const mask = figures.find(({ bookmark }) => bookmark === "Small pulses mask")!;
  expect((mask.payload as ChannelMaskPayload).cells.state.filter((s) => s === "bad")).toHaveLength(
    bad,
  );
  const legends = figures.flatMap(({ payload }) =>
    payload.kind === "channel-mask" ? [payload.meanings.bad] : [],
  );
  expect(legends).toEqual(["Bad", "Deviation", "Dead", "Bad"]);
  expect(files.filter((name) => name.endsWith("_light_dqm_small-pulses.png"))).toHaveLength(1);
  expect(headline).toContain(`Small pulses: ${bad} of 384 channels bad`);
  expect(configuration).toMatchObject({
    checks: checkFile,
    limits: { "small-pulses": { smallestAdc16: 40_000 } },
  });
  expect(settingFiles!.checks).toMatch(/^[0-9a-f]{64}$/);
  const pdf = files.find((name) => name.endsWith("_main.pdf"))!;
  const { bookmarks, pageTexts } = await readPdf(join(out, pdf));
  expect(bookmarks).toContain("Small pulses mask");
  expect(pageTexts.join(" ")).toMatch(/Own checks +small-pulses .*SHA-256 [0-9a-f]{12}…/);
});

it("makes the report again when the content of the file changes, and only then", async () => {
  const { out: told, err } = await report();
  expect(told + err).toMatch(/skipped|exists/i);
  const { settingFiles, reference } = documentOf();
  writeFileSync(checkFile, `${example}// a change\n`);
  expect(await report()).toMatchObject({ status: 0 });
  const again = documentOf();
  expect(again.settingFiles!.checks).not.toBe(settingFiles!.checks);
  expect(again.reference.stamp).not.toBe(reference.stamp);
});

it("lists it, tells what it would have found, and how often it is wrong", async () => {
  const lines = blockOf("sh").trim().split("\n");
  expect(lines.length).toBe(3);
  const outs: string[] = [];
  for (const line of lines) {
    const { status, out: printed, err } = await lightDqm(...line.split(" ").slice(1));
    expect(status, err).toBe(0);
    outs.push(printed);
  }
  expect(outs[0]).toContain("small-pulses (channel): Small pulses");
  expect(outs[0]).toContain("    smallestAdc16 = 3000 ADC16 counts");
  expect(outs[1]).toMatch(/small-pulses +.* no verdict +bad .*limit 3000 ADC16 counts/);
  expect(outs[2]).toContain("| `line-on-adc` |");
});

it("shows it in a cell, and judges an open run again with another limit", async () => {
  const stored = readdirSync(join(out, "store"), { recursive: true }) as string[];
  const summary = stored.find((name) => name.endsWith(".parquet"))!;
  const { code } = await transform(blockOf("ts").replace(/^import .*\n/, ""), { loader: "ts" });
  const shown: unknown[] = [];
  const cell = new Function(
    ...["openRun", "checkMask", "show"],
    `return (async () => { ${code}; return run; })()`,
  ) as (...given: unknown[]) => Promise<Run>;
  const open = (_: string, settings: object) =>
    openRun(join(out, "store", summary), { ...settings, outputDir: out, ncomp: 0 });
  const run = await cell(open, checkMask, (figure: unknown) => shown.push(figure));
  expect(shown).toMatchObject([{ kind: "channel-mask", check: "small-pulses" }]);
  const badOf = ({ verdicts }: Run) =>
    verdicts.filter(
      ({ check, state, members }) =>
        check === "small-pulses" && state === "bad" && members.length === 0,
    ).length;
  const strict = await rejudge(run, { limits: { "small-pulses": { smallestAdc16: 70_000 } } });
  expect(badOf(strict)).toBe(384);
  expect(badOf(run)).toBeLessThan(384);
  expect(() => checkMask(run, "no-such")).toThrow(/baseline, flatline, small-pulses/);
});
