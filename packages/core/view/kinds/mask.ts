/** What a mask says, in words, and the parts of it that a reader may want to see alone. */
import type { ChannelMaskPayload, Figure } from "@light-dqm/core/figures";
import { type ChannelPlaces, placesInRows } from "../channels/channel-places.js";
import { toggle } from "../dom/elements.js";
import { panelOf } from "../plot/axes.js";
import { type ChannelRef, keyOf } from "../selection.js";
import type { Choices, State } from "./figure-kind.js";

/** Every state, the worst first. */
export const worstFirst: readonly State[] = ["bad", "warn", "unknown", "masked", "ok"];
const stateWords = {
  ok: "good",
  warn: "unusual",
  bad: "bad",
  unknown: "unknown",
  masked: "masked (known problem)",
} as const;
const mostNamed = 6;

/** One line above a mask: how many channels are in which state, and which are not good. */
export function maskSummary(payload: ChannelMaskPayload): string {
  const { state, change, adc } = payload.cells;
  const parts = worstFirst.flatMap((each) => {
    const rows = rowsWhere(payload, (row) => state[row] === each);
    if (rows.length === 0) return [];
    const words = `${rows.length} ${stateWords[each]}`;
    if (each === "masked") return [words];
    if (each === "ok") {
      const back = rows.filter((row) => change?.[row] === "recovered");
      return [
        back.length > 0 ? `${words}, ${back.length} recovered (${named(payload, back)})` : words,
      ];
    }
    const fresh = rows.filter((row) => change?.[row] === "new").length;
    return [`${words}${fresh > 0 ? `, ${fresh} new` : ""} (${named(payload, rows)})`];
  });
  return `${adc.length} channel${adc.length === 1 ? "" : "s"}: ${parts.join("; ") || "none"}.`;
}

function named({ cells }: ChannelMaskPayload, rows: readonly number[]): string {
  const names = rows
    .slice(0, mostNamed)
    .map((i) => `ADC ${cells.adc[i]} channel ${cells.channel[i]}`);
  const more = rows.length > mostNamed ? ` and ${rows.length - mostNamed} more` : "";
  return `${names.join(", ")}${more}`;
}

function rowsWhere({ cells }: ChannelMaskPayload, wanted: (row: number) => boolean): number[] {
  return cells.adc.flatMap((_, row) => (wanted(row) ? [row] : []));
}

/** The state of a channel; undefined where the mask does not show it. */
export function stateOfCell(
  { cells }: ChannelMaskPayload,
  { adc, channel }: ChannelRef,
): State | undefined {
  return cells.state.find((_, i) => cells.adc[i] === adc && cells.channel[i] === channel);
}

/** A part of a mask that can be shown or hidden. */
export interface MaskPart {
  id: string;
  label: string;
  /** What it holds, in words. */
  help: string;
  count: number;
  has(row: number): boolean;
}

/**
 * States that occur, and, where the payload was compared with the previous file, what is new, known
 * (there before, or listed in the status file) and recovered.
 */
export function maskParts(payload: ChannelMaskPayload): MaskPart[] {
  const { state, change } = payload.cells;
  const isFault = (row: number): boolean => state[row] === "bad" || state[row] === "warn";
  const part = (
    id: string,
    label: string,
    help: string,
    has: (row: number) => boolean,
  ): MaskPart => ({ id, label, help, has, count: rowsWhere(payload, has).length });
  return [
    part("new", "new", "worse than in the previous file", (row) => change?.[row] === "new"),
    part(
      "known",
      "known",
      "present in the previous file, or listed in the status file",
      (row) => change?.[row] === "known" || (isFault(row) && change?.[row] === "unchanged"),
    ),
    part(
      "recovered",
      "recovered",
      "good again since the previous file",
      (row) => change?.[row] === "recovered",
    ),
    ...worstFirst.map((each) =>
      part(
        each,
        each === "masked" ? "masked" : stateWords[each],
        payload.meanings[each] ?? stateWords[each],
        (row) => state[row] === each,
      ),
    ),
  ].filter(({ count }) => count > 0);
}

/** A button per part, which shows it alone or with others. */
export function maskTools(
  payload: ChannelMaskPayload,
  { parts }: Choices,
  changed: () => void,
): HTMLElement[] {
  return maskParts(payload).map(({ id, label, help, count }) =>
    toggle(
      `${label} (${count})`,
      parts.has(id),
      (pressed) => {
        if (pressed) parts.add(id);
        else parts.delete(id);
        changed();
      },
      { "data-part": id, title: `Show only: ${help}` },
    ),
  );
}

/** The figure with only the marks of cells that are in one of the parts; all where none is named. */
export function onlyParts(
  figure: Figure,
  payload: ChannelMaskPayload,
  wanted: ReadonlySet<string>,
): Figure {
  if (wanted.size === 0) return figure;
  const shown = channelsIn(payload, wanted);
  return onlyMarks(figure, placesInRows(payload), shown);
}

/** Channels, by `keyOf`, that are in one of the parts of a mask. */
export function channelsIn(
  payload: ChannelMaskPayload,
  wanted: ReadonlySet<string>,
): ReadonlySet<string> {
  const { adc, channel } = payload.cells;
  const parts = maskParts(payload).filter(({ id }) => wanted.has(id));
  const rows = rowsWhere(payload, (row) => parts.some((part) => part.has(row)));
  return new Set(rows.map((row) => keyOf({ adc: adc[row]!, channel: channel[row]! })));
}

/** The figure with the marks of some channels only; marks of channels have texts to hover. */
export function onlyMarks(
  figure: Figure,
  places: ChannelPlaces,
  shown: ReadonlySet<string>,
): Figure {
  const data = figure.data.map((trace): typeof trace => {
    if (!trace.hovertext) return trace;
    const keep = (_: unknown, i: number): boolean => {
      const ref = places.channelAt(panelOf(trace.xaxis), trace.x[i]!, trace.y[i] ?? -1);
      return ref !== null && shown.has(keyOf(ref));
    };
    return {
      ...trace,
      ...{ x: trace.x.filter(keep), y: trace.y.filter(keep) },
      hovertext: trace.hovertext.filter(keep),
      ...("text" in trace && trace.text ? { text: trace.text.filter(keep) } : {}),
    };
  });
  return { ...figure, data };
}
