/** Which channel, or group of channels, a line of a figure shows: read from the words that name it. */
import {
  type DetectorProfile,
  detectorGroups,
  type Payload,
  type Trace,
} from "@light-dqm/core/figures";
import { kindOf } from "../kinds/figure-kinds.js";
import type { ChosenChannel, Grouping, Selection } from "../selection.js";
import { selectionAt } from "./groups.js";
import { placesNamed } from "./named-places.js";

export interface LineOwner {
  grouping: Grouping;
  /** As the groups of a detector are labelled; of a channel `ADC 1, channel 28`. */
  label: string;
  /** Where the words name them. */
  adc: number | null;
  channel: number | null;
  epcb: number | null;
}

/** The owner of a trace; null where its words name none, or more than one. */
export function ownerOf(payload: Payload, trace: Trace, panel: number): LineOwner | null {
  return ownerNamed(kindOf(payload).nameOfLine?.(payload, trace, panel) ?? "");
}

/** The channel of a single point, in a series that draws channels; null in any other. */
export function ownerOfPoint(
  payload: Payload,
  trace: Trace,
  panel: number,
  point: number,
): LineOwner | null {
  return ownerNamed(kindOf(payload).nameOfPoint?.(payload, trace, panel, point) ?? "");
}

/** The smallest group, or the channel, that words name; null where they name none or several. */
export function ownerNamed(words: string): LineOwner | null {
  // Most points of most figures.
  if (words === "") return null;
  const named = placesNamed(words);
  if (!named) return null;
  const { adc, channel, epcb, tpc, trap, module } = named;
  const places = { adc, channel, epcb };
  const of = (grouping: Grouping, label: string): LineOwner => ({ grouping, label, ...places });
  if (adc !== null) {
    if (channel !== null) return of("channel", `ADC ${adc}, channel ${channel}`);
    if (epcb !== null) return of("epcb", `EPCB ${epcb} of ADC ${adc}`);
    return tpc !== null ? of("half-adc", `ADC ${adc} in TPC ${tpc}`) : of("adc", `ADC ${adc}`);
  }
  if (channel !== null || epcb !== null) return null;
  if (tpc !== null)
    return trap !== null ? of("trap", `trap ${trap} of TPC ${tpc}`) : of("tpc", `TPC ${tpc}`);
  return module !== null ? of("module", `module ${module}`) : null;
}

/** Whether a channel is the owner or belongs to it; of groups that only a detector knows, not without it. */
export function owns(
  { grouping, label, adc, channel, epcb }: LineOwner,
  chosen: ChosenChannel,
  detector: DetectorProfile | null,
): boolean {
  switch (grouping) {
    case "channel":
      return chosen.adc === adc && chosen.channel === channel;
    case "epcb":
      return chosen.adc === adc && chosen.epcb === epcb;
    case "adc":
      return chosen.adc === adc;
    default: {
      if (!detector) return false;
      const { groupOf, indexOf } = detectorGroups(detector);
      return groupOf(grouping, indexOf(chosen.adc, chosen.channel))?.label === label;
    }
  }
}

/**
 * What a choice of a line takes in: its owner, or the group of a larger kind that it belongs to. Null where
 * that takes a detector and none is known.
 */
export function selectionOf(
  owner: LineOwner,
  wanted: Grouping,
  detector: DetectorProfile | null,
): Selection | null {
  const { grouping, label, adc, channel, epcb } = owner;
  if (grouping === "channel") {
    const ref = { adc: adc!, channel: channel! };
    if (detector) return selectionAt(detector, ref, wanted);
    return { label, grouping, channels: [{ ...ref, epcb: epcb ?? -1 }] };
  }
  if (!detector) return null;
  const { byKind, placeOf } = detectorGroups(detector);
  const group = byKind[grouping].find((each) => each.label === label);
  if (!group) return null;
  const first = placeOf(group.members[0]!);
  const larger = wanted === "channel" ? null : selectionAt(detector, first, wanted);
  return larger && larger.channels.length > group.members.length
    ? larger
    : selectionAt(detector, first, grouping);
}
