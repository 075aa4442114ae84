/** What can be chosen of a figure, as far as its payload has it. */
import type { Payload } from "@light-dqm/core/figures";
import type { Grouping } from "../../selection.js";
import { detectorOf } from "../channels/groups.js";
import { maskParts } from "../kinds/mask.js";
import { button, chooser, toggle } from "../page/elements.js";
import type { Choices } from "./figure-view.js";

const groupings: readonly (readonly [Grouping, string])[] = [
  ["channel", "channel"],
  ["epcb", "EPCB"],
  ["tpc", "TPC"],
  ["adc", "ADC"],
];
const denominatorWords = { channel: "channel", epcb: "EPCB", tpc: "TPC", total: "total" };

export function figureToolbar(
  payload: Payload,
  choices: Choices,
  changed: () => void,
  save: (format: "png" | "svg") => void,
): HTMLElement[] {
  const tools: HTMLElement[] = [];
  if (payload.kind === "channel-mask")
    for (const { id, label, help, count } of maskParts(payload))
      tools.push(
        toggle(
          `${label} (${count})`,
          choices.parts.has(id),
          (pressed) => {
            if (pressed) choices.parts.add(id);
            else choices.parts.delete(id);
            changed();
          },
          { "data-part": id, title: `Show only: ${help}` },
        ),
      );
  if (payload.kind === "fraction-panels") {
    const available = [payload, ...(payload.alternatives ?? [])].map(
      ({ denominator }) => [denominator, denominatorWords[denominator]] as const,
    );
    if (available.length > 1)
      tools.push(
        chooser("Percent of", available, choices.denominator ?? payload.denominator, (value) => {
          choices.denominator = value;
          changed();
        }),
      );
    tools.push(
      toggle(
        "Log",
        choices.yScale === "log",
        (pressed) => {
          choices.yScale = pressed ? "log" : "linear";
          changed();
        },
        { title: "Logarithmic axis" },
      ),
    );
  }
  if (detectorOf(payload))
    tools.push(
      chooser("Choose", groupings, choices.grouping, (value) => {
        choices.grouping = value;
      }),
    );
  tools.push(
    button("PNG", () => save("png"), { title: "Save as PNG" }),
    button("SVG", () => save("svg"), { title: "Save as SVG" }),
  );
  return tools;
}
