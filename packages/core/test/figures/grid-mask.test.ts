import { describe, expect, it } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import { figureOf } from "../../src/figures/figure-of.js";
import { type GridMaskOptions, gridMask } from "../../src/figures/forms/channel-mask/grid-mask.js";
import { parsePayload } from "../../src/figures/payload.js";
import { dune2x2 } from "../detectors.js";
import { syntheticSummary } from "./synthetic-summary.js";

const { active, indexCount, indexOf } = detectorGroups(dune2x2);
const summary = { ...syntheticSummary(), detector: dune2x2 };
const title = "Which channels are noisy?";
/** 10 everywhere, but for some. */
const values = (others: Record<number, number> = {}): number[] =>
  Array.from({ length: indexCount }, (_, i) => others[i] ?? 10);

function cellOf(options: Omit<GridMaskOptions, "title">, adc: number, channel: number) {
  const mask = gridMask(summary, { title, ...options });
  const { cells, reasons } = mask;
  const row = cells.adc.findIndex((each, i) => each === adc && cells.channel[i] === channel);
  if (row < 0) return null;
  return { state: cells.state[row], value: cells.value[row], reason: reasons[cells.reason[row]!] };
}

describe("a mask of own values", () => {
  it("is bad above its limit, not at it", () => {
    const own = { values: values({ [indexOf(0, 4)]: 20, [indexOf(0, 5)]: 20.5 }), limit: 20 };
    expect(cellOf(own, 0, 4)).toMatchObject({ state: "ok", value: 20 });
    expect(cellOf(own, 0, 5)).toEqual({ state: "bad", value: 20.5, reason: "20.5" });
  });

  it("is bad outside of its range", () => {
    const own = {
      values: values({ [indexOf(3, 4)]: 4, [indexOf(3, 5)]: 21 }),
      limit: [5, 20],
    } as const;
    expect([3, 4, 5, 6].map((channel) => cellOf(own, 3, channel)?.state)).toEqual([
      undefined,
      "bad",
      "bad",
      "ok",
    ]);
  });

  it("never shows a value that is unknown as good, whatever the state says", () => {
    const own = { values: values({ [indexOf(0, 4)]: Number.NaN }), state: () => "ok" as const };
    expect(cellOf(own, 0, 4)).toEqual({ state: "unknown", value: null, reason: "no value" });
  });

  it("takes states alone, and leaves out what has none", () => {
    const state: GridMaskOptions["state"] = (_, i) =>
      i === indexOf(7, 4) ? "masked" : i === indexOf(7, 5) ? null : "warn";
    expect(cellOf({ state }, 7, 4)).toEqual({ state: "masked", value: null, reason: "" });
    expect(cellOf({ state }, 7, 5)).toBeNull();
  });

  it("counts its states in words, says its own meanings first and names only what occurs", () => {
    const own = { title, values: values({ [indexOf(0, 4)]: 30 }), limit: 20 };
    const mask = gridMask(summary, { ...own, meanings: { bad: "Noisy" } });
    expect(mask.answer).toBe("Of 384 channels: 1 noisy, 383 ok.");
    expect(mask.meanings).toEqual({ bad: "Noisy", ok: "OK" });
    expect(mask.cells.adc).toHaveLength(active.length);
  });

  it("is a payload that is read and drawn like those of the report", () => {
    const mask = gridMask(summary, { title, values: values(), limit: 20, unit: "ADC16 counts" });
    const read = parsePayload(JSON.parse(JSON.stringify(mask)));
    expect(figureOf(read, { theme: "light", marks: "plain" }).layout.width).toBe(1600);
  });

  it("refuses values that are not one for each channel, and neither limit nor state", () => {
    expect(() => gridMask(summary, { title, values: [1, 2], limit: 1 })).toThrow(
      "expected 512, by [adc][channel] of dune-2x2, got 2",
    );
    expect(() => gridMask(summary, { title, values: values() })).toThrow("a limit or a state");
  });
});
