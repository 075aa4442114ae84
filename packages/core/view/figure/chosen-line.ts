/** One line between the tools and the plot: what is chosen, in the colours that it has below. */
import type { Theme } from "@light-dqm/core/figures";
import { accentOf } from "../channels/accents.js";
import { element } from "../dom/elements.js";
import { partsOf, type Selection, shortLabel } from "../selection.js";

export interface ChosenLine {
  node: HTMLElement;
  show(selection: Selection | null, theme: Theme): void;
  /** Says something in its place, until the next `show`. */
  say(words: string): void;
}

const hint = "Nothing selected: click to select, Ctrl or Shift and click to add.";

/** Always as high as one line, whatever it says: a choice moves nothing. */
export function chosenLine(): ChosenLine {
  const node = element("p", { class: "ldqm-Chosen", role: "status" });
  return {
    node,
    say: (words) => node.replaceChildren(words),
    show(selection, theme) {
      const parts = partsOf(selection);
      node.toggleAttribute("data-empty", parts.length === 0);
      node.title = parts.map(({ label }) => label).join("\n");
      if (parts.length === 0) node.replaceChildren(hint);
      else
        node.replaceChildren(
          "Selected: ",
          ...parts.map((part, i) => {
            const chip = element("span", { class: "ldqm-Chip" }, [shortLabel(part)]);
            chip.style.borderLeftColor = accentOf(theme, i);
            return chip;
          }),
        );
    },
  };
}
