/** What can be chosen of a figure, as far as its payload has it. */
import type { Payload } from "@light-dqm/core/figures";
import { button, toggle } from "../dom/elements.js";
import type { Choices } from "../kinds/figure-kind.js";
import { kindOf } from "../kinds/figure-kinds.js";

/** What a figure has for its tools to change. */
export interface Tooled {
  payload: Payload;
  choices: Choices;
  /** Of the picker; empty where the payload does not know its detector. */
  pickers: readonly HTMLElement[];
  /** Whether it draws channels, or lines of them, that can be chosen. */
  hasChannels: boolean;
  hasLines: boolean;
  /** Whether its panels can zoom together. */
  linksPanels: boolean;
  changed(): void;
  save(format: "png" | "svg"): void;
  resetZoom(): void;
}

export interface FigureTools {
  nodes: HTMLElement[];
  /** Going back is offered where there is something to go back from; its place stays. */
  showZoomed(isZoomed: boolean): void;
}

export function figureTools(figure: Tooled): FigureTools {
  const { payload, choices, pickers, changed } = figure;
  const option = (
    label: string,
    key: "isAdding" | "onlySelected" | "zoomsAll",
    title: string,
  ): HTMLElement =>
    toggle(
      label,
      choices[key],
      (pressed) => {
        choices[key] = pressed;
        changed();
      },
      { title },
    );
  const reset = button("Reset zoom", figure.resetZoom, {
    title: "Show all of it again (or double-click)",
    disabled: true,
  });
  return {
    nodes: [
      ...(kindOf(payload).tools?.(payload, choices, changed) ?? []),
      ...pickers,
      ...(figure.hasChannels ? [option("Add", "isAdding", "Clicks add to what is selected")] : []),
      ...(figure.hasLines
        ? [
            option(
              "Only selected",
              "onlySelected",
              "Draw only what is selected, against the band of the others",
            ),
          ]
        : []),
      ...(figure.linksPanels
        ? [option("Zoom all panels", "zoomsAll", "Panels of one range zoom together")]
        : []),
      reset,
      button("PNG", () => figure.save("png"), { title: "Save as PNG" }),
      button("SVG", () => figure.save("svg"), { title: "Save as SVG" }),
    ],
    showZoomed: (isZoomed) => {
      reset.disabled = !isZoomed;
    },
  };
}
