import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barLine, duration, perFile, terminalBar } from "../../src/cli/progress.js";
import { capturedIo } from "./captured-io.js";

const state = { name: "run_7.hdf5", index: 1, count: 4, phase: "computing", share: 0.5 };

describe("the bar's line", () => {
  it("shows the share of all files, the time left, the file and the phase", () => {
    // (1 + 0.5) / 4 of the work took 30 s, so the other 0.625 / 0.375 of it takes 50 s.
    expect(barLine(state, 30_000, 200)).toBe(
      "█████░░░░░░░  37 %, 50 s left · 2 of 4 · computing · run_7.hdf5",
    );
  });

  it("guesses no time at the start and none at the end", () => {
    expect(barLine({ ...state, index: 0, share: 0 }, 0, 200)).not.toContain("left");
    const end = barLine({ ...state, index: 3, share: 1 }, 30_000, 200);
    expect(end).toContain("100 %");
    expect(end).not.toContain("left");
  });

  it("never is wider than the terminal and never leaves 0 to 100 %", () => {
    const share = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 120 }), (value, width) => {
        const line = barLine({ ...state, share: value }, 1000, width);
        expect(line.length).toBeLessThanOrEqual(width);
        const percent = /(\d+) %/.exec(barLine({ ...state, share: value }, 1000, 200))![1];
        expect(Number(percent)).toBeGreaterThanOrEqual(0);
        expect(Number(percent)).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("the bar on a terminal", () => {
  it("is drawn over itself, at most ten times a second, and goes when cleared", () => {
    const io = capturedIo({ stderrIsTty: true, columns: 60, tickMs: 30 });
    const bar = terminalBar(io);
    for (let i = 0; i <= 10; i++) bar.update({ ...state, share: i / 20 });
    bar.clear();
    bar.clear();
    const frames = io.err().split("\r\x1b[K");
    // 11 updates 30 ms apart: the first, then one each 120 ms; then one clearing.
    expect(frames.filter((frame) => frame.includes("2 of 4"))).toHaveLength(3);
    expect(frames).toHaveLength(5);
    expect(io.err().endsWith("\r\x1b[K")).toBe(true);
    expect(io.err()).not.toContain("\n");
  });
});

it("without a terminal each file is told once, when it is begun", () => {
  const begun: string[] = [];
  const bar = perFile(({ name }) => begun.push(name));
  for (const index of [0, 0, 1, 0, 1, 2, 1]) bar.update({ ...state, index, name: `file ${index}` });
  expect(begun).toEqual(["file 0", "file 1", "file 2"]);
});

it.each([
  [0, "0 s"],
  [499, "0 s"],
  [59_499, "59 s"],
  [60_000, "1 min 0 s"],
  [3_599_000, "59 min 59 s"],
  [3_600_000, "1 h 0 min"],
  [9_060_000, "2 h 31 min"],
  [-5, "0 s"],
])("%d ms are written as %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});
