import { detectorGroups } from "../../../detector/groups.js";
import type { State } from "../../../judge/states/verdict.js";
import { runsText } from "../../../words/phrases.js";
import type { Annotation } from "../../figure.js";
import { type Page, textAt } from "../../page.js";
import { wrapText } from "../../style/text.js";
import { type ChannelMaskPayload, worstFirst } from "./payload.js";

/** Channels that share a state and its reason: one entry of the list. */
interface ListEntry {
  state: State;
  channelCount: number;
  lines: string[];
}

const sizePxOf = (page: Page): number => page.textPx - 1;
const linePitchPx = (page: Page): number => sizePxOf(page) * 1.5;

/** Where a list stands. */
interface ListPlace {
  topPx: number;
  leftPx?: number;
}

/** Height of the whole list with its spacing; 0 without any entry. */
export function maskListPx(page: Page, payload: ChannelMaskPayload): number {
  const lineCount = entriesOf(page, payload, page.margin.l).flatMap(({ lines }) => lines).length;
  return lineCount === 0 ? 0 : (lineCount + 2) * linePitchPx(page) + 28;
}

/**
 * The channels that are not ok with their reasons, worst first, from `topPx` down to the end of the
 * page; channels with the same reason share an entry. The heading tells how many fit.
 */
export function maskList(
  page: Page,
  payload: ChannelMaskPayload,
  { topPx, leftPx = page.margin.l }: ListPlace,
): Annotation[] {
  const entries = entriesOf(page, payload, leftPx);
  if (entries.length === 0) return [];
  const room = Math.floor((page.heightPx - topPx - 12) / linePitchPx(page)) - 2;
  const shown: ListEntry[] = [];
  for (const entry of entries) {
    const used = [...shown, entry].flatMap(({ lines }) => lines).length;
    if (used > room) break;
    shown.push(entry);
  }
  if (shown.length === 0) return [];
  const heading =
    shown.length === entries.length
      ? "Channels not ok, worst first:"
      : `Channels not ok, worst first (${channelsIn(shown)} of ${channelsIn(entries)} shown):`;
  const { palette } = page;
  const rows = shown.flatMap(({ state, lines }) => lines.map((text) => ({ state, text })));
  return [
    textAt(page, heading, leftPx, topPx),
    ...rows.map(({ state, text }, row) =>
      textAt(page, text, leftPx, topPx + (row + 1.5) * linePitchPx(page), {
        sizePx: sizePxOf(page),
        color: state === "masked" ? palette.quiet : palette.states[state],
      }),
    ),
  ];
}

const channelsIn = (entries: readonly ListEntry[]): number =>
  entries.reduce((sum, { channelCount }) => sum + channelCount, 0);

function entriesOf(page: Page, payload: ChannelMaskPayload, leftPx: number): ListEntry[] {
  const { cells, reasons } = payload;
  const widthPx = page.widthPx - leftPx - page.margin.r;
  return worstFirst.flatMap((state) => {
    if (state === "ok") return [];
    const rowsOfReason = new Map<string, number[]>();
    cells.state.forEach((each, row) => {
      if (each !== state) return;
      const reason = reasons[cells.reason[row]!] ?? "";
      rowsOfReason.set(reason, [...(rowsOfReason.get(reason) ?? []), row]);
    });
    return [...rowsOfReason].map(([reason, rows]) => {
      const text = `${placesText(payload, rows)}: ${reason}`;
      return {
        state,
        channelCount: rows.length,
        lines: wrapText(text, widthPx, sizePxOf(page), 4),
      };
    });
  });
}

/** `ADC 5, channel 59`, or `ADC 4, channels 4–15, 20; ADC 7, channel 8`. */
function placesText({ cells, detector }: ChannelMaskPayload, rows: readonly number[]): string {
  const { adcMembers } = detectorGroups(detector);
  const byAdc = new Map<number, number[]>();
  for (const row of rows) {
    const adc = cells.adc[row]!;
    byAdc.set(adc, [...(byAdc.get(adc) ?? []), cells.channel[row]!]);
  }
  const places = [...byAdc].map(([adc, channels]) => {
    if (channels.length === 1) return `ADC ${adc}, channel ${channels[0]}`;
    if (channels.length === adcMembers[adc]!.length) return `ADC ${adc}, all channels`;
    return `ADC ${adc}, channels ${runsText(channels)}`;
  });
  return places.join("; ");
}
