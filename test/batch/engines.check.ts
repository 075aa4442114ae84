/** The workflows of docs/campaigns.md, as they stand there, by the engines that they are for. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { detectorOf } from "../../packages/core/src/detector/index.js";
import { simulateFlowFile } from "../../packages/core/src/flow/simulation/simulate-file.js";
import { listSummaries } from "../../packages/core/src/store/store.js";
import { smallDescription } from "../../packages/core/test/detector/small-description.js";
import { root } from "../run-node.js";

const page = readFileSync(join(root, "docs/campaigns.md"), "utf8");
/** The fenced blocks of a section, in order. */
const blocksOf = (section: string): string[] => {
  const text = page.split(`### ${section}\n`)[1]!.split("\n### ")[0]!;
  return [...text.matchAll(/^```\w*\n(.*?)^```/gms)].map(([, block]) => block!);
};

const directory = mkdtempSync(join(tmpdir(), "light-dqm-engines-"));
const data = join(directory, "data");
const detector = join(directory, "small.json");
const names = ["a_1", "a_2", "a_3"].map((name) => `${name}.FLOW.hdf5`);
const torn = "torn_4.FLOW.hdf5";
afterAll(() => rmSync(directory, { recursive: true, force: true }));
beforeAll(async () => {
  mkdirSync(data);
  writeFileSync(detector, JSON.stringify(smallDescription()));
  for (const [n, name] of names.entries())
    await simulateFlowFile(join(data, name), {
      ...{ eventCount: 8, sampleCount: 100, seed: n, startMs: 1.7e12 + n * 6e4 },
      detector: detectorOf(detector),
    });
  writeFileSync(join(data, torn), "no HDF5 file");
});

const env = {
  ...process.env,
  PATH: `${join(root, "node_modules/.bin")}:${join(root, ".venv-batch/bin")}:${process.env.PATH}`,
};

interface Ended {
  status: number | null;
  output: string;
}

function run(cwd: string, command: string, args: readonly string[], more = {}): Ended {
  const ended = spawnSync(command, args, { cwd, env: { ...env, ...more }, encoding: "utf8" });
  return { status: ended.status, output: `${ended.stdout}${ended.stderr}` };
}

/** A directory of its own with a manifest of all four files. */
function campaign(name: string): { cwd: string; manifest: string } {
  const cwd = join(directory, name);
  mkdirSync(cwd);
  const words = ["submit", data, "--engine", "none", "--output-dir", "dqm", "--detector", detector];
  const { status, output } = run(cwd, "light-dqm", [...words, "--json"]);
  expect(status, output).toBe(0);
  return { cwd, manifest: JSON.parse(output).manifest };
}

/** All but the torn file have been reported, and the reduce has said why that was not. */
async function expectReports(cwd: string, told: string): Promise<void> {
  const stored = await listSummaries(join(cwd, "dqm/store"));
  expect(stored.map(({ provenance }) => provenance!.input.name).sort()).toEqual(names);
  for (const name of names)
    expect(existsSync(join(cwd, "dqm", `${name.split(".")[0]}_light_dqm_main.pdf`))).toBe(true);
  expect(told).toContain("4 files: 3 done, 1 failed");
  expect(told).toMatch(new RegExp(`error: .*${torn}`));
}

describe("the workflow of docs/campaigns.md", () => {
  it("for Snakemake maps and reduces, and ends red for a torn file", async () => {
    const { cwd, manifest } = campaign("snakemake");
    writeFileSync(join(cwd, "Snakefile"), blocksOf("Snakemake")[0]!);
    const config = [`manifest=${manifest}`, "chunks=2"];
    const words = ["--cores", "2", "--config", ...config];
    const { status, output } = run(cwd, "snakemake", words, { HOME: cwd });
    expect(status).toBe(1);
    await expectReports(cwd, output);
  });

  it("for FireWorks maps and reduces, the reduce also after a map that failed", async () => {
    const { cwd, manifest } = campaign("fireworks");
    writeFileSync(join(cwd, "campaign.py"), blocksOf("FireWorks")[0]!);
    writeFileSync(join(cwd, "database.json"), "{}");
    writeFileSync(join(cwd, "campaign.log"), "");
    const inMemory = { MONGOMOCK_SERVERSTORE_FILE: join(cwd, "database.json"), HOME: cwd };
    const python = join(root, ".venv-batch/bin/python");
    const reset = "from fireworks import LaunchPad; LaunchPad().reset('', require_password=False)";
    for (const words of [
      ["-c", reset],
      ["campaign.py", manifest, "2"],
    ]) {
      const { status, output } = run(cwd, python, words, inMemory);
      expect(status, output).toBe(0);
    }
    const { output } = run(cwd, "rlaunch", ["rapidfire"], inMemory);
    await expectReports(cwd, output);
  });

  it("for HTCondor is read by its own bindings, and its lines map and reduce", async () => {
    const { cwd, manifest } = campaign("condor");
    const [map, reduce, dag] = blocksOf("HTCondor");
    writeFileSync(join(cwd, "map.sub"), map!);
    writeFileSync(join(cwd, "reduce.sub"), reduce!);
    expect(dag).toMatch(/^JOB map map\.sub\nJOB reduce reduce\.sub\n/);
    const expand = `
import sys, htcondor2
submit = htcondor2.Submit(open(sys.argv[1]).read())
submit["manifest"], submit["chunks"] = sys.argv[2], "2"
for process in range(int(submit["chunks"]) if submit.getQArgs() else 1):
    submit["Process"] = str(process)
    print(submit.expand("executable"), submit.expand("arguments"))
`;
    const python = join(root, ".venv-batch/bin/python");
    const linesOf = (file: string): string[] => {
      const { status, output } = run(cwd, python, ["-c", expand, file, manifest]);
      expect(status, output).toBe(0);
      return output.trim().split("\n");
    };
    const maps = linesOf("map.sub");
    expect(maps).toHaveLength(2);
    const states = maps.map((line) => run(cwd, "sh", ["-c", line]).status);
    expect(states).toEqual([0, 1]);
    const [last, ...more] = linesOf("reduce.sub");
    expect(more).toEqual([]);
    const { status, output } = run(cwd, "sh", ["-c", last!]);
    expect(status).toBe(1);
    await expectReports(cwd, output);
  });

  it("by hand is the lines that stand there", async () => {
    const { cwd, manifest } = campaign("hand");
    const lines = page.split("## Other batch systems")[1]!.match(/^light-dqm (map|reduce) .*$/gm)!;
    expect(lines).toHaveLength(3);
    const ended = lines.map((line) =>
      run(cwd, "sh", ["-c", line.replace("dqm/campaigns/ID/manifest.json", manifest)]),
    );
    expect(ended.map(({ status }) => status)).toEqual([0, 1, 1]);
    await expectReports(cwd, ended.at(-1)!.output);
  });
});
