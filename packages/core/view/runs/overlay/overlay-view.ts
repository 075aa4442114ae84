/** Two runs compared: numbers by channel as points and as a table, and the spectra of a channel. */
import {
  type OverlaidQuantity,
  type Overlay,
  overlayRuns,
  type RunValues,
} from "@light-dqm/core/blocks";
import type { Payload } from "@light-dqm/core/figures";
import { button, chooser, element } from "../../dom/elements.js";
import { errorPane } from "../../dom/error-pane.js";
import { sortableTable } from "../../dom/sortable-table.js";
import { type FigureView, figureView } from "../../figure/figure-view.js";
import { messageOf } from "../../message-of.js";
import { type Scope, scopeOf } from "../../selection.js";
import type { Run } from "../run.js";
import { runName } from "../run-words.js";
import {
  adcsOfFigure,
  numberText,
  overlayPayload,
  type Shown,
  spectrumPayload,
} from "./overlay-figures.js";
import { type ChannelPlace, largestFirst, type OverlayRow, rowsOf } from "./overlay-rows.js";

export interface OverlayView extends OverlaidFigures {
  readonly node: HTMLElement;
  /** Puts the keyboard there. */
  focus(): void;
}

type OverlaidFigures = Pick<FigureView, "paintNow" | "resized" | "dispose">;

interface Side {
  run: Run;
  values: RunValues;
}

/** @param swap called for the same runs the other way round */
export function overlayView(
  before: Side,
  after: Side,
  { swap, close }: { swap(): void; close(): void },
): OverlayView {
  const names = namesOf(before.run, after.run);
  const heading = element("h2", { tabindex: "-1" }, [`${names[0]} and ${names[1]} compared`]);
  const node = element("section", { class: "ldqm-Overlay", "aria-label": "Two runs compared" }, [
    heading,
    element("div", { class: "ldqm-Toolbar" }, [
      button("Swap", swap, { title: "The other run first" }),
      button("Close the comparison", close),
    ]),
  ]);
  let figures: OverlaidFigures = { paintNow() {}, resized() {}, dispose() {} };
  try {
    figures = showOverlay(node, overlayRuns(before.values, after.values), names);
  } catch (error) {
    node.append(note(messageOf(error)));
  }
  return {
    ...figures,
    node,
    focus() {
      heading.focus({ preventScroll: true });
      node.scrollIntoView({ block: "start" });
    },
  };
}

type Names = readonly [before: string, after: string];

/** Two runs of one name are told apart by their files. */
function namesOf(before: Run, after: Run): Names {
  const names: Names = [runName(before), runName(after)];
  return names[0] === names[1] ? [before.file, after.file] : names;
}

const note = (text: string): HTMLElement => element("p", { class: "ldqm-Note" }, [text]);

/** @throws Error where nothing is known of the runs */
function showOverlay(node: HTMLElement, overlay: Overlay, names: Names): OverlaidFigures {
  const { quantities } = overlay;
  const first = quantities.find(({ name }) => name === "noise") ?? quantities[0];
  if (!first) throw new Error("No number is known of either run.");
  const scope = scopeOf(node);
  const points = figurePlace(scope, "No numbers of these ADCs to compare.");
  const spectrum = figurePlace(scope, "No spectra of this channel to compare.");
  const whyNot = note("");
  const table = element("div");
  const spectrumHeading = element("h3");
  const tools = element("div", { class: "ldqm-Toolbar" });
  node.append(
    ...[...caveats(overlay, names), tools, whyNot, points.node, spectrumHeading, spectrum.node],
    element("h3", {}, ["By channel"]),
    table,
  );

  let shown: Shown = "values";
  let adcs = partsOf(overlay)[0]!;
  let quantity = first;
  let rows = rowsOf(overlay, quantity);
  let place: ChannelPlace = largestFirst(rows)[0]!;

  function show(): void {
    whyNot.hidden = quantity.whyNot === null;
    whyNot.textContent = `Its values cannot be compared: ${quantity.whyNot}.`;
    points.show(() => overlayPayload(quantity, rows, shown, names, adcs));
    table.replaceChildren(
      tableOf(quantity, rows, names, (chosen) => {
        place = chosen;
        showSpectrum();
        spectrumHeading.scrollIntoView({ block: "nearest" });
      }),
    );
    showSpectrum();
  }

  function showSpectrum(): void {
    spectrumHeading.textContent = `Spectra: ADC ${place.adc}, channel ${place.channel}`;
    spectrum.show(() => spectrumPayload(overlay, place, shown, names));
  }

  tools.append(
    chooser(
      "Quantity",
      quantities.map(({ name }) => [name, name] as const),
      quantity.name,
      (next) => {
        quantity = quantities.find(({ name }) => name === next)!;
        rows = rowsOf(overlay, quantity);
        place = largestFirst(rows)[0]!;
        show();
      },
    ),
    chooser<Shown>("Show", shownNames, shown, (next) => {
      shown = next;
      show();
    }),
    ...adcChooser(overlay, (next) => {
      adcs = next;
      show();
    }),
  );
  show();
  const both = (act: (figure: OverlaidFigures) => void) => () => [points, spectrum].forEach(act);
  return {
    paintNow: both((figure) => figure.paintNow()),
    resized: both((figure) => figure.resized()),
    dispose: both((figure) => figure.dispose()),
  };
}

