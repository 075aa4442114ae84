import { expect, test } from "vitest";
import { conditionsWords } from "../../src/report/conditions-text.js";

const unknown = { lightAdc16: Number.NaN, litShare: Number.NaN };

test("conditions are told with the run type first, then how much light there is", () => {
  const beam = { runType: "beam", lightAdc16: 1214.6, litShare: 0.904 } as const;
  expect(conditionsWords(beam, false, "ADC16")).toBe(
    "beam run, typical light 1210 ADC16 counts, the typical TPC lit in 90.4 % of the events",
  );
  expect(conditionsWords({ ...beam, runType: "led" }, false, "ADC14")).toBe(
    "LED run, typical light 304 ADC14 counts, the typical TPC lit in 90.4 % of the events",
  );
});

test("a run type that is set is said to be", () => {
  expect(conditionsWords({ runType: "mixed", ...unknown }, true, "V")).toBe(
    "mixed run (as set), light unknown",
  );
});

test("what is not known is told as unknown, and no light as none", () => {
  expect(conditionsWords({ runType: "unknown", ...unknown }, false, "V")).toBe(
    "run of unknown type, light unknown",
  );
  expect(conditionsWords({ runType: "pedestal", ...unknown, litShare: 0 }, false, "V")).toBe(
    "pedestal run, the typical TPC lit in 0 % of the events",
  );
});
