import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile, LightTrap } from "../../detector/profile.js";
import { numberText } from "./rounding.js";

/** Names of the walls of a TPC. */
export const sideNames = ["−z", "+z"] as const;

/**
 * Where a channel is: `ADC 4, channel 42 (EPCB 4, TPC 4), trap 0 (ArCLight), side −z, −60.07 cm`;
 * without what is not known of its detector.
 */
export function placeText(detector: DetectorProfile, channelIndex: number): string {
  const { epcbOf, tpcOf, placeOf } = detectorGroups(detector);
  const { adc, channel } = placeOf(channelIndex);
  const trap = trapText(detector, channelIndex);
  return (
    `ADC ${adc}, channel ${channel} (EPCB ${epcbOf[channelIndex]}, TPC ${tpcOf[channelIndex]})` +
    `${trap === "" ? "" : `, ${trap}`}`
  );
}

/** `trap 0 (ArCLight), side −z, −60.07 cm`; empty where the trap is not known. */
export function trapText(detector: DetectorProfile, channelIndex: number): string {
  const { heightCm, trapAt } = detectorGroups(detector);
  const trap = trapAt(channelIndex);
  if (!trap || trap.kind === null) return "";
  const height = heightCm[channelIndex]!;
  return [
    `trap ${trap.trap} (${trap.kind})`,
    ...sideText(trap.side),
    ...(Number.isNaN(height) ? [] : [`${numberText(height, 6)} cm`]),
  ].join(", ");
}

function sideText(side: LightTrap["side"]): string[] {
  return side === null ? [] : [`side ${sideNames[side]}`];
}
