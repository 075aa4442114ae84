import { describe, expect, test } from "vitest";
import {
  type Circumstances,
  channelShiftOptimum,
  epcbShiftOptimum,
  lineOptimum,
  noiseOptimum,
  shareOptimum,
} from "../../../src/calibration/power/optimum.js";
import { drawnDrift } from "../../../src/calibration/simulated-channels.js";

/** No drift, no spread from event to event but that of the noise, one channel alone. */
const still: Circumstances = {
  drift: { ...drawnDrift, channelAdc16: 0 },
  sigmaAdc16: 20,
  eventCount: 100,
  referenceFiles: 1e12,
  epcbChannels: 1,
  falseChance: 0.002,
};
/** Quantiles of the normal distribution at 0.999 and 0.998, from tables. */
const [zBoth, zUp] = [3.090232, 2.878162];

describe("the smallest fault that the best test finds in half of the files", () => {
  test("is z standard errors where nothing drifts", () => {
    const error = Math.sqrt(Math.PI / 2 / 100) * (20 / Math.sqrt(50));
    expect(channelShiftOptimum(still)).toBeCloseTo(zBoth * error, 4);
    expect(epcbShiftOptimum(still)).toBeCloseTo(zBoth * error, 4);
    const noise = Math.exp(zUp * Math.sqrt(Math.PI / 2 / 100 / 98));
    expect(noiseOptimum(still)).toBeCloseTo(noise, 5);
    const line = 20 * Math.sqrt((4 / 1000) * (Math.exp(zUp / 10) - 1));
    expect(lineOptimum(still)).toBeCloseTo(line, 4);
  });

  test("is √2 times as large against one earlier file", () => {
    const against = (referenceFiles: number) => channelShiftOptimum({ ...still, referenceFiles });
    expect(against(1) / against(1e12)).toBeCloseTo(Math.SQRT2, 6);
  });

  test("is the drift's alone with any number of events", () => {
    const drift = { ...still.drift, channelAdc16: 6, epcbAdc16: 5, noiseShare: 0.02 };
    const many = { ...still, drift, eventCount: 1e12, epcbChannels: 6 };
    expect(epcbShiftOptimum(many)).toBeCloseTo(zBoth * Math.sqrt(36 / 6 + 25), 3);
    expect(noiseOptimum(many)).toBeCloseTo(Math.exp(zUp * 0.02), 5);
    // The others of the EPCB tell its common drift: less than both, more than the own one.
    const channel = channelShiftOptimum(many) / zBoth;
    expect(channel).toBeGreaterThan(6);
    expect(channel).toBeLessThan(Math.hypot(6, 5));
  });

  test("is smaller for an EPCB than for a channel only where the channels do not drift together", () => {
    const apart = { ...still.drift, channelAdc16: 6 };
    const of = { ...still, drift: apart, epcbChannels: 6 };
    expect(channelShiftOptimum(of) / epcbShiftOptimum(of)).toBeCloseTo(Math.sqrt(6), 6);
  });

  test("of a share is the one whose median count is the first significant one", () => {
    // Of 10 with p = 0.1: P(X ≥ 4) = 0.0128, P(X ≥ 5) = 0.0016. P(X ≥ 5) = ½ at p = 0.4517.
    const added = (0.4517 - 0.1) / 0.9;
    expect(shareOptimum([0.1], 10, 0.005)).toBeCloseTo(added, 3);
  });
});
