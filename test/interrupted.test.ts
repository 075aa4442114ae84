/** The built command when it is interrupted, when its reader goes away, and as a log collector reads it. */
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSummary } from "../packages/core/src/store/store.js";
import { samplePath } from "../packages/core/test/samples.js";
import { makeSummary, smallDetector } from "../packages/core/test/store/make-summary.js";
import { root, runNode } from "./run-node.js";

const program = join(root, "packages/core/bin/light-dqm.mjs");
const env = { ...process.env, LIGHT_DQM_PYTHON: join(root, ".venv/bin/python") };
const few = "--max-evts 4 --powspec-nevts 2";
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-interrupted-"));
  mkdirSync(join(directory, "flow"));
  mkdirSync(join(directory, "empty"));
  symlinkSync(samplePath("adc64_demo_103"), join(directory, "flow/run_1.FLOW.hdf5"));
  cpSync(samplePath("mpd_run_demo_rctl_101"), join(directory, "flow/run_2.FLOW.hdf5"));
  for (let run = 1; run <= 150; run++)
    await writeSummary(
      join(directory, "store"),
      makeSummary({ detector: smallDetector, name: `run_${run}.hdf5`, run, firstMs: 1e12 + run }),
    );
  const argv = ["report", "flow/run_1.FLOW.hdf5", "--output-dir", "dqm", ...few.split(" ")];
  const { status, stderr } = runNode([program, ...argv], directory);
  if (status !== 0) throw new Error(stderr);
}, 120_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface LogLine {
  time: string;
  level: string;
  event: string;
  run: number | string | null;
  file: string | null;
  phase: string | null;
  seconds: number | null;
  [more: string]: unknown;
}

/** Reads JSON lines as they come. */
function logReader(onLine: (line: LogLine) => void): (data: unknown) => void {
  let text = "";
  return (data) => {
    text += data;
    const parts = text.split("\n");
    text = parts.pop()!;
    for (const part of parts) onLine(JSON.parse(part));
  };
}

/** Runs a command with a JSON log. @param at the event at which it gets the signal */
function run(
  line: string,
  at: string | null,
  signal: "SIGINT" | "SIGTERM" = "SIGINT",
): Promise<{ status: number | null; log: LogLine[]; out: string }> {
  const child = spawn(process.execPath, [program, ...line.split(" "), "--log", "json"], {
    cwd: directory,
    env,
  });
  const log: LogLine[] = [];
  let out = "";
  child.stdout.on("data", (data) => {
    out += data;
  });
  let isSent = false;
  child.stderr.on(
    "data",
    logReader((each) => {
      log.push(each);
      if (each.event !== at || isSent) return;
      isSent = true;
      child.kill(signal);
    }),
  );
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, log, out })));
}

const many = (what: string): string => new Array(40).fill(what).join(" ");

describe("Ctrl-C ends with status 130, and the log says so:", () => {
  it.each([
    [`report flow --output-dir cut ${few}`, "file-begin"],
    [
      "legacy --input_path flow --file_syntax run_ --start_run 1 --nfiles 2 --output_dir cut",
      "file-begin",
    ],
    ["watch empty --output-dir watched", "begin"],
    ["calibrate --files 100000", "begin"],
    ["history compact --store store", "progress"],
    ["history rejudge --store store", "file-begin"],
    [`page ${many("dqm/run_1.light-dqm.json")}`, "file-done"],
    [`index ${many("dqm")}`, "file-done"],
    ["simulate simulated --files 50", "begin"],
    ["notebook run trends -p store=store --output cut.ipynb", "file-begin"],
  ])("%s", async (line, at) => {
    const { status, log } = await run(line, at);
    expect(status).toBe(130);
    expect(log.filter(({ event }) => event === "interrupt")).toHaveLength(1);
    expect(log.at(-1)).toMatchObject({ event: "end", status: 130 });
  });

  it("SIGTERM ends with 143", async () => {
    expect((await run("calibrate --files 100000", "begin", "SIGTERM")).status).toBe(143);
  });

  it("what was interrupted is done the next time", async () => {
    const { status, log } = await run("history compact --store store", null);
    expect(status).toBe(0);
    expect(log.at(-1)).toMatchObject({ event: "end", status: 0 });
    const list = await run("history list --store store --json", null);
    expect(JSON.parse(list.out).summaries).toHaveLength(150);
  });
});

