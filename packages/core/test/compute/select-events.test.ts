import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selectEvents } from "../../src/compute/select-events.js";

const fixture = new URL("./numpy-selection.json", import.meta.url);
const selections: [number, number, number[]][] = JSON.parse(readFileSync(fixture, "utf8"));

describe("the selection of events", () => {
  it.each(selections)("of %i events, at most %i, is NumPy's", (count, most, expected) => {
    expect(selectEvents(count, most)).toEqual(expected);
  });

  it("takes all events when no more are there than are wanted", () => {
    expect(selectEvents(5, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(selectEvents(3, 500)).toEqual([0, 1, 2]);
  });

  it("takes the first event when one is wanted", () => {
    expect(selectEvents(1000, 1)).toEqual([0]);
  });

  it("is empty for no events or none wanted", () => {
    expect(selectEvents(0, 500)).toEqual([]);
    expect(selectEvents(10, 0)).toEqual([]);
  });

  it("is ascending, from the first to the last event, evenly spread and never too long", () => {
    const counts = fc.tuple(fc.integer({ min: 2, max: 100_000 }), fc.integer({ min: 2, max: 700 }));
    fc.assert(
      fc.property(counts, ([eventCount, maxEvts]) => {
        const selected = selectEvents(eventCount, maxEvts);
        expect(selected).toHaveLength(Math.min(eventCount, maxEvts));
        expect(selected[0]).toBe(0);
        expect(selected.at(-1)).toBe(eventCount - 1);
        const gap = (eventCount - 1) / (selected.length - 1);
        for (let i = 1; i < selected.length; i++) {
          const step = selected[i]! - selected[i - 1]!;
          expect(step).toBeGreaterThanOrEqual(1);
          expect(Math.abs(step - gap)).toBeLessThan(2);
        }
      }),
    );
  });
});
