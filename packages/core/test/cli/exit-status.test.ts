/** Exit statuses of every command; docs/logs.md. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnyCommand } from "../../src/cli/command.js";
import { commands } from "../../src/cli/commands/index.js";
import { main } from "../../src/cli/main.js";
import { writeSummary } from "../../src/store/store.js";
import { samplePath } from "../samples.js";
import { makeSummary } from "../store/make-summary.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-status-"));
afterAll(() => rmSync(directory, { recursive: true }));

async function run(line: string): Promise<{ status: number; out: string; err: string }> {
  const io = capturedIo({ cwd: directory });
  const status = await main(line.split(" "), io);
  return { status, out: io.out(), err: io.err() };
}

/** Full names of all commands that do something. */
const namesOf = (rows: readonly AnyCommand[], above = ""): string[] =>
  rows.flatMap((row) =>
    "commands" in row ? namesOf(row.commands, `${above}${row.name} `) : [`${above}${row.name}`],
  );
const names = namesOf(commands);

const few = "--max-evts 4 --powspec-nevts 2";
const good = samplePath("adc64_demo_103");

describe("every command", () => {
  it.each(names)("%s ends with status 2 at a wrong flag, which it names", async (name) => {
    const { status, out, err } = await run(`${name} --no-such-flag`);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/^light-dqm: error: .+\n$/);
    expect(err).toMatch(/--no-such-flag|missing required argument|required option/i);
  });

  it.each(names)("%s takes --log json, and says its mistakes in it", async (name) => {
    const { status, err } = await run(`${name} --log json --no-such-flag`);
    expect(status).toBe(2);
    const events = err
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual(["begin", "error", "end"]);
    expect(events.at(-1).status).toBe(2);
  });
});

describe("something that is missing", () => {
  const lines: Record<string, string> = {
    report: "report absent.FLOW.hdf5 --output-dir out",
    page: "page absent.light-dqm.json",
    index: "index absent",
    watch: "watch absent --once --output-dir out",
    legacy: "legacy --file_syntax absent_",
    submit: "submit absent --engine none --output-dir out",
    status: "status absent",
    map: "map absent",
    reduce: "reduce absent",
    "history list": "history list --store absent",
    "history show": "history show run_1 --store absent",
    "history trend": "history trend noise --adc 0 --channel 4 --store absent",
    "history rejudge": "history rejudge --store absent",
    "history accept": "history accept --list --store absent",
    "history compare": "history compare 1 2 --store absent",
    "history compact": "history compact --store absent",
    "history import": "history import absent --store out",
    "history sql": "history sql SELECT --store absent",
    "notebook copy": "notebook copy absent.ipynb",
    "notebook run": "notebook run absent.ipynb --output out.ipynb",
    "notebook pdf": "notebook pdf absent.ipynb",
  };
  it.each(Object.entries(lines))("%s ends with status 1 and names it", async (_, line) => {
    const { status, err } = await run(line);
    expect(status).toBe(1);
    expect(err).toMatch(/^light-dqm: error: .*absent/m);
    expect(err).not.toContain("    at ");
  });

  it("is asked of every command that reads files", () => {
    const readsNone = ["simulate", "checks", "quantities", "calibrate", "notebook list"];
    const others = ["notebook kernel", "detector show", "detector check", "config show"];
    expect([...Object.keys(lines), ...readsNone, ...others, "config schema"].sort()).toEqual(
      [...names].sort(),
    );
  });

  it.each(["config show", "detector show", "detector check", "report"])(
    "that is a setting of %s is wrong use",
    async (name) => {
      const line = name.startsWith("detector")
        ? `${name} absent.yaml`
        : `${name} --config absent.yaml`;
      const { status, err } = await run(line);
      expect(status).toBe(2);
      expect(err).toMatch(/absent\.yaml/);
    },
  );
});

describe("a bad one among good ones", () => {
  beforeAll(async () => {
    writeFileSync(join(directory, "bad.FLOW.hdf5"), "no HDF5");
    const { status } = await run(`report ${good} --output-dir dqm ${few}`);
    expect(status).toBe(0);
    writeFileSync(join(directory, "bad.light-dqm.json"), "{}");
    mkdirSync(join(directory, "flow"));
    cpSync(good, join(directory, "flow/run_1.FLOW.hdf5"));
    writeFileSync(join(directory, "flow/run_2.FLOW.hdf5"), "no HDF5");
    const store = join(directory, "store");
    await writeSummary(store, makeSummary());
    mkdirSync(join(store, "summaries/run=000007"), { recursive: true });
    writeFileSync(join(store, "summaries/run=000007/bad.parquet"), "no Parquet");
    cpSync(join(directory, "dqm"), join(directory, "damaged"), { recursive: true });
    writeFileSync(join(directory, "damaged/bad.light-dqm.json"), "{}");
  });

  const document = "dqm/adc64_demo_103.light-dqm.json";
  it.each([
    [`report bad.FLOW.hdf5 ${good} --output-dir dqm ${few}`, "bad.FLOW.hdf5", basename(good)],
    [
      "legacy --input_path flow --file_syntax run_ --start_run 1 --nfiles 2 --max_evts 4 --output_dir old",
      "run_2.FLOW.hdf5",
      "run_1.FLOW.hdf5: done",
    ],
    [`page bad.light-dqm.json ${document}`, "bad.light-dqm.json", "_light_dqm.html"],
    ["index absent dqm", "absent", "dqm/index.html: 1 run"],
    ["index damaged", "bad", "damaged/index.html: 1 run"],
    ["history list --store store", "run=000007/bad.parquet", "run_101"],
    ["history trend noise --adc 0 --channel 4 --store store", "run=000007/bad.parquet", "run_101"],
    ["history rejudge --store store", "run=000007/bad.parquet", "in 1 file"],
    ["history compact --store store", "run=000007/bad.parquet", "1 file packed"],
  ])("%s: status 1, the bad one by name, the good one done", async (line, named, done) => {
    const { status, out, err } = await run(line);
    expect(status).toBe(1);
    expect(err).toContain(named);
    expect(err).not.toContain("    at ");
    expect(out).toContain(done);
  });
});
