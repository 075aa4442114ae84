/** The kinds of figures: all that the extension knows of a kind by its name is its row here. */
import type { Payload, PayloadKind } from "@light-dqm/core/figures";
import {
  type ChannelPlaces,
  placesInGrids,
  placesInPanels,
  placesInRows,
  placesOnMap,
} from "../channels/channel-places.js";
import { mapSubject, mapSummary, mapTools, onlyPartsOfMap, stateOnMap } from "./detector-map.js";
import type { FigureKind } from "./figure-kind.js";
import { chosenFraction, fractionTools } from "./fractions.js";
import { maskSummary, maskTools, onlyParts, stateOfCell } from "./mask.js";
import { stateInGrid } from "./plot.js";
import { spectrumLine } from "./spectra.js";
import { epcbOfPanel, waveformLine } from "./waveforms.js";

/** In the order in which a card shows their lines. */
export const figureKinds: {
  readonly [Kind in PayloadKind]: FigureKind<Extract<Payload, { kind: Kind }>>;
} = {
  "channel-mask": {
    // Narrow ones need more: the words above the grid take several lines.
    heightPx: (widthPx) =>
      Math.round(Math.min(460, widthPx < 700 ? 618 - 0.4 * widthPx : 240 + 0.14 * widthPx)),
    subject: ({ check }) => `mask-${check}`,
    summary: maskSummary,
    places: placesInRows,
    stateOf: stateOfCell,
    tools: maskTools,
    reduced: (figure, payload, { parts }) => onlyParts(figure, payload, parts),
  },
  "detector-map": {
    heightPx: (widthPx) => Math.round(Math.min(720, widthPx < 700 ? 800 - 0.3 * widthPx : 620)),
    subject: mapSubject,
    summary: mapSummary,
    places: placesOnMap,
    stateOf: stateOnMap,
    tools: mapTools,
    reduced: (figure, payload, { parts }) => onlyPartsOfMap(figure, payload, parts),
  },
  "fraction-panels": {
    heightPx: () => 960,
    subject: ({ flag, triggerClass, denominator }) => `${flag}-${triggerClass}-per-${denominator}`,
    places: placesInPanels,
    tools: fractionTools,
    chosen: chosenFraction,
  },
  "channel-quantiles": {
    heightPx: () => 960,
    subject: ({ quantity }) => quantity,
    places: placesInPanels,
  },
  waveforms: {
    heightPx: () => 760,
    subject: ({ event, panels: [first] }) =>
      event === null ? `waveforms-from-adc-${first?.adc}` : `waveforms-event-${event}`,
    groupOfPanel: epcbOfPanel,
    lineOf: waveformLine,
  },
  spectra: {
    heightPx: () => 900,
    subject: ({ per }) => `spectra-per-${per}`,
    lineOf: spectrumLine,
  },
  trend: {
    subject: ({ quantity }) => `trend-${quantity}`,
  },
  figure: {
    subject: ({ title }) => title,
  },
  plot: {
    subject: ({ title }) => title,
    places: placesInGrids,
    stateOf: stateInGrid,
  },
  unavailable: {
    heightPx: () => 200,
  },
};

/** The row of a payload's kind. */
export function kindOf<Shown extends Payload>({ kind }: Shown): FigureKind<Shown> {
  return figureKinds[kind] as unknown as FigureKind<Shown>;
}

/** Where a payload draws its channels; null where it draws none. */
export function placesOf(payload: Payload): ChannelPlaces | null {
  return kindOf(payload).places?.(payload) ?? null;
}
