import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runNode } from "./run-node.js";

it("the benchmark measures time and memory of whole reports", () => {
  const output = mkdtempSync(join(tmpdir(), "light-dqm-bench-"));
  try {
    const { status, stderr } = runNode(["test/bench/bench.mjs", "--quick", "--output", output]);
    expect(status, stderr).toBe(0);
    const { cases, rates } = JSON.parse(readFileSync(join(output, "bench.json"), "utf8"));
    expect(cases.map(({ storage }: { storage: string }) => storage)).toEqual([
      "uncompressed",
      "gzip",
    ]);
    for (const { seconds, peakMB } of cases) {
      expect(seconds.median).toBeGreaterThan(0);
      // Node alone takes more than this; a wrong unit would be off by a thousand.
      expect(peakMB.median).toBeGreaterThan(20);
      expect(peakMB.median).toBeLessThan(2000);
    }
    const [{ byJobs }] = rates;
    expect(byJobs.map(({ jobs }: { jobs: number }) => jobs)).toEqual([1, 2]);
    for (const { filesPerMinute, cpuSecondsPerFile } of byJobs) {
      expect(filesPerMinute.median).toBeGreaterThan(0);
      expect(cpuSecondsPerFile.median).toBeGreaterThan(0);
    }
  } finally {
    rmSync(output, { recursive: true });
  }
});

it("the benchmark of long histories measures reports that read no earlier file again", () => {
  const output = mkdtempSync(join(tmpdir(), "light-dqm-bench-"));
  try {
    const args = ["test/bench/history-bench.mjs", "--quick", "--output", output];
    const { status, stderr } = runNode(args);
    expect(status, stderr).toBe(0);
    const { rows } = JSON.parse(readFileSync(join(output, "history-bench.json"), "utf8"));
    expect(rows).toMatchObject([
      { fileCount: 20, ncomp: 20 },
      { fileCount: 20, ncomp: -1 },
    ]);
    for (const { report, comparison } of rows)
      for (const { seconds, peakMB } of [report, comparison]) {
        for (const phase of Object.values(seconds)) expect(phase).toBeGreaterThanOrEqual(0);
        expect(peakMB).toBeGreaterThan(20);
        expect(peakMB).toBeLessThan(2000);
      }
  } finally {
    rmSync(output, { recursive: true });
  }
});

it("the benchmark of the store measures single and packed files", () => {
  const output = mkdtempSync(join(tmpdir(), "light-dqm-bench-"));
  try {
    const { status, stderr } = runNode([
      "test/bench/store-bench.mjs",
      "--quick",
      "--output",
      output,
    ]);
    expect(status, stderr).toBe(0);
    const { rows } = JSON.parse(readFileSync(join(output, "store-bench.json"), "utf8"));
    const asked = rows.map(
      (row: { store: string; question: string }) => `${row.store}: ${row.question}`,
    );
    expect(asked).toEqual([
      "40 single files: roll-up",
      "40 single files: trend",
      "20 files: compaction",
      "20 files, packed: rejudge",
      "60 files, packed: roll-up",
      "60 files, packed: trend",
      "60 files, packed: sql",
      "60 files, packed, and 5 single files: roll-up",
      "60 files, packed, and 5 single files: trend",
      "60 files, packed, and 5 single files: sql",
    ]);
  } finally {
    rmSync(output, { recursive: true });
  }
});

it("the benchmark of campaigns compares map and reduce with one machine", () => {
  const output = mkdtempSync(join(tmpdir(), "light-dqm-bench-"));
  try {
    const program = "test/bench/campaign-bench.mjs";
    const { status, stdout, stderr } = runNode([program, "--quick", "--output", output]);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/overhead of map and reduce: -?[\d.]+ %/);
    const { steps, overhead } = JSON.parse(
      readFileSync(join(output, "campaign-bench.json"), "utf8"),
    );
    const [one, ...many] = steps.map(({ cpuSeconds }: { cpuSeconds: number }) => cpuSeconds);
    expect(steps.map(({ name }: { name: string }) => name)).toEqual([
      ...["report", "submit", "map 1/1", "reduce"],
    ]);
    for (const cpuSeconds of [one, ...many]) expect(cpuSeconds).toBeGreaterThan(0);
    const sum = many.reduce((total: number, each: number) => total + each, 0);
    expect(overhead).toBeCloseTo(sum / one - 1, 9);
  } finally {
    rmSync(output, { recursive: true });
  }
});

it("the benchmark of the engine holds all programs to the same numbers", () => {
  const output = mkdtempSync(join(tmpdir(), "light-dqm-bench-"));
  try {
    const program = "test/bench/engine-bench.mjs";
    const { status, stdout, stderr } = runNode([program, "--quick", "--huge", "--output", output]);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain("| engine, 2 threads |");
    const result = JSON.parse(readFileSync(join(output, "engine-bench.json"), "utf8"));
    for (const storage of ["uncompressed", "gzip"])
      for (const { seconds, peakMiB } of result[storage]) {
        expect(seconds).toBeGreaterThan(0);
        expect(peakMiB).toBeLessThan(2000);
      }
    expect(result.lengths.map(({ samples }: { samples: number }) => samples)).toEqual([
      ...[1000, 600, 540, 500],
      ...[1000, 600, 540, 500],
    ]);
    expect(result.linear.points).toHaveLength(3);
    const huge = result.huge.map((row: { events: number; spectrumEvents: number }) => [
      row.events,
      row.spectrumEvents,
    ]);
    expect(huge).toEqual([
      [40, 4],
      [40, 40],
    ]);
  } finally {
    rmSync(output, { recursive: true });
  }
});
