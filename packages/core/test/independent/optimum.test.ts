/** The smallest faults that the best tests find, against files drawn by a program in NumPy. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Circumstances,
  channelShiftOptimum,
  epcbShiftOptimum,
  lineOptimum,
  noiseOptimum,
  shareOptimum,
} from "../../src/calibration/power/optimum.js";
import { realisticDrift } from "../../src/calibration/simulated-channels.js";

const of: Circumstances = {
  drift: realisticDrift,
  sigmaAdc16: 19,
  eventCount: 100,
  // So many that the level is known.
  referenceFiles: 1e9,
  epcbChannels: 6,
  falseChance: 2e-3,
};
const shares = [0.004, 0.01, 0.02];

let drawn: Record<string, number>;
beforeAll(() => {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const python = join(here, "../../../../.venv/bin/python");
  const { status, stdout, stderr } = spawnSync(python, ["-B", join(here, "optimum.py")], {
    input: JSON.stringify({ ...of, shares }),
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  drawn = JSON.parse(stdout);
}, 120_000);

describe("the 50 % point of the best test", () => {
  test.each([
    // Quantiles at 0.002 of 400,000 draws are known to 0.5 %; the chances of counts are exact.
    ["channelShift", () => channelShiftOptimum(of), 0.02],
    ["epcbShift", () => epcbShiftOptimum(of), 0.02],
    ["share", () => shareOptimum(shares, of.eventCount, of.falseChance), 1e-4],
  ])("of %s is that of the draws", (name, optimum, error) => {
    expect(Math.abs(optimum() / drawn[name]! - 1)).toBeLessThan(error);
  });

  test("of noise is that of the draws, as an excess", () => {
    expect(Math.abs((noiseOptimum(of) - 1) / (drawn.noise! - 1) - 1)).toBeLessThan(0.03);
  });

  test("of a line is that of the draws: powers are not quite normal in their logarithm", () => {
    expect(Math.abs(lineOptimum(of) / drawn.line! - 1)).toBeLessThan(0.05);
  });
});
