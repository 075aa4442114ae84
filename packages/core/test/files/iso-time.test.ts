import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoTimeMs, localTimeMs } from "../../src/files/iso-time.js";

describe("a time that people write", () => {
  test("is milliseconds UTC, whatever its zone", () => {
    const ms = Date.UTC(2025, 10, 4, 23);
    expect(isoTimeMs("2025-11-04T17:00:00-06:00")).toBe(ms);
    expect(isoTimeMs("2025-11-04T17:00-0600")).toBe(ms);
    expect(isoTimeMs("2025-11-04T23:00:00.250Z")).toBe(ms + 250);
    expect(isoTimeMs("2024-02-29T00:00:00Z")).toBe(Date.UTC(2024, 1, 29));
  });

  test.each([
    "2026-02-30T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T25:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z",
    "2026-01-01T00:00:00+15:00",
    "2026-01-01T00:00:00+01:60",
  ])("%s does not exist", (text) => {
    expect(isoTimeMs(text)).toBe("impossible");
  });

  test.each(["", "today", "2026-01-01", "2026-01-01T00:00:00", "2026-1-1T00:00Z"])(
    "%j is not written as a time with a zone",
    (text) => {
      expect(isoTimeMs(text)).toBe("malformed");
    },
  );

  test("of any moment of these centuries is read as it was written", () => {
    const moments = fc.date({
      min: new Date("1900-01-01"),
      max: new Date("2200-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        expect(isoTimeMs(moment.toISOString())).toBe(moment.getTime());
      }),
    );
  });
});

describe("a time without a zone", () => {
  const chicago = "America/Chicago";
  test.each([
    ["2025-11-04T17:00", Date.UTC(2025, 10, 4, 23)],
    ["2025-11-04 17:00:00", Date.UTC(2025, 10, 4, 23)],
    ["2025-07-04T17:00:00.250", Date.UTC(2025, 6, 4, 22, 0, 0, 250)],
    ["2025-11-04", Date.UTC(2025, 10, 4, 6)],
    ["2025-11-04T17:00Z", Date.UTC(2025, 10, 4, 17)],
    // Clocks go back at 2:00 and show 1:30 twice: the first is summer time.
    ["2025-11-02T01:30", Date.UTC(2025, 10, 2, 6, 30)],
    ["2025-11-02T02:00", Date.UTC(2025, 10, 2, 8)],
    ["2025-03-09T03:00", Date.UTC(2025, 2, 9, 8)],
  ])("%s is local to the zone", (text, ms) => {
    expect(localTimeMs(text, chicago)).toBe(ms);
  });

  test("does not exist where the clocks skip it, or the calendar", () => {
    expect(localTimeMs("2025-03-09T02:30", chicago)).toBe("impossible");
    expect(localTimeMs("2025-02-30", chicago)).toBe("impossible");
  });

  test("is refused where no zone is given", () => {
    expect(localTimeMs("2025-11-04T17:00", undefined)).toBe("malformed");
  });

  test("of any moment is read as the clock showed it", () => {
    const zones = fc.constantFrom("UTC", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia");
    const moments = fc.date({
      min: new Date("1980-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, zones, (moment, zone) => {
        const shown = moment.toLocaleString("sv-SE", { timeZone: zone });
        const found = localTimeMs(shown, zone);
        expect(new Date(found as number).toLocaleString("sv-SE", { timeZone: zone })).toBe(shown);
      }),
    );
  });
});
