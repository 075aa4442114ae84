import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-simulate-"));
afterAll(() => rmSync(directory, { recursive: true }));

describe("light-dqm simulate", () => {
  it("writes the files that are asked for, with their truth, and names them", async () => {
    const io = capturedIo({ cwd: directory });
    const argv = ["simulate", "demo", "--files", "2", "--events", "3", "--run", "7"];
    expect(await main(argv, io)).toBe(0);
    const [first, second, total] = io.out().split("\n");
    expect(first).toBe(join(directory, "demo", "sim_run_rctl_7_p1.FLOW.hdf5"));
    expect(second).toBe(join(directory, "demo", "sim_run_rctl_7_p2.FLOW.hdf5"));
    expect(total).toBe("2 files of 3 events, in 0 s");
    expect(existsSync(first!.replace(".FLOW.hdf5", ".truth.json"))).toBe(true);
    expect(io.err()).toBe("");
  });

  it("gives the same bytes for the same seed, others for another", async () => {
    const files: Buffer[] = [];
    for (const [name, seed] of [
      ["a", "1"],
      ["b", "1"],
      ["c", "2"],
    ] as const) {
      const io = capturedIo({ cwd: directory });
      const argv = ["simulate", name, "--files", "1", "--events", "1", "--seed", seed, "--json"];
      expect(await main(argv, io)).toBe(0);
      files.push(readFileSync(JSON.parse(io.out()).files[0]));
    }
    expect(files[0]!.equals(files[1]!)).toBe(true);
    expect(files[0]!.equals(files[2]!)).toBe(false);
  });

  it("shows no progress before two seconds have gone by, then a bar", async () => {
    const argv = ["simulate", "bar", "--files", "1", "--events", "2"];
    const quick = capturedIo({ cwd: directory, stderrIsTty: true });
    await main(argv, quick);
    expect(quick.err()).toBe("");
    const slow = capturedIo({ cwd: directory, stderrIsTty: true, tickMs: 3000 });
    await main(argv, slow);
    expect(slow.err()).toContain("1 of 1 · writing");
  });

  it("refuses a directory that is a file, in one line", async () => {
    writeFileSync(join(directory, "file"), "");
    const io = capturedIo({ cwd: directory });
    expect(await main(["simulate", "file", "--events", "1"], io)).toBe(1);
    expect(io.err()).toContain("error: Cannot write to the output directory");
    expect(io.err().trimEnd().split("\n")).toHaveLength(1);
  });

  it("ends with the status of the signal and leaves no file", async () => {
    const io = capturedIo({ cwd: directory });
    const running = main(["simulate", "interrupted", "--events", "32"], io);
    io.interrupt(15);
    expect(await running).toBe(143);
    expect(io.out()).toBe("");
    expect(existsSync(join(directory, "interrupted", "sim_run_rctl_500_p1.FLOW.hdf5"))).toBe(false);
  });
});
