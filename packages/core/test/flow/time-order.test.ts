import { describe, expect, it, test } from "vitest";
import { timeOrder, timesOf } from "../../src/flow/time-order.js";

const start = Date.UTC(2026, 6, 16);
const ms = (...times: number[]): Float64Array => Float64Array.from(times, (time) => start + time);
const ns = (...times: number[]): Float64Array => Float64Array.from(times);
const none = (count: number): Float64Array => new Float64Array(count).fill(Number.NaN);

describe("the order of times", () => {
  test.each([
    [[], { clock: null, timed: 0, backward: 0, repeated: 0 }],
    [[5], { clock: "utime_ms", timed: 1, backward: 0, repeated: 0 }],
    [[1, 2, 3], { clock: "utime_ms", timed: 3, backward: 0, repeated: 0 }],
    [[1, 3, 2, 2, 4], { clock: "utime_ms", timed: 5, backward: 1, repeated: 1 }],
    [[1, Number.NaN, 1, Number.NaN, 0], { clock: "utime_ms", timed: 3, backward: 1, repeated: 1 }],
  ])("of %j counts steps back and standstill, over events without a time", (times, order) => {
    const found = timeOrder({ timeMs: ms(...times), taiNs: null, untimed: {} });
    expect(found).toEqual({ ...order, untimed: {} });
  });

  const untimed = { zero: 3 } as const;

  it("is told by tai_ns where utime_ms is not valid", () => {
    const order = timeOrder({ timeMs: none(3), taiNs: ns(0, 2e9, 1e9), untimed });
    expect(order).toEqual({ clock: "tai_ns", timed: 3, backward: 1, repeated: 0, untimed });
  });

  it("is not told by a tai_ns that stands still", () => {
    const order = timeOrder({ timeMs: none(3), taiNs: ns(0, 0, 0), untimed });
    expect(order).toEqual({ clock: null, timed: 0, backward: 0, repeated: 0, untimed });
  });

  it("within a millisecond is told by tai_ns, but a utime_ms that stands for longer stands still", () => {
    const order = timeOrder({ timeMs: ms(1, 1, 1), taiNs: ns(0, 4e5, 8e9), untimed: {} });
    expect(order).toMatchObject({ clock: "utime_ms", backward: 0, repeated: 1 });
  });
});

describe("the time of a file", () => {
  it("is that of its events with a valid time, in whatever order", () => {
    const clocks = { timeMs: ms(3, Number.NaN, 1), taiNs: null, untimed: { outside: 1 }, count: 3 };
    expect(timesOf(clocks)).toMatchObject({
      time: { firstMs: start + 1, lastMs: start + 3 },
      timeUnknown: null,
    });
  });

  it("is unknown with the reasons where no event has one", () => {
    const untimed = { zero: 2, noWaveform: 1 };
    const { time, timeUnknown } = timesOf({ timeMs: none(3), taiNs: null, untimed, count: 3 });
    expect(time).toBeNull();
    expect(timeUnknown).toBe(
      "no waveform is valid in 1 of 3 events; utime_ms is 0 in 2 of 3 events",
    );
  });
});
