import fc from "fast-check";
import { expect, it } from "vitest";
import { countFractions } from "../../../src/compute/fast/fractions.js";
import { countEvent, zeroFractions } from "../../../src/compute/fractions.js";
import { dune2x2 } from "../../../src/detector/dune-2x2.js";
import { detectorGroups } from "../../../src/detector/groups.js";
import type { TriggerClass } from "../../../src/summary.js";

it("counting all events at once is the same as counting one after the other", () => {
  const groups = detectorGroups(dune2x2);
  const { indexCount, active } = groups;
  // Any flags of valid waveforms; few over threshold, so that groups differ.
  const waveform = fc.constantFrom(0, 1, 1, 1, 1, 1, 3, 5, 9, 17, 31);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<TriggerClass>("beam", "self", "all"), { maxLength: 4 }),
      fc.array(waveform, { minLength: 1, maxLength: 97 }),
      fc.boolean(),
      (narrowClass, pattern, typed) => {
        const classes: TriggerClass[] = typed ? ["beam", "self", "all"] : ["all"];
        const ofEvent = typed ? narrowClass : narrowClass.map((): TriggerClass => "all");
        const bits = new Uint8Array(ofEvent.length * indexCount);
        const expected = zeroFractions(classes, indexCount);
        ofEvent.forEach((name, position) => {
          const first = position * indexCount;
          for (const channelIndex of active)
            bits[first + channelIndex] = pattern[(first + channelIndex) % pattern.length]!;
          const classesOfEvent: TriggerClass[] = name === "all" ? ["all"] : [name, "all"];
          countEvent(expected, classesOfEvent, groups, bits.slice(first, first + indexCount));
        });
        expect(countFractions(bits, ofEvent, classes, groups)).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
});
