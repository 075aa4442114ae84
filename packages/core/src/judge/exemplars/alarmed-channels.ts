/** Which channels the exemplars are of. */
import type { JudgedFile } from "../judged-file.js";
import { type Alarm, alarmsOf } from "../states/alarms.js";
import { channelKey, isAlarm, type Verdict } from "../states/verdict.js";

/** A channel with an alarm, and the check that is told of it. */
export interface AlarmedChannel {
  adc: number;
  channel: number;
  check: string;
}

/**
 * Every channel that has an alarm, once, in the order in which they are to be shown: first one of
 * each alarm as the shifter reads them, of a common fault its first channel; then the others, bad
 * before warn.
 */
export function alarmedChannels({
  verdicts,
  checks,
}: Pick<JudgedFile, "verdicts" | "checks">): AlarmedChannel[] {
  const ofChannels = verdicts.filter(
    ({ state, adc, channel }) => isAlarm(state) && adc !== null && channel !== null,
  );
  const listed = [
    ...alarmsOf(verdicts, checks).flatMap(firstOf),
    ...ofChannels.filter(({ state }) => state === "bad").map(channelOf),
    ...ofChannels.filter(({ state }) => state === "warn").map(channelOf),
  ];
  const seen = new Set<string>();
  return listed.filter((each) => {
    const key = channelKey(each);
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

function firstOf({ verdict }: Alarm): AlarmedChannel[] {
  const { adc, channel, check, members } = verdict;
  if (adc !== null && channel !== null) return [{ adc, channel, check }];
  return members.slice(0, 1).map(([ofAdc, ofChannel]) => ({
    ...{ adc: ofAdc, channel: ofChannel, check },
  }));
}

const channelOf = ({ adc, channel, check }: Verdict): AlarmedChannel => ({
  ...{ adc: adc!, channel: channel!, check },
});
