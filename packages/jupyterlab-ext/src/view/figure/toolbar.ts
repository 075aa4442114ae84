/** What can be chosen of a figure, as far as its payload has it. */
import type { DetectorProfile, Payload } from "@light-dqm/core/figures";
import { detectorOf, groupingsOf } from "../channels/groups.js";
import type { Choices } from "../kinds/figure-kind.js";
import { kindOf } from "../kinds/figure-kinds.js";
import { button, chooser } from "../page/elements.js";

export function figureToolbar(
  payload: Payload,
  choices: Choices,
  changed: () => void,
  save: (format: "png" | "svg") => void,
): HTMLElement[] {
  const detector = detectorOf(payload);
  const grouping = (of: DetectorProfile): HTMLElement =>
    chooser("Select", groupingsOf(of), choices.grouping, (value) => {
      choices.grouping = value;
    });
  return [
    ...(kindOf(payload).tools?.(payload, choices, changed) ?? []),
    ...(detector ? [grouping(detector)] : []),
    button("PNG", () => save("png"), { title: "Save as PNG" }),
    button("SVG", () => save("svg"), { title: "Save as SVG" }),
  ];
}
