import { describe, expect, it } from "vitest";
import { adcOverview, adcOverviewTable } from "../../src/cli/text/adc-overview.js";
import { makeSummary, smallDetector } from "../store/make-summary.js";

// 2 ADCs × 8 channels; active are 2, 3, 6, 7 of each: 30 waveforms a channel, 20 of them self.
const small = () => makeSummary({ detector: smallDetector });

describe("the overview by ADC", () => {
  it("has one record an ADC, over active channels", () => {
    const [first, second, ...others] = adcOverview(small());
    expect(others).toEqual([]);
    expect(first).toEqual({
      adc: 0,
      activeChannels: 4,
      channelsWithData: 4,
      validWaveforms: 120,
      baselineAdc16: -28_000,
      noiseAdc16: 18,
      maxAmplitudeAdc16: 9000,
      clipped: { passed: 0, total: 120 },
      negative: { passed: 0, total: 120 },
    });
    expect(second).toEqual({ ...first, adc: 1 });
  });

  it("takes medians over the channels that are known and the largest amplitude", () => {
    const summary = small();
    const own = [8 + 2, 8 + 3, 8 + 6, 8 + 7];
    [100, 400, Number.NaN, 200].forEach((value, i) => {
      summary.baseline.p50[own[i]!] = value;
      summary.maxAmplitude[own[i]!] = value;
    });
    [1, 2, 4, 8].forEach((value, i) => {
      summary.noise.p50[own[i]!] = value;
      summary.clipped.all!.total.passed[own[i]!] = value;
    });
    summary.validCount.all![own[2]!] = 0;
    expect(adcOverview(summary)[1]).toMatchObject({
      channelsWithData: 3,
      validWaveforms: 90,
      baselineAdc16: 200,
      noiseAdc16: 3,
      maxAmplitudeAdc16: 400,
      clipped: { passed: 15, total: 120 },
    });
  });

  it("knows nothing where no waveform is valid", () => {
    const adcs = adcOverview(makeSummary({ detector: smallDetector, selfCount: 0 }));
    expect(adcs[0]).toMatchObject({
      channelsWithData: 0,
      baselineAdc16: null,
      noiseAdc16: null,
      maxAmplitudeAdc16: null,
      clipped: { passed: 0, total: 0 },
    });
    const row = adcOverviewTable(adcs, "ADC16").split("\n")[1]!;
    expect(row.match(/unknown/g)).toHaveLength(5);
  });

  it("is shown in any unit", () => {
    const adcs = adcOverview(small());
    expect(adcOverviewTable(adcs, "ADC16")).toContain("-28000.0");
    expect(adcOverviewTable(adcs, "ADC14")).toContain("-7000.00");
    // 28000 / (8191 · 4) V = 0.8545965…
    expect(adcOverviewTable(adcs, "V")).toContain("-0.854597");
  });
});
