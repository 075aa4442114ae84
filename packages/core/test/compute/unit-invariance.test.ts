import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { type Denominator, denominators } from "../../src/quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../../src/quantities/indexed-by/trigger-class.js";
import { flags } from "../../src/quantities/table.js";
import { unitsPerAdc16 } from "../../src/units.js";
import { gridDetector } from "../detectors.js";
import { memoryFile } from "./memory-file.js";

/** Two ADCs of four channels, three active: two EPCBs of 2 and 1, one TPC over both ADCs. */
const bench: DetectorProfile = gridDetector({
  channelCount: 4,
  activeChannels: [1, 2, 3],
  channelsPerEpcb: 2,
});
const places = [0, 1].flatMap((adc) => [1, 2, 3].map((channel) => ({ adc, channel })));
type Place = (typeof places)[number];
const placeOf = (adc: number, channel: number): number => adc * 3 + channel - 1;

const epcbOf = ({ channel }: Place): number => (channel < 3 ? 0 : 1);

/** Whether a waveform over threshold makes another one count. */
const makesCount: Record<Denominator, (over: Place, other: Place) => boolean> = {
  channel: (a, b) => a.adc === b.adc && a.channel === b.channel,
  epcb: (a, b) => a.adc === b.adc && epcbOf(a) === epcbOf(b),
  tpc: () => true,
  total: () => true,
};

/** A waveform of 52 samples: 50 around a pedestal, then two anywhere, rails included. */
const waveform = fc
  .tuple(
    fc.integer({ min: -32000, max: 32000 }),
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 50, maxLength: 50 }),
    fc.array(fc.oneof(fc.integer({ min: -32768, max: 32767 }), fc.constantFrom(32760, -32764)), {
      minLength: 2,
      maxLength: 2,
    }),
  )
  .map(([pedestal, noise, pulse]) => [...noise.map((step) => pedestal + step), ...pulse]);

/** Waveforms and their validity are by place. */
const event = fc.record({
  trigger: fc.constantFrom(0, 1, 2),
  waveforms: fc.array(waveform, { minLength: 6, maxLength: 6 }),
  valid: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});

/** Amplitudes are multiples of 1/50 count, so that none is at such a threshold exactly. */
const thresholds = fc.array(
  fc.integer({ min: 0, max: 30000 }).map((whole) => whole + 0.01),
  { minLength: 2, maxLength: 2 },
);

/** Flags by their definitions, with samples, rails and threshold in a unit of so many ADC16. */
function judged(samplesAdc16: readonly number[], thresholdAdc16: number, scale: number) {
  const w = samplesAdc16.map((value) => value * scale);
  const threshold = thresholdAdc16 * scale;
  const baseline = w.slice(0, 50).reduce((sum, value) => sum + value, 0) / 50;
  return {
    over: w.some((value) => value - baseline > threshold),
    clipped: w.some((value) => value >= 32760 * scale),
    negative: w.some((value) => value - baseline < -threshold),
    lowerRail: w.some((value) => value <= -32764 * scale),
  };
}

const isIn = (triggerClass: TriggerClass, trigger: number): boolean =>
  triggerClass === "all" || trigger === (triggerClass === "beam" ? 1 : 0);

describe("fractions", () => {
  it.each(["ADC16", "ADC14", "V"] as const)("are the same when judged in %s", async (units) => {
    const scale = unitsPerAdc16[units];
    const property = fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 4 }),
      thresholds,
      async (events, thresholdAdc16) => {
        const file = memoryFile({
          detector: bench,
          eventCount: events.length,
          sampleCount: 52,
          trigType: events.map(({ trigger }) => trigger),
          isValid: (e, adc, channel) => events[e]!.valid[placeOf(adc, channel)]!,
          sample: (e, adc, channel, i) =>
            channel === 0 ? 32767 : events[e]!.waveforms[placeOf(adc, channel)]![i]!,
        });
        const numbers = await plainEngine(file, {
          maxEvts: 100,
          powspecNevts: 1,
          thresholdAdc16,
          spectrumScale: "power",
        });

        const all = events.map(({ trigger, waveforms, valid }) => ({
          trigger,
          waveforms: places.map((place, i) => ({
            ...place,
            valid: valid[i]!,
            ...judged(waveforms[i]!, thresholdAdc16[place.adc]!, scale),
          })),
        }));
        const counts = (denominator: Denominator, place: number, { waveforms }: (typeof all)[0]) =>
          waveforms[place]!.valid &&
          (denominator === "total" ||
            waveforms.some((w) => w.valid && w.over && makesCount[denominator](w, places[place]!)));

        for (const triggerClass of ["all", "beam", "self"] as const) {
          const ofClass = all.filter(({ trigger }) => isIn(triggerClass, trigger));
          for (const denominator of denominators) {
            places.forEach(({ adc, channel }, place) => {
              const counting = ofClass.filter((one) => counts(denominator, place, one));
              for (const flag of flags) {
                const { passed, total } = numbers[flag][triggerClass]![denominator];
                const passing = counting.filter(({ waveforms }) => waveforms[place]![flag]);
                const channelIndex = adc * 4 + channel;
                expect([passed[channelIndex], total[channelIndex]]).toEqual([
                  passing.length,
                  counting.length,
                ]);
              }
            });
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});
