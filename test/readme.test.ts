import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, it } from "vitest";
import { root } from "./run-node.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-readme-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const readme = readFileSync(join(root, "README.md"), "utf8");
const blocksOf = (language: string): string[] =>
  [...readme.matchAll(/^```(\w+)\n(.*?)^```/gms)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);

it("every light-dqm command of the README does what it says, in order", () => {
  const commands = blocksOf("sh")
    .join("")
    .split("\n")
    .filter((line) => line.startsWith("npx light-dqm"));
  expect(commands.length).toBeGreaterThan(5);
  const path = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;
  for (const command of commands) {
    const { status, stderr } = spawnSync("bash", ["-c", command.replace(/^npx /, "")], {
      cwd: directory,
      env: { ...process.env, PATH: path },
      encoding: "utf8",
    });
    expect(status, `${command}\n${stderr}`).toBe(0);
  }
  const left = readdirSync(join(directory, "dqm"));
  for (const ending of ["_main.pdf", "_baseline.png", "_flatline.png", ".light-dqm.json"])
    expect(left.filter((name) => name.endsWith(ending))).toHaveLength(2);
});

/** Rows, files and runs that the README's lines for pandas, polars and DuckDB find, and the types. */
async function readElsewhere(): Promise<{ counts: string[]; types: string }> {
  const [pandas, polars] = blocksOf("python");
  const [sql] = blocksOf("sql");
  const python = (program: string): string =>
    execFileSync(join(root, ".venv/bin/python"), ["-c", program], {
      cwd: directory,
      encoding: "utf8",
    }).trim();
  const columns = [
    ...["file", "run", "sub_run", "first_event_time", "detector"],
    ...["tpc", "trap", "module", "side", "height"],
  ];
  const pandasCounts = "len(summaries), summaries.file.nunique(), summaries.run.nunique()";
  const polarsCounts = 'len(summaries), summaries["file"].n_unique(), summaries["run"].n_unique()';
  const types = `[str(summaries.schema[name]) for name in ${JSON.stringify(columns)}]`;
  const [polarsLine, typesLine] = python(
    `${polars}\nprint(${polarsCounts})\nprint(${types})`,
  ).split("\n");
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(
    `SELECT count(*), count(DISTINCT file), count(DISTINCT run)
     FROM (${sql!.replace("dqm/store", join(directory, "dqm/store"))})`,
  );
  connection.closeSync();
  return {
    counts: [
      python(`${pandas}\nprint(${pandasCounts}, len(dead))`),
      polarsLine!,
      rows.getRows()[0]!.join(" "),
    ],
    types: typesLine!,
  };
}

/** How many histograms of single files its formula reads, and whether all hold as many values as the file says. */
function countsOfHistograms(): string {
  const [, formula] = /`(256 \*\* np\.arange[^`]+)`/.exec(readme)!;
  const program = `
import glob, numpy as np, pandas as pd
rows = pd.concat(pd.read_parquet(path) for path in glob.glob("dqm/store/summaries/*/*.parquet"))
rows = rows[rows.dark_noise_histogram_count_bytes.notna()]
same = [(${formula}).sum() == count for cell, count
        in zip(rows.dark_noise_histogram_count_bytes, rows.dark_count)]
print(len(same), all(same))`;
  const options = { cwd: directory, encoding: "utf8" } as const;
  return execFileSync(join(root, ".venv/bin/python"), ["-c", program], options).trim();
}

it("its lines for pandas, polars and DuckDB give all files once, single, packed and both", async () => {
  const lightDqm = (...argv: string[]): void => {
    const program = join(root, "node_modules/.bin/light-dqm");
    execFileSync(program, argv, { cwd: directory, stdio: "ignore" });
  };
  const counts = ["1024 2 1 0", "1024 2 1", "1024 2 1"];
  const single = await readElsewhere();
  expect(single.counts).toEqual(counts);
  expect(countsOfHistograms()).toBe("768 True");
  lightDqm("history", "compact", "--store", "dqm/store");
  expect(await readElsewhere()).toEqual(single);
  const [first] = readdirSync(join(directory, "data")).filter((name) => name.endsWith(".hdf5"));
  lightDqm("report", join("data", first!), "--output-dir", "dqm", "--force");
  expect(await readElsewhere()).toEqual(single);
});

it("its cells run one after the other, in a directory with the package", () => {
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"), "dir");
  const cells = blocksOf("ts");
  expect(cells.length).toBeGreaterThan(1);
  const args = ["--input-type=module", "-e", cells.join("\n")];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: directory,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("Which channels are above my limit? Of 384 channels:");
  expect(stdout).toMatch(
    /ADC 0: 1 series of points, Noise \(ADC16\) against Channel from 0 to 63\./,
  );
});

it("its pictures are there", () => {
  const pictures = [...readme.matchAll(/docs\/pictures\/[\w-]+\.png/g)].map(([name]) => name);
  expect(pictures).toHaveLength(3);
  expect(pictures.filter((name) => !existsSync(join(root, name)))).toEqual([]);
});

it("the demonstration says what it planted, what it found, and where it is", () => {
  const output = join(directory, "demo");
  const printed = execFileSync(process.execPath, [join(root, "scripts/demo.mjs"), output], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(printed).toMatch(/dead +ADC 5 channel 59; ADC 7 channel 15 +flatline bad/);
  expect(printed).toMatch(/baseline-shift .*baseline-shift bad/);
  expect(printed).toMatch(/total +\d+\.\d s/);
  for (const name of readdirSync(join(output, "report"))) expect(printed).toContain(name);
});
