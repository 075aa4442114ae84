/**
 * Sets of channels as short texts: `0:4-15,20 1:*` is channels 4 to 15 and 20 of ADC 0, and all of
 * ADC 1.
 */

/** A channel, or with null all of an ADC. */
type Channels = readonly [adc: number, channel: number | null];

/** The text of a set of channels, each once; empty for none. */
export function channelRanges(channels: readonly Channels[]): string {
  const byAdc = new Map<number, Set<number | null>>();
  for (const [adc, channel] of channels) {
    const ofAdc = byAdc.get(adc) ?? new Set<number | null>();
    byAdc.set(adc, ofAdc.add(channel));
  }
  return [...byAdc]
    .sort(([a], [b]) => a - b)
    .map(([adc, ofAdc]) => `${adc}:${ofAdc.has(null) ? "*" : rangesOf([...ofAdc] as number[])}`)
    .join(" ");
}

function rangesOf(channels: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const channel of [...channels].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && channel === last[1] + 1) last[1] = channel;
    else ranges.push([channel, channel]);
  }
  return ranges
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(",");
}
