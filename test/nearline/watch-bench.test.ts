import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runNode } from "../run-node.js";

it("the benchmark of the watch shows that later scans do not ask of every file again", () => {
  const output = mkdtempSync(join(tmpdir(), "light-dqm-bench-"));
  try {
    const { status, stderr } = runNode([
      "test/bench/watch-bench.mjs",
      "--quick",
      "--output",
      output,
    ]);
    expect(status, stderr).toBe(0);
    const { rows, fileCount } = JSON.parse(readFileSync(join(output, "watch-bench.json"), "utf8"));
    const [ledger, first, ...later] = rows;
    expect(ledger.files).toBe(fileCount);
    expect(first.files).toBe(fileCount);
    // Every directory is asked for its time, and every file for its own.
    expect(first.stat).toBeGreaterThan(fileCount);
    for (const { stat } of later) expect(stat).toBeLessThan(fileCount / 2);
    expect(later.at(-1).readdir).toBeLessThan(first.readdir / 2);
  } finally {
    rmSync(output, { recursive: true });
  }
});
