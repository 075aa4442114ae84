/** What a mask says, in words, and the parts of it that a reader may want to see alone. */
import type { ChannelMaskPayload } from "@light-dqm/core/figures";

const stateOrder = ["bad", "warn", "unknown", "masked", "ok"] as const;
const stateWords: Record<string, string> = {
  ok: "good",
  warn: "unusual",
  bad: "bad",
  unknown: "unknown",
  masked: "masked (known problem)",
};
const mostNamed = 6;

/** One line above a mask: how many channels are in which state, and which are not good. */
export function maskSummary(payload: ChannelMaskPayload): string {
  const { state, change, adc } = payload.cells;
  const parts = stateOrder.flatMap((each) => {
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

/** A part of a mask that can be shown or hidden. */
export interface MaskPart {
  id: string;
  label: string;
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
  const part = (id: string, label: string, has: (row: number) => boolean): MaskPart => ({
    ...{ id, label, has },
    count: rowsWhere(payload, has).length,
  });
  return [
    part("new", "new", (row) => change?.[row] === "new"),
    part(
      "known",
      "known",
      (row) => change?.[row] === "known" || (isFault(row) && change?.[row] === "unchanged"),
    ),
    part("recovered", "recovered", (row) => change?.[row] === "recovered"),
    ...stateOrder.map((each) =>
      part(each, each === "masked" ? "masked" : stateWords[each]!, (row) => state[row] === each),
    ),
  ].filter(({ count }) => count > 0);
}

/** The mask with only the cells that are in one of the parts; all of them where none is named. */
export function onlyParts(
  payload: ChannelMaskPayload,
  wanted: ReadonlySet<string>,
): ChannelMaskPayload {
  if (wanted.size === 0) return payload;
  const parts = maskParts(payload).filter(({ id }) => wanted.has(id));
  const keep = payload.cells.state.map((_, row) => parts.some((part) => part.has(row)));
  const cells = Object.fromEntries(
    Object.entries(payload.cells).map(([name, column]) => [
      name,
      (column as unknown[]).filter((_, row) => keep[row]),
    ]),
  );
  return { ...payload, cells: cells as unknown as ChannelMaskPayload["cells"] };
}
