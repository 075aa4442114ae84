import { describe, expect, it } from "vitest";
import { selectionAt } from "../../view/channels/groups.js";
import { partsOf, shortLabel, withAnother } from "../../view/selection.js";
import { dune2x2 } from "../detectors.js";

const one = selectionAt(dune2x2, { adc: 3, channel: 42 }, "channel");
const other = selectionAt(dune2x2, { adc: 1, channel: 28 }, "channel");
const group = selectionAt(dune2x2, { adc: 3, channel: 42 }, "epcb");

describe("a choice that is added", () => {
  it("to nothing is the choice", () => {
    expect(withAnother(null, one)).toBe(one);
  });

  it("to another makes both, named by their numbers, apart to be compared", () => {
    const both = withAnother(one, other)!;
    expect(both.label).toBe("ADC 3, channel 42; ADC 1, channel 28");
    expect(both.channels).toEqual([...one.channels, ...other.channels]);
    expect(partsOf(both)).toEqual([one, other]);
    expect(both.grouping).toBe("channel");
  });

  it("again takes it away, and the last one leaves nothing", () => {
    expect(withAnother(withAnother(one, other), one)).toBe(other);
    expect(withAnother(one, one)).toBeNull();
  });

  it("has each channel once, also where a group holds it", () => {
    const both = withAnother(group, one)!;
    expect(both.channels).toHaveLength(6);
    expect(partsOf(both)).toEqual([group, one]);
  });
});

it("short names leave out the groups", () => {
  expect([one, group].map(shortLabel)).toEqual(["ADC 3, channel 42", "EPCB 5 of ADC 3"]);
});
