import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rollUp } from "../../src/history/roll-up.js";
import { startSlidingReference } from "../../src/history/sliding-reference.js";
import { comparePlaced, isEarlier } from "../../src/store/order.js";
import type { FileSummary } from "../../src/summary.js";
import { arbitrarySummary } from "../store/arbitrary-summary.js";

const files = fc
  .array(fc.tuple(arbitrarySummary, fc.constantFrom(500, 500, 500, 400)), { maxLength: 7 })
  .map((drawn) =>
    drawn
      .map(([summary, threshold], n): FileSummary => {
        const thresholdAdc16 = new Array<number>(summary.detector.adcCount).fill(threshold);
        return {
          ...summary,
          input: { ...summary.input, name: `${n}_${summary.input.name}` },
          settings: { ...summary.settings, thresholdAdc16 },
        };
      })
      .sort(comparePlaced),
  );
const leaveOut = (summary: FileSummary): Uint8Array =>
  Uint8Array.from(summary.baseline.p50, (baseline) => (baseline > 50_000 ? 1 : 0));

describe("references that slide from file to file", () => {
  test.each([-1, 1, 2, 4])("are those rolled up for each file, with ncomp %i", (ncomp) => {
    fc.assert(
      fc.property(files, (ordered) => {
        const sliding = startSlidingReference(ncomp, { leaveOut });
        for (const [i, current] of ordered.entries()) {
          const earlier = ordered.slice(0, i).filter((one) => isEarlier(one, current));
          const window = ncomp < 0 ? earlier : earlier.slice(Math.max(0, earlier.length - ncomp));
          expect(sliding.of(current)).toEqual(
            window.length > 0 ? rollUp(window, current, { leaveOut }) : null,
          );
          sliding.add(current);
        }
      }),
      { numRuns: 25 },
    );
  });
});
