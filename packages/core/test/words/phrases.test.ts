import { expect, test } from "vitest";
import { capital, countText, percentText, runsText } from "../../src/words/phrases.js";

test("counts agree with their noun, in a plural of its own where it has one", () => {
  expect(countText(1, "channel")).toBe("1 channel");
  expect(countText(0, "channel")).toBe("0 channels");
  expect(countText(2, "spectrum", "spectra")).toBe("2 spectra");
});

test("percentages keep three digits, small ones two", () => {
  expect(percentText(0.12345)).toBe("12.3 %");
  expect(percentText(0.0012345)).toBe("0.12 %");
  expect(percentText(1)).toBe("100 %");
});

test("a capital changes the first letter alone", () => {
  expect(capital("beam triggers")).toBe("Beam triggers");
  expect(capital("")).toBe("");
});

test("neighbours are told as runs", () => {
  expect(runsText([4, 5, 6, 20, 22, 23])).toBe("4–6, 20, 22–23");
  expect(runsText([])).toBe("");
});
