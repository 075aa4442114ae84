import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { liveJobs } from "../../src/campaign/slurm/jobs.js";
import { temporaryDirectory } from "../flow/temporary.js";

/**
 * Puts a squeue on the PATH that has a task of the map of each of some campaigns running.
 * @returns the names that it was asked for, by call
 */
function squeueWith(running: readonly string[]): () => string[][] {
  const directory = temporaryDirectory();
  const asked = join(directory, "asked");
  const answers = running.map((id) => {
    const name = `light-dqm-map-${id}`;
    return `case ",$names," in *,${name},*) echo "12_3|${name}|3|RUNNING|node1";; esac`;
  });
  const program = ["#!/bin/sh", "for names; do :; done", `echo "$names" >> ${asked}`, ...answers];
  writeFileSync(join(directory, "squeue"), `${program.join("\n")}\n`);
  chmodSync(join(directory, "squeue"), 0o755);
  vi.stubEnv("PATH", `${directory}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  return () => {
    if (!existsSync(asked)) return [];
    const lines = readFileSync(asked, "utf8").trimEnd().split("\n");
    return lines.map((line) => line.split(","));
  };
}

const idsOf = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => i.toString(16).padStart(12, "0"));

describe("the jobs of campaigns", () => {
  it("of none are none, without asking", async () => {
    const asked = squeueWith([]);
    expect(await liveJobs([])).toEqual([]);
    expect(asked()).toEqual([]);
  });

  it("of one are those of its map and its reduce", async () => {
    const asked = squeueWith(["1f3a"]);
    expect(await liveJobs(["1f3a"])).toEqual([
      { id: "12_3", campaign: "1f3a", chunk: 3, isRunning: true, told: "running node1" },
    ]);
    expect(asked()).toEqual([["light-dqm-map-1f3a", "light-dqm-reduce-1f3a"]]);
  });

  it("of thousands are asked for in portions, as no argument may be that long", async () => {
    const ids = idsOf(4001);
    const running = [ids[0]!, ids[499]!, ids[500]!, ids[4000]!];
    const asked = squeueWith(running);
    expect((await liveJobs(ids))!.map(({ campaign }) => campaign)).toEqual(running);
    expect(asked().map(({ length }) => length)).toEqual([...Array(8).fill(1000), 2]);
    expect(new Set(asked().flat()).size).toBe(8002);
  });

  it("of those where there is no Slurm cannot be told", async () => {
    vi.stubEnv("PATH", temporaryDirectory());
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await liveJobs(["1f3a"])).toBeNull();
  });
});