const shownNames = [
  ["values", "values"],
  ["difference", "difference"],
  ["ratio", "ratio"],
] as const;

/** What may cause differences. */
function caveats({ caveats }: Overlay, names: Names): HTMLElement[] {
  if (caveats.length === 0) return [];
  return [
    element("div", { class: "ldqm-Note", role: "note" }, [
      `Not made alike, which may cause differences (before: ${names[0]}, after: ${names[1]}):`,
      element(
        "ul",
        {},
        caveats.map((caveat) => element("li", {}, [caveat])),
      ),
    ]),
  ];
}

/** A place for a figure, or for what is said where there is none. */
function figurePlace(scope: Scope, otherwise: string) {
  const node = element("div");
  let view: FigureView | null = null;
  function dispose(): void {
    view?.dispose();
    view = null;
  }
  return {
    node,
    paintNow: () => view?.paintNow(),
    resized: () => view?.resized(),
    dispose,
    show(make: () => Payload | null): void {
      try {
        const payload = make();
        if (payload && view) view.update(payload);
        else if (payload) {
          view = figureView(payload);
          node.replaceChildren(view.node);
          view.joined(scope);
        } else {
          dispose();
          node.replaceChildren(note(otherwise));
        }
      } catch (error) {
        dispose();
        node.replaceChildren(errorPane(error));
      }
    },
  };
}

function tableOf(
  { name, unit }: OverlaidQuantity,
  rows: readonly OverlayRow[],
  names: Names,
  choose: (place: ChannelPlace) => void,
): HTMLElement {
  const ofUnit = unit === "" ? "" : ` (${unit})`;
  const column = (heading: string, key: "before" | "after" | "difference" | "ratio") => ({
    heading,
    value: (row: OverlayRow) => row[key],
    cell: (row: OverlayRow) => numberText(row[key]),
  });
  return sortableTable<OverlayRow>(
    [
      {
        heading: "Channel",
        value: ({ adc, channel }) => adc * 10_000 + channel,
        cell: ({ adc, channel }) =>
          button(`ADC ${adc}, channel ${channel}`, () => choose({ adc, channel }), {
            title: "Show its spectra",
          }),
      },
      column(`${names[0]}${ofUnit}`, "before"),
      column(`${names[1]}${ofUnit}`, "after"),
      column(`Difference${ofUnit}`, "difference"),
      column("Ratio", "ratio"),
    ],
    largestFirst(rows),
    { caption: `${name} by channel, the largest difference first`, most: 15 },
  );
}

/** The ADCs, as many at a time as one figure shows. */
function partsOf({ adc }: Overlay): number[][] {
  const all = [...new Set(adc)];
  return Array.from({ length: Math.ceil(all.length / adcsOfFigure) }, (_, i) =>
    all.slice(i * adcsOfFigure, (i + 1) * adcsOfFigure),
  );
}

/** A choice of ADCs, where there are more than one figure shows. */
function adcChooser(overlay: Overlay, chosen: (adcs: number[]) => void): HTMLElement[] {
  const parts = partsOf(overlay);
  if (parts.length < 2) return [];
  const options = parts.map((part, i) => [String(i), `${part[0]}–${part.at(-1)}`] as const);
  return [chooser("ADCs", options, "0", (next) => chosen(parts[Number(next)]!))];
}
