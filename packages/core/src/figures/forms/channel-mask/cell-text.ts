/** What a mask says of one channel. */
import { detectorGroups } from "../../../detector/groups.js";
import type { Change, State, Verdict } from "../../../judge/states/verdict.js";
import { placeText } from "../../style/place-text.js";
import { numberText } from "../../style/rounding.js";
import type { ChannelMaskPayload } from "./payload.js";

/** Place, state, numbers and reason of a row of the cells, a line each; no reason that is the state's words again. */
export function cellText(payload: ChannelMaskPayload, row: number): string {
  const { cells, detector, limits, meanings, reasons } = payload;
  const state = cells.state[row]!;
  const { limit, unit, check } = limits[cells.limit[row]!] ?? { limit: null, unit: "" };
  const meaning = meanings[state] ?? state;
  const reason = reasons[cells.reason[row]!] ?? "";
  const channelIndex = detectorGroups(detector).indexOf(cells.adc[row]!, cells.channel[row]!);
  return [
    placeText(detector, channelIndex),
    `${meaning}${changeText(state, cells.change?.[row])}`,
    `${check ? `${check}: ` : ""}value ${withUnit(numberText(cells.value[row]!), unit)}, limit ${limitText(limit, unit)}, n = ${cells.n[row]}`,
    ...(reason === meaning ? [] : [reason]),
  ].join("\n");
}

/** The change from the previous file, in brackets; empty where there is none. */
function changeText(state: State, change: Change | null | undefined): string {
  if (change === "new" || change === "recovered") return ` (${change})`;
  const isFault = state === "bad" || state === "warn";
  return isFault && change === "unchanged" ? " (still there)" : "";
}

function limitText(limit: Verdict["limit"], unit: string): string {
  if (limit === null) return "none";
  if (typeof limit === "number") return withUnit(numberText(limit), unit);
  return withUnit(`${numberText(limit[0])} to ${numberText(limit[1])}`, unit);
}

function withUnit(text: string, unit: string): string {
  return unit === "" || text === "unknown" ? text : `${text} ${unit}`;
}
