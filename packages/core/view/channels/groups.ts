/** Channels of a payload's detector and the groups they are in. */
import {
  type DetectorProfile,
  detectorGroups,
  type GroupKind,
  groupKinds,
  groupTitle,
  type Payload,
} from "@light-dqm/core/figures";
import type { ChannelRef, ChosenChannel, Grouping, Scope, Selection } from "../selection.js";

/** The detector of a payload; null for kinds that do not know theirs. */
export function detectorOf(payload: Payload): DetectorProfile | null {
  return ("detector" in payload && payload.detector) || null;
}

/** The detector that the outputs of a scope are of; null where none of them knows it. */
export function detectorIn(scope: Scope | null): DetectorProfile | null {
  for (const member of scope?.members ?? [])
    for (const payload of member.payloads()) {
      const detector = detectorOf(payload);
      if (detector) return detector;
    }
  return null;
}

/** Whether a detector has a channel, active or not; a choice may come from another detector. */
export function hasChannel(
  { adcCount, channelCount }: DetectorProfile,
  { adc, channel }: ChannelRef,
): boolean {
  return adc < adcCount && channel < channelCount;
}

/** A channel with its EPCB; −1 for a channel that is inactive or that the detector does not have. */
export function inGroups(detector: DetectorProfile, ref: ChannelRef): ChosenChannel {
  const { adc, channel } = ref;
  const epcb = groupAt(detector, ref, "epcb")?.number ?? -1;
  return { adc, channel, epcb };
}

/** What a choice may take in, in words, the smallest first: kinds of groups that the detector has. */
export function groupingsOf(detector: DetectorProfile): (readonly [Grouping, string])[] {
  const { byKind } = detectorGroups(detector);
  const kinds = groupKinds.filter((kind) => byKind[kind].length > 0).reverse();
  return [["channel", "channel"], ...kinds.map((kind) => [kind, groupTitle(kind)] as const)];
}

/** The channel, or all active channels of its group of a kind; alone where it is in none. */
export function selectionAt(
  detector: DetectorProfile,
  ref: ChannelRef,
  wanted: Grouping,
): Selection {
  const { placeOf } = detectorGroups(detector);
  const group = wanted === "channel" ? undefined : groupAt(detector, ref, wanted);
  if (group)
    return {
      ...{ label: group.label, grouping: wanted },
      channels: group.members.map((channelIndex) => inGroups(detector, placeOf(channelIndex))),
    };
  const chosen = inGroups(detector, ref);
  const label = `ADC ${ref.adc}, channel ${ref.channel} (${groupsText(detector, chosen)})`;
  return { label, grouping: "channel", channels: [chosen] };
}

/**
 * Channels that belong to a place in words. One alone is chosen as by a click; those of a group are of
 * its kind, all of it or not.
 */
export function selectionOfPlace(
  detector: DetectorProfile,
  place: string,
  refs: readonly ChannelRef[],
): Selection {
  const [first] = refs;
  if (first && refs.length === 1) return selectionAt(detector, first, "channel");
  const kind = first && groupKinds.find((each) => groupAt(detector, first, each)?.label === place);
  const channels = refs.map((ref) => inGroups(detector, ref));
  return { label: place, grouping: kind ?? "channel", channels };
}

/** `EPCB 3, trap 2 of TPC 1, module 0` */
function groupsText(detector: DetectorProfile, chosen: ChosenChannel): string {
  const labelOf = (kind: GroupKind) => groupAt(detector, chosen, kind)?.label;
  const others = [labelOf("trap") ?? labelOf("tpc"), labelOf("module")];
  return chosen.epcb < 0 ? "inactive" : [`EPCB ${chosen.epcb}`, ...others].join(", ");
}

function groupAt(detector: DetectorProfile, ref: ChannelRef, kind: GroupKind) {
  if (!hasChannel(detector, ref)) return undefined;
  const { groupOf, indexOf } = detectorGroups(detector);
  return groupOf(kind, indexOf(ref.adc, ref.channel));
}
