/** Sets of channels as the index writes them: `0:4-15,20 1:*`; `*` alone is all there are. */

/** A channel, or with null any of an ADC. */
export interface ChannelChoice {
  adc: number;
  channel: number | null;
}

/** Whether a set holds a channel, or any of the ADC. */
export function holdsChannel(ranges: string, { adc, channel }: ChannelChoice): boolean {
  if (ranges === "*") return true;
  return ranges.split(" ").some((ofAdc) => {
    const [number, channels = ""] = ofAdc.split(":");
    if (number === "" || Number(number) !== adc) return false;
    if (channel === null || channels === "*") return true;
    return channels.split(",").some((range) => {
      const [first, last = first] = range.split("-").map(Number) as [number, number?];
      return channel >= first && channel <= last;
    });
  });
}

/** A set in words: `ADC 0 channels 4–15, 20; ADC 1`. */
export function rangesText(ranges: string): string {
  if (ranges === "") return "the file";
  if (ranges === "*") return "all channels";
  return ranges
    .split(" ")
    .map((ofAdc) => {
      const [adc, channels = ""] = ofAdc.split(":");
      if (channels === "*") return `ADC ${adc}`;
      const noun = /[-,]/.test(channels) ? "channels" : "channel";
      return `ADC ${adc} ${noun} ${channels.replaceAll("-", "–").replaceAll(",", ", ")}`;
    })
    .join("; ");
}
