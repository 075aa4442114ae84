import { expect, test } from "vitest";
import { whyInvalidTime } from "../../src/flow/valid-times.js";

const someTimeMs = Date.UTC(2026, 6, 16);

test.each([
  [someTimeMs, null],
  [Date.UTC(2010), null],
  [Date.UTC(2010) - 1, "outside"],
  [Date.UTC(2100) - 1, null],
  [Date.UTC(2100), "outside"],
  [0, "zero"],
  [1200, "outside"],
  [someTimeMs / 1e3, "seconds"],
  [someTimeMs * 1e3, "microseconds"],
  [someTimeMs * 1e6, "nanoseconds"],
  [2 ** 64, "outside"],
])("%d as utime_ms: what is wrong is %s", (utimeMs, why) => {
  expect(whyInvalidTime(utimeMs)).toBe(why);
});
