/** Channels that are listed with a fault but work. */
import type { ChannelPlace } from "../../../detector/groups.js";
import { channelNames } from "../channel-names.js";
import { channelKey, type Verdict } from "../verdict.js";

/** In front of `listedButFineText`. */
export const listedButFineTitle = "Listed, but fine";

/**
 * Channels with masked records all of which are otherwise ok, by ADC and channel. One that
 * is unknown in any of them is none of these.
 * @param verdicts of one file
 */
export function listedButFine(verdicts: readonly Verdict[]): ChannelPlace[] {
  const found = new Map<string, ChannelPlace & { isFine: boolean }>();
  for (const { state, unmaskedState, adc, channel } of verdicts) {
    if (state !== "masked" || adc === null || channel === null) continue;
    const key = channelKey({ adc, channel });
    const isFine = unmaskedState === "ok" && (found.get(key)?.isFine ?? true);
    found.set(key, { adc, channel, isFine });
  }
  return [...found.values()]
    .filter(({ isFine }) => isFine)
    .map(({ adc, channel }) => ({ adc, channel }))
    .sort((a, b) => a.adc - b.adc || a.channel - b.channel);
}

/** The same in one line with what to do; empty without any. */
export function listedButFineText(verdicts: readonly Verdict[]): string {
  const channels = listedButFine(verdicts);
  if (channels.length === 0) return "";
  const rest =
    channels.length === 1
      ? "passes every check that its listing masks; take it off the list"
      : "pass every check that their listing masks; take them off the list";
  return `${channelNames(channels)} ${rest}`;
}
