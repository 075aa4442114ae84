/** What can be chosen of a page of fractions: their denominator, and the scale. */
import { type FractionPanelsPayload, groupTitle } from "@light-dqm/core/figures";
import { chooser, toggle } from "../dom/elements.js";
import type { Choices } from "./figure-kind.js";

const denominatorWords = {
  ...{ channel: "channel", total: "total" },
  ...{ epcb: groupTitle("epcb"), tpc: groupTitle("tpc") },
};

export function fractionTools(
  payload: FractionPanelsPayload,
  choices: Choices,
  changed: () => void,
): HTMLElement[] {
  const available = [payload, ...(payload.alternatives ?? [])].map(
    ({ denominator }) => [denominator, denominatorWords[denominator]] as const,
  );
  const denominators = chooser(
    "Percent of",
    available,
    choices.denominator ?? payload.denominator,
    (value) => {
      choices.denominator = value;
      changed();
    },
  );
  const scale = toggle(
    "Log",
    choices.yScale === "log",
    (pressed) => {
      choices.yScale = pressed ? "log" : "linear";
      changed();
    },
    { title: "Logarithmic axis" },
  );
  return available.length > 1 ? [denominators, scale] : [scale];
}

/** The payload with the chosen denominator, where it has that one. */
export function chosenFraction(
  payload: FractionPanelsPayload,
  { denominator }: Choices,
): FractionPanelsPayload {
  const other = payload.alternatives?.find((each) => each.denominator === denominator);
  return other ? { ...payload, ...other } : payload;
}
