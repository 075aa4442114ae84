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
import { hasMatchingAxes, ownTicks } from "./own-figure.js";
import {
  nameOfPoint,
  nameOfSeries,
  plotTicks,
  pointNames,
  seriesNames,
  stateInGrid,
} from "./plot.js";
import { nameOfSpectrum, spectraNames, spectrumLine } from "./spectra.js";
import { isTrendGrid, nameOfTrend, trendLine, trendNames, trendTicks } from "./trend.js";
import {
  epcbOfPanel,
  nameOfWaveform,
  textOfSample,
  waveformLine,
  waveformNames,
} from "./waveforms.js";

const wholeNumbers = () => "whole" as const;
const always = () => true;
const hasPanels = ({ panels }: { panels: readonly unknown[] }) => panels.length > 1;
/** Channels along x, numbers along y. */
const channelsAlong = (_: Payload, axis: "x" | "y") => (axis === "x" ? "whole" : "number");

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
    ticks: wholeNumbers,
    reduced: (figure, payload, { parts }) => onlyParts(figure, payload, parts),
  },
  "detector-map": {
    heightPx: (widthPx) => Math.round(Math.min(720, widthPx < 700 ? 800 - 0.3 * widthPx : 620)),
    subject: mapSubject,
    summary: mapSummary,
    places: placesOnMap,
    stateOf: stateOnMap,
    tools: mapTools,
    ticks: (_, axis) => (axis === "x" ? "words" : "number"),
    reduced: (figure, payload, { parts }) => onlyPartsOfMap(figure, payload, parts),
  },
  "fraction-panels": {
    heightPx: () => 960,
    subject: ({ flag, triggerClass, denominator }) => `${flag}-${triggerClass}-per-${denominator}`,
    places: placesInPanels,
    tools: fractionTools,
    linksPanels: always,
    ticks: channelsAlong,
    chosen: chosenFraction,
  },
  "channel-quantiles": {
    heightPx: () => 960,
    subject: ({ quantity }) => quantity,
    places: placesInPanels,
    linksPanels: always,
    ticks: channelsAlong,
  },
  waveforms: {
    heightPx: () => 760,
    subject: ({ event, panels: [first] }) =>
      event === null ? `waveforms-from-adc-${first?.adc}` : `waveforms-event-${event}`,
    groupOfPanel: epcbOfPanel,
    lineNames: waveformNames,
    nameOfLine: nameOfWaveform,
    linksPanels: hasPanels,
    textOfPoint: textOfSample,
    lineOf: waveformLine,
  },
  spectra: {
    heightPx: () => 900,
    subject: ({ per }) => `spectra-per-${per}`,
    lineNames: spectraNames,
    nameOfLine: nameOfSpectrum,
    linksPanels: hasPanels,
    lineOf: spectrumLine,
  },
  trend: {
    subject: ({ quantity }) => `trend-${quantity}`,
    lineNames: trendNames,
    nameOfLine: nameOfTrend,
    linksPanels: isTrendGrid,
    ticks: trendTicks,
    lineOf: trendLine,
  },
  figure: {
    subject: ({ title }) => title,
    lineNames: ({ figure }) => figure.data.map(({ name }) => name),
    nameOfLine: (_, { name }) => name,
    linksPanels: hasMatchingAxes,
    ticks: ownTicks,
  },
  plot: {
    subject: ({ title }) => title,
    places: placesInGrids,
    stateOf: stateInGrid,
    lineNames: seriesNames,
    nameOfLine: nameOfSeries,
    pointNames,
    nameOfPoint,
    linksPanels: ({ panels, shared }) => panels.length > 1 && (shared.x || shared.y),
    ticks: plotTicks,
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
