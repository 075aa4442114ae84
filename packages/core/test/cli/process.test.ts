import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePath } from "../samples.js";
import { type BundledCommand, bundledCommand } from "./bundled-command.js";

let command: BundledCommand;
const directory = mkdtempSync(join(tmpdir(), "light-dqm-process-"));

beforeAll(async () => {
  command = await bundledCommand("test-cli");
});
afterAll(() => {
  command?.remove();
  rmSync(directory, { recursive: true });
});

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

/** @param onBegin called once, when the first file is begun */
function run(
  argv: readonly string[],
  onBegin: (child: ChildProcess) => void = () => {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command.program, ...argv], { cwd: directory });
    let out = "";
    let err = "";
    let begun = false;
    child.stdout.on("data", (data) => {
      out += data;
    });
    child.stderr.on("data", (data) => {
      err += data;
      if (begun || !err.includes(": 1 of ")) return;
      begun = true;
      onBegin(child);
    });
    child.on("error", reject).on("close", (status) => resolve({ status, out, err }));
  });
}

describe("the command as a process of its own", () => {
  it("is a program by its first line", () => {
    expect(execFileSync("head", ["-n", "1", command.program], { encoding: "utf8" })).toBe(
      "#!/usr/bin/env node\n",
    );
  });

  it("prints help and version, and its status is 0", async () => {
    expect(await run(["report", "--help"])).toMatchObject({ status: 0, err: "" });
    expect((await run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("ends with status 2 at a mistake", async () => {
    const { status, out, err } = await run(["report", "--max-evts", "many"]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/^light-dqm: error: .*max-evts.*\n$/);
  });

  it("reports a file, and fails for a bad one beside it", async () => {
    const bad = join(directory, "bad.FLOW.hdf5");
    writeFileSync(bad, "no HDF5");
    const good = samplePath("adc64_demo_103");
    const { status, out } = await run(["report", bad, good, "--max-evts", "3", "--json"]);
    expect(status).toBe(1);
    const states = JSON.parse(out).files.map(({ state }: { state: string }) => state);
    expect(states.sort()).toEqual(["done", "failed"]);
  });

  it("does not mind a reader that goes away", () => {
    const shell = `"${process.execPath}" "${command.program}" config schema | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const out = execFileSync("bash", ["-c", shell], { encoding: "utf8" });
    expect(out).toBe("{\n0\n");
  });

  it("ends with status 130 at Ctrl-C", async () => {
    const argv = ["report", samplePath("mpd_run_demo_rctl_101"), "--output-dir", "interrupted"];
    const { status, err } = await run(argv, (child) => child.kill("SIGINT"));
    expect(status).toBe(130);
    expect(err).toContain("interrupted");
    expect(err).not.toContain("    at ");
  });
});
