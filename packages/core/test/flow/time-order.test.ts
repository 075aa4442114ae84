import { describe, expect, test } from "vitest";
import { timeOrder } from "../../src/flow/time-order.js";

describe("the order of times", () => {
  test.each([
    [[], { timed: 0, backward: 0, repeated: 0 }],
    [[5], { timed: 1, backward: 0, repeated: 0 }],
    [[1, 2, 3], { timed: 3, backward: 0, repeated: 0 }],
    [[1, 3, 2, 2, 4], { timed: 5, backward: 1, repeated: 1 }],
    [[1, Number.NaN, 1, Number.NaN, 0], { timed: 3, backward: 1, repeated: 1 }],
  ])("of %j counts steps back and standstill, over events without a time", (times, order) => {
    expect(timeOrder(Float64Array.from(times))).toEqual(order);
  });
});
