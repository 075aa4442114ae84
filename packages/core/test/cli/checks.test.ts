import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { checks } from "../../src/judge/checks/index.js";
import { capturedIo } from "./captured-io.js";

async function run(argv: string[]) {
  const io = capturedIo();
  const status = await main(argv, io);
  return { status, stdout: io.out() };
}

describe("light-dqm checks", () => {
  test("--markdown prints docs/checks.md, which is therefore up to date", async () => {
    const page = readFileSync(new URL("../../../../docs/checks.md", import.meta.url), "utf8");
    expect((await run(["checks", "--markdown"])).stdout).toBe(page);
  });

  test("names every check with its meaning, what to do, whom to call and its limits", async () => {
    const { stdout, status } = await run(["checks"]);
    expect(status).toBe(0);
    for (const { name, meaning, action, callers, limits } of checks) {
      for (const text of [name, meaning, action, `Call: ${callers}.`])
        expect(stdout).toContain(text);
      for (const limit of Object.keys(limits)) expect(stdout).toContain(`    ${limit} = `);
    }
  });

  test("--json gives the limits in force beside the defaults", async () => {
    const { stdout } = await run(["checks", "--json", "--set", "baseline-shift.minShiftAdc16=150"]);
    const records = JSON.parse(stdout) as {
      name: string;
      limits: { name: string; value: number; default: number }[];
    }[];
    const shift = records.find(({ name }) => name === "baseline-shift")!;
    expect(shift.limits.find(({ name }) => name === "minShiftAdc16")).toMatchObject({
      value: 150,
      default: 100,
    });
  });

  test("has a check for each fault that shifters ask for, each with what to do and whom to call", () => {
    expect(checks.map(({ name }) => name)).toEqual([
      "flatline",
      "partly-dead",
      "faint-drift",
      "constant-waveforms",
      "gain-siblings",
      "stuck-at-rail",
      "baseline-range",
      "baseline-spread",
      "baseline-shift",
      "baseline-drift",
      "noise-high",
      "noise-low",
      "noise-drift",
      "noise-high-siblings",
      "noise-low-siblings",
      "clipped-fraction",
      "clipped-rise",
      "clipped-drift",
      "lower-rail-fraction",
      "lower-rail-rise",
      "lower-rail-drift",
      "negative-fraction",
      "negative-rise",
      "negative-drift",
      "lines-siblings",
      "lines-grown",
      "gain-change",
      "gain-drift",
      "missing-adc",
      "invalid-waveforms",
      "conditions",
      "trigger-mix",
      "few-events",
      "timestamps",
    ]);
    for (const { action, meaning, callers } of checks) {
      expect(callers).toMatch(/^(LRS expert|DAQ expert|run coordinator|nobody: .+)$/);
      expect(action.length).toBeGreaterThan(30);
      expect(meaning.length).toBeGreaterThan(30);
    }
  });
});
