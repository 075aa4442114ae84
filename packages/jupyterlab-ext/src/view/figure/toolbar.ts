/** What can be chosen of a figure, as far as its payload has it. */
import type { Payload } from "@light-dqm/core/figures";
import { type Grouping, groupWords } from "../../selection.js";
import { detectorOf } from "../channels/groups.js";
import type { Choices } from "../kinds/figure-kind.js";
import { kindOf } from "../kinds/figure-kinds.js";
import { button, chooser } from "../page/elements.js";

const groupings = Object.entries(groupWords) as [Grouping, string][];

export function figureToolbar(
  payload: Payload,
  choices: Choices,
  changed: () => void,
  save: (format: "png" | "svg") => void,
): HTMLElement[] {
  const grouping = chooser("Select", groupings, choices.grouping, (value) => {
    choices.grouping = value;
  });
  return [
    ...(kindOf(payload).tools?.(payload, choices, changed) ?? []),
    ...(detectorOf(payload) ? [grouping] : []),
    button("PNG", () => save("png"), { title: "Save as PNG" }),
    button("SVG", () => save("svg"), { title: "Save as SVG" }),
  ];
}
