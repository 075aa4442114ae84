import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { writeSummary } from "../../src/store/store.js";
import { makeSummary, quantilesOf } from "../store/make-summary.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-rejudge-"));
beforeAll(async () => {
  for (let n = 0; n < 4; n++) {
    const summary = makeSummary({ name: `run_${n}`, firstMs: 1_700_000_000_000 + n * 60_000 });
    if (n === 3) for (const part of quantilesOf(summary.darkBaseline)) part[2 * 64 + 9]! += 120;
    await writeSummary(join(directory, "store"), summary);
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

async function rejudge(...argv: string[]) {
  const io = capturedIo({ cwd: directory });
  const status = await main(["history", "rejudge", "--store", "store", ...argv], io);
  return { status, out: io.out(), err: io.err() };
}

describe("light-dqm history rejudge", () => {
  test("without another limit changes nothing", async () => {
    expect(await rejudge()).toEqual({ status: 0, out: "0 verdict changes in 4 files\n", err: "" });
  });

  test("shows what changes with another limit", async () => {
    const { out } = await rejudge("--set", "baseline-shift.minShiftAdc16=150");
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(
      /^run_3 +baseline-shift +ADC 2, channel 9 +bad +warn +median baseline/,
    );
    expect(lines[2]).toBe("1 verdict change in 4 files");
  });

  test("--json gives the records", async () => {
    const { out } = await rejudge("--set", "baseline-shift.minShiftAdc16=150", "--json");
    expect(JSON.parse(out)).toMatchObject({
      files: 4,
      flips: [{ file: "run_3", from: "bad", to: "warn", verdict: { value: 120, n: 30 } }],
    });
  });

  test("refuses a store that is not there, and a limit that no check has", async () => {
    expect((await rejudge("--store", "none")).err).toMatch(/No such store/);
    const unknown = await rejudge("--set", "baseline-shift.nothing=1");
    expect([unknown.status, unknown.err]).toEqual([2, expect.stringMatching(/nothing/)]);
  });
});
