/** What is bad in a file, one line a check. */
import { readFileSync } from "node:fs";
import type { Verdict } from "../judge/verdict.js";

/**
 * The verdicts of a written JSON document (`<stem>.light-dqm.json`) among the files of a report;
 * null where there is none that can be read.
 */
export function verdictsOf(files: readonly string[]): Verdict[] | null {
  const path = files.find((file) => file.endsWith(".light-dqm.json"));
  if (path === undefined) return null;
  try {
    const { verdicts } = JSON.parse(readFileSync(path, "utf8")) as { verdicts?: Verdict[] };
    return verdicts ?? null;
  } catch {
    return null;
  }
}

/** One line for each check that found something bad: the channels, and why if it is one thing. */
export function badLines(verdicts: readonly Verdict[]): string[] {
  const bad = verdicts.filter(({ state }) => state === "bad");
  const checks = [...new Set(bad.map(({ check }) => check))];
  return checks.flatMap((check) => {
    const own = bad.filter((verdict) => verdict.check === check);
    const channels = own.filter(({ adc, channel }) => adc !== null && channel !== null);
    const wider = own.filter((verdict) => !channels.includes(verdict));
    const lines = wider.map((verdict) => `${check}, ${place(verdict)}: ${verdict.reason}`);
    if (channels.length === 1) {
      lines.push(`${check}, ${place(channels[0]!)}: ${channels[0]!.reason}`);
    } else if (channels.length > 1) {
      lines.push(`${check}, ${channels.length} channels: ${channelList(channels)}`);
    }
    return lines;
  });
}

function place({ scope, adc, channel }: Verdict): string {
  if (adc === null) return scope;
  return channel === null ? `${scope} in ADC ${adc}` : `ADC ${adc} channel ${channel}`;
}

/** Channels by ADC with runs joined: `ADC 0: 4–6, 9; ADC 2: 7`. */
function channelList(verdicts: readonly Verdict[]): string {
  const byAdc = new Map<number, number[]>();
  for (const { adc, channel } of verdicts) {
    byAdc.set(adc!, [...(byAdc.get(adc!) ?? []), channel!]);
  }
  return [...byAdc]
    .sort(([a], [b]) => a - b)
    .map(([adc, channels]) => `ADC ${adc}: ${runs([...new Set(channels)])}`)
    .join("; ");
}

function runs(channels: number[]): string {
  const spans: [number, number][] = [];
  for (const channel of channels.sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.[1] === channel - 1) last[1] = channel;
    else spans.push([channel, channel]);
  }
  return spans.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join(", ");
}
