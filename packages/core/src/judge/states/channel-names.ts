/** Several channels in a few words. */
import type { ChannelPlace } from "../../detector/groups.js";

const mostNamed = 8;

/** `ADC 3 ch 22, 46 · ADC 4 ch 58–63 and 12 more`: neighbours as one, the first few of them. */
export function channelNames(channels: readonly ChannelPlace[]): string {
  const runs: { adc: number; first: number; last: number }[] = [];
  for (const { adc, channel } of channels) {
    const run = runs.at(-1);
    if (run?.adc === adc && run.last + 1 === channel) run.last = channel;
    else runs.push({ adc, first: channel, last: channel });
  }
  const told = runs.slice(0, mostNamed);
  const byAdc = new Map<number, string[]>();
  for (const { adc, first, last } of told)
    byAdc.set(adc, [...(byAdc.get(adc) ?? []), first === last ? `${first}` : `${first}–${last}`]);
  const names = [...byAdc].map(([adc, numbers]) => `ADC ${adc} ch ${numbers.join(", ")}`);
  const more = channels.length - told.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return `${names.join(" · ")}${more > 0 ? ` and ${more} more` : ""}`;
}
