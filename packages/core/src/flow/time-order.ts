import type { TimeOrder } from "../summary.js";

/**
 * How the times of a file's events follow each other.
 * @param timeMs by event; NaN where an event has no valid time
 */
export function timeOrder(timeMs: Float64Array): TimeOrder {
  const order: TimeOrder = { timed: 0, backward: 0, repeated: 0 };
  let before = Number.NaN;
  for (const time of timeMs) {
    if (!Number.isFinite(time)) continue;
    order.timed++;
    if (time < before) order.backward++;
    if (time === before) order.repeated++;
    before = time;
  }
  return order;
}
