import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { refusals } from "../flow/bad-fixtures.js";
import { badFixtures, fixtureBytes } from "../flow/fixtures.js";
import { samplePath } from "../samples.js";
import { type BundledCommand, bundledCommand } from "./bundled-command.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-bad-input-"));
const inputs = join(directory, "inputs");
afterAll(() => rmSync(directory, { recursive: true }));

interface BadInput {
  name: string;
  bytes: () => Uint8Array;
  /** What the line says after "error: ". */
  line: RegExp;
}

const whole = fixtureBytes("good-producer");
const damagedChunk = (): Buffer => {
  const bytes = Buffer.from(whole);
  bytes.fill(0x55, bytes.length - 400, bytes.length - 300);
  return bytes;
};

const table: BadInput[] = [
  { name: "empty", bytes: () => Buffer.alloc(0), line: /^Not an HDF5 file.*got an empty file$/ },
  { name: "text", bytes: () => Buffer.from("no HDF5\n"), line: /^Not an HDF5 file/ },
  { name: "truncated", bytes: () => whole.subarray(0, 20_000), line: /^Truncated file/ },
  { name: "damaged-chunk", bytes: damagedChunk, line: /^Waveforms of event \d cannot be read/ },
  ...badFixtures.map((name) => ({
    name,
    bytes: () => fixtureBytes(name),
    line: refusals[name]!,
  })),
];

const pathOf = (name: string): string => join(inputs, `${name}.FLOW.hdf5`);
const lines = (text: string): string[] => text.split("\n").filter(Boolean);
const filesUnder = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => name)
    : [];

beforeAll(() => {
  mkdirSync(inputs);
  for (const { name, bytes } of table) writeFileSync(pathOf(name), bytes());
});

describe("a bad file gives status 1, one clear line, and no output:", () => {
  it.each(table)("$name", async ({ name, line }) => {
    const io = capturedIo({ cwd: directory });
    const status = await main(["report", pathOf(name), "--output-dir", `of-${name}`], io);
    expect(status).toBe(1);
    const [progress, error, ...more] = lines(io.err());
    expect(progress).toContain(`1 of 1: ${name}.FLOW.hdf5`);
    expect(more).toEqual([]);
    expect(error).toMatch(/^light-dqm: error: /);
    const said = error!.slice("light-dqm: error: ".length);
    expect(said).toMatch(line);
    expect(said).toContain(`(${pathOf(name)}`);
    expect(said).toMatch(/: expected .*, got /);
    expect(filesUnder(join(directory, `of-${name}`))).toEqual([]);
  });

  it("and absent files, and directories that look like one", async () => {
    mkdirSync(join(directory, "folder.FLOW.hdf5"));
    for (const [path, line] of [
      ["absent.FLOW.hdf5", /File not found .*absent/],
      ["folder.FLOW.hdf5", /No FLOW files found .*folder/],
    ] as const) {
      const io = capturedIo({ cwd: directory });
      expect(await main(["report", path, "--output-dir", "of-none"], io)).toBe(1);
      const errors = lines(io.err()).filter((each) => each.includes("error: "));
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(line);
      expect(filesUnder(join(directory, "of-none"))).toEqual([]);
    }
  });
});

describe("all bad files and a good one in one run of the command", () => {
  let command: BundledCommand;
  const output = join(directory, "batch");
  const good = samplePath("adc64_demo_103");
  let status: number | null;
  let out: string[];
  let err: string[];

  beforeAll(async () => {
    command = await bundledCommand("test-bad-input");
    const options = ["--output-dir", output];
    const argv = ["report", ...table.map(({ name }) => pathOf(name)), good, ...options];
    const ended = spawnSync(process.execPath, [command.program, ...argv], {
      cwd: directory,
      encoding: "utf8",
    });
    status = ended.status;
    out = lines(ended.stdout);
    err = lines(ended.stderr);
  }, 60_000);
  afterAll(() => command?.remove());

  it("ends with status 1 and tells how many failed", () => {
    expect(status).toBe(1);
    const count = table.length;
    expect(out.at(-1)).toMatch(new RegExp(`^${count + 1} files: 1 done, ${count} failed, in `));
  });

  it("does the good file and nothing else", () => {
    expect(out.filter((line) => line.startsWith(`${basename(good)}: done`))).toHaveLength(1);
    const names = filesUnder(output);
    expect(names).toContain("adc64_demo_103_light_dqm_main.pdf");
    expect(names).toContain("adc64_demo_103.light-dqm.json");
    for (const name of names) {
      if (!/\.(parquet|npz|bin|band)$/.test(name)) {
        expect(name).toMatch(/^(adc64_demo_103|index\.html$|(manifest|runs-0001|values-\w+)\.js$)/);
      }
    }
    for (const one of [/\.parquet$/, /^values-/])
      expect(names.filter((name) => one.test(name))).toHaveLength(1);
    expect(names.filter((name) => /tmp|partial|^\./.test(name))).toEqual([]);
  });

  it("says one line a bad file, and the library says nothing", () => {
    const isOurs = (line: string): boolean =>
      /^light-dqm: (error|note): /.test(line) || /^(light-dqm: )?\d+ of \d+: /.test(line);
    expect(err.filter((line) => !isOurs(line))).toEqual([]);
    for (const { name, line } of table) {
      const errors = err.filter((each) => each.includes("error: ") && each.includes(pathOf(name)));
      expect(errors).toHaveLength(1);
      expect(errors[0]!.slice("light-dqm: error: ".length)).toMatch(line);
    }
    expect(err.filter((line) => line.includes("error: "))).toHaveLength(table.length);
    expect(out.join("\n")).not.toMatch(/HDF5-DIAG|wasm/);
  });
});
