import { expect, it } from "vitest";
import { phaseTimes } from "../../src/pipeline/phase-times.js";

it("gives each phase the time until the next one is entered, also when it comes again", () => {
  let nowMs = 0;
  const times = phaseTimes(() => nowMs);
  for (const [atMs, phase] of [
    [100, "reading"],
    [400, "reading"],
    [1100, "drawing"],
    [1600, "reading"],
  ] as const) {
    nowMs = atMs;
    times.enter(phase);
  }
  nowMs = 1850;
  expect(times.end()).toEqual({ reading: 1.25, drawing: 0.5 });
});

it("gives no phase the time between leaving one and entering the next", () => {
  let nowMs = 0;
  const times = phaseTimes(() => nowMs);
  times.enter("reading");
  nowMs = 500;
  times.leave();
  nowMs = 2000;
  times.enter("drawing");
  nowMs = 2250;
  expect(times.end()).toEqual({ reading: 0.5, drawing: 0.25 });
});

it("without any phase has no times", () => {
  expect(phaseTimes(() => 5).end()).toEqual({});
});