describe("a reader of stdout that goes away is no failure:", () => {
  it.each([
    `report flow/run_1.FLOW.hdf5 --output-dir dqm ${few}`,
    `report flow/run_1.FLOW.hdf5 --output-dir dqm --json ${few}`,
    "history list --store store",
    "history sql --store store SELECT\\ *\\ FROM\\ summaries",
    "history rejudge --store store",
    "page dqm/run_1.light-dqm.json",
    "index dqm",
    "quantities --markdown",
    "checks --markdown",
    "detector show",
    "config show",
    "--help",
  ])("%s", (line) => {
    const command = `"${process.execPath}" "${program}" ${line} | true; exit "\${PIPESTATUS[0]}"`;
    const ended = spawnSync("bash", ["-c", command], { cwd: directory, encoding: "utf8" });
    expect(ended.stderr).not.toMatch(/EPIPE| {4}at /);
    expect(ended.status).toBe(0);
  });
});

describe("a log of JSON lines", () => {
  const keys = ["time", "level", "event", "run", "file", "phase", "seconds"];
  const name = "run_20251104174640123456.FLOW.hdf5";
  let log: LogLine[];
  let status: number | null;

  beforeAll(async () => {
    symlinkSync(samplePath("adc64_demo_103"), join(directory, name));
    writeFileSync(join(directory, "run_8.FLOW.hdf5"), "no HDF5");
    const files = `${name} flow/run_1.FLOW.hdf5 run_8.FLOW.hdf5`;
    ({ status, log } = await run(`report ${files} --output-dir logged ${few}`, null));
  }, 120_000);

  it("has the same keys in every line, of the same types", () => {
    expect(status).toBe(1);
    for (const line of log) {
      expect(Object.keys(line).slice(0, keys.length)).toEqual(keys);
      expect(new Date(line.time).toISOString()).toBe(line.time);
      expect(["info", "warning", "error"]).toContain(line.level);
      expect(typeof line.event).toBe("string");
      if (line.seconds !== null) expect(line.seconds).toBeGreaterThanOrEqual(0);
    }
    expect([log[0]!.event, log.at(-1)!.event]).toEqual(["begin", "end"]);
    expect(log.at(-1)!.status).toBe(1);
  });

  it("has the keys and events that docs/logs.md lists", () => {
    const page = readFileSync(join(root, "docs/logs.md"), "utf8");
    const rows = [...page.matchAll(/^\| ((?:`[\w-]+`(?:, )?)+) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!),
    );
    expect(rows.slice(0, keys.length)).toEqual(keys);
    const told = new Set(log.map(({ event }) => event));
    expect([...told].filter((event) => !rows.includes(event))).toEqual([]);
  });

  it("is made by the command of docs/logs.md as it is written", () => {
    const [, block] = /^```sh\n(.*?)^```/ms.exec(readFileSync(join(root, "docs/logs.md"), "utf8"))!;
    symlinkSync(join(directory, "flow"), join(directory, "data"));
    const shell = `light-dqm() { "${process.execPath}" "${program}" "$@"; }\n${block}`;
    expect(spawnSync("bash", ["-c", shell], { cwd: directory }).status).toBe(0);
    const lines = readFileSync(join(directory, "log.jsonl"), "utf8").trim().split("\n");
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ event: "end", status: 0 });
  });

  it("tells the run of every file exactly, as digits where a number cannot", () => {
    const runs = log.flatMap(({ event, run }) => (event === "file-begin" ? [run] : []));
    expect(new Set(runs)).toEqual(new Set([1, 8, "20251104174640123456"]));
  });

  it("ends each file once, with its answer and what it counted, or why it failed", () => {
    const ends = log.filter(({ event }) => /^file-(done|skipped|failed)$/.test(event));
    expect(ends.map(({ run, state, level }) => [run, state, level])).toEqual(
      expect.arrayContaining([
        ["20251104174640123456", "done", "info"],
        [1, "done", "info"],
        [8, "failed", "error"],
      ]),
    );
    expect(ends).toHaveLength(3);
    for (const { state, answer, counts, files, error, file } of ends) {
      if (state === "done") {
        expect(["FINE", "LOOK", "CALL"]).toContain(answer);
        expect(Object.keys(counts as object)).toContain("unknown");
        expect(files).not.toEqual([]);
        expect(error).toBeNull();
      } else {
        expect([answer, counts]).toEqual([null, null]);
        expect(error).toMatchObject({ code: "bad-input", where: file });
      }
    }
  });

  it("says where the seconds of each file went: its phases add up to them", () => {
    const ends = log.filter(({ event }) => /^file-(done|failed)$/.test(event));
    for (const { file, seconds, state } of ends) {
      const phases = log.filter((line) => line.event === "phase" && line.file === file);
      expect(new Set(phases.map(({ phase }) => phase)).size).toBe(phases.length);
      if (state === "done")
        expect(phases.map(({ phase }) => phase)).toEqual(
          expect.arrayContaining(["reading and computing", "drawing the report", "other"]),
        );
      const sum = phases.reduce((total, line) => total + line.seconds!, 0);
      expect(Math.abs(sum - seconds!)).toBeLessThan(1e-6 * seconds!);
    }
  });
});
