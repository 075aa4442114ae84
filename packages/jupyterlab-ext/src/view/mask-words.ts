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
const changeOrder = ["new", "known", "recovered"] as const;

/** Against the previous file, by cell; null where the payload does not say. */
export function changesOf({ cells }: ChannelMaskPayload): readonly string[] | null {
  const changes = (cells as { change?: unknown }).change;
  const valid = Array.isArray(changes) && changes.length === cells.adc.length;
  return valid ? changes.map(String) : null;
}

const mostNamed = 6;

/** One line above a mask: how many channels are in which state, and which are not good. */
export function maskSummary(payload: ChannelMaskPayload): string {
  const { cells } = payload;
  const changes = changesOf(payload);
  const parts = stateOrder.flatMap((state) => {
    const rows = cells.state.flatMap((each, i) => (each === state ? [i] : []));
    if (rows.length === 0) return [];
    const fresh = changes ? rows.filter((i) => changes[i] === "new").length : 0;
    const freshWords = fresh > 0 && state !== "ok" ? `, ${fresh} new` : "";
    const words = `${rows.length} ${stateWords[state]}${freshWords}`;
    if (state === "ok" || state === "masked") return [words];
    const named = rows
      .slice(0, mostNamed)
      .map((i) => `ADC ${cells.adc[i]} channel ${cells.channel[i]}`);
    const more = rows.length > mostNamed ? ` and ${rows.length - mostNamed} more` : "";
    return [`${words} (${named.join(", ")}${more})`];
  });
  const total = `${cells.adc.length} channel${cells.adc.length === 1 ? "" : "s"}`;
  return `${total}: ${parts.join("; ") || "none"}.`;
}

/** A part of a mask that can be shown or hidden. */
export interface MaskPart {
  id: string;
  label: string;
  count: number;
  has(row: number): boolean;
}

/** States that occur, and new, known and recovered where the payload tells them. */
export function maskParts(payload: ChannelMaskPayload): MaskPart[] {
  const { state } = payload.cells;
  const changes = changesOf(payload);
  const part = (id: string, label: string, has: (row: number) => boolean): MaskPart => ({
    id,
    label,
    has,
    count: state.filter((_, row) => has(row)).length,
  });
  return [
    ...changeOrder.map((change) =>
      part(change, change, (row) => changes !== null && changes[row] === change),
    ),
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
