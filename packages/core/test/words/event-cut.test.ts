import { describe, expect, test } from "vitest";
import { cutText, cutTextUtc, type EventCut } from "../../src/words/event-cut.js";

describe("a cut in words", () => {
  test.each<[EventCut, string]>([
    [{ triggerCodes: [1] }, "beam triggers"],
    [{ triggerCodes: [0, 1] }, "self and beam triggers"],
    [{ triggerCodes: [7] }, "code-7 triggers"],
    [{ events: [4] }, "event 4"],
    [{ events: [0, 1, 2, 7] }, "events 0–2, 7"],
    [{ events: { first: 100, last: 199 } }, "events 100–199"],
    [{ events: [1, 3, 5, 7, 9, 11, 13, 15, 17] }, "9 listed events from 1 to 17"],
    [{ over: { amplitudeAdc16: 2000 } }, "some channel over 2000 ADC16 counts"],
    [{ over: { amplitudeAdc16: 2000, adc: 3 } }, "ADC 3 over 2000 ADC16 counts"],
    [
      { over: { amplitudeAdc16: 2000, adc: 3, channel: 5 } },
      "ADC 3 channel 5 over 2000 ADC16 counts",
    ],
    [
      { triggerCodes: [1], fromMs: 0, toMs: 1500 },
      "beam triggers, from 1970-01-01T00:00:00.000Z, before 1970-01-01T00:00:01.500Z",
    ],
  ])("%j is %s", (cut, text) => {
    expect(cutTextUtc(cut)).toBe(text);
  });

  test("has its times as they are shown", () => {
    expect(cutText({ fromMs: 5, toMs: 9 }, (timeMs) => `${timeMs} ms`)).toBe(
      "from 5 ms, before 9 ms",
    );
  });
});
