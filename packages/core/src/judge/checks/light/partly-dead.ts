import { detectorGroups } from "../../../detector/groups.js";
import { countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { faintOfHealthy } from "../../parts/faint-share.js";
import { unknown } from "../../parts/findings.js";
import { litWaveforms } from "../../parts/lit-waveforms.js";
import { seenLight } from "../../parts/seen-light.js";
import { lastingRise } from "../../parts/share-rise.js";
import { percentText } from "../../words.js";

/**
 * Is a channel dead in some events? It then shows hardly anything where its TPC is lit, more often than
 * the other channels of the TPC do or than it did itself in earlier files. With earlier files
 * there are two tests, and the p-value is twice the smaller one.
 *
 * Simulated without earlier files, 300 events of the 2x2: with 40 lit events a channel 48 % of channels that are
 * dead in 10 % of the events are found in one file, 98 % of those in 30 %; with 270 lit events (beam) all of the
 * former. Of 384 healthy channels in 180 files one was
 * alarmed. `faintDrift` finds the rest in a few files.
 */
export const partlyDead = channelCheck({
  name: "partly-dead",
  title: "Dead in some events",
  comparesWithEarlier: true,
  guards: "faint",
  meaning:
    "In some events in which its TPC is lit the channel shows less than a tenth of the light of the others, more often than by chance: it works only now and then.",
  action:
    "Look at waveforms of the channel in bright events. Check its bias voltage, its connectors and cable; tell the LRS expert. A whole EPCB at once is a single fault of its supply.",
  callers: "LRS expert",
  maskedBy: [1, 3],
  exemplar: "besideLight",
  unit: "",
  limits: {
    minRise: limitRow(0.05, "a significant excess of faint waveforms by more than this is bad"),
    leastRise: limitRow(0.01, "an excess by less than this is never told"),
    maxChance: limitRow(1e-5, "an excess is significant if its p-value is below this"),
  },
  requires: { waveforms: litWaveforms, minEvents: 5, limit: ({ minRise }) => minRise! },
  find: findFaint,
});

function findFaint({ summary, past, limits, channelIndex, n }: ChannelCase): Finding {
  const passed = summary.faintCount[channelIndex]!;
  const ofOthers = faintOfHealthy(summary, detectorGroups(summary.detector), channelIndex);
  if (!ofOthers)
    return unknown("no other channel of its TPC to compare with", { limit: limits.minRise!, n });
  const compared = past?.shares.faint;
  const isCompared = compared && !Number.isNaN(compared.mean[channelIndex]!);
  const fromPast = isCompared && !ofOthers.isDim ? compared.chance[channelIndex]! : 1;
  const p = Math.min(1, (isCompared ? 2 : 1) * Math.min(ofOthers.chance, fromPast));
  const expected = fromPast < ofOthers.chance ? compared!.mean[channelIndex]! / n : ofOthers.share;
  const isSeen = p <= limits.maxChance! && passed / n - expected > limits.leastRise!;
  const lasting = isCompared
    ? lastingRise(compared, channelIndex, expected, limits.leastRise!)
    : null;
  const value = lasting ?? passed / n;
  // Of a channel that is dead in all events `flatline` tells.
  const isDead = seenLight(summary, channelIndex, 1) === "none";
  const isAlarm = !isDead && (isSeen || lasting !== null);
  const state = !isAlarm ? "ok" : value - expected > limits.minRise! ? "bad" : "warn";
  const since = lasting === null ? "" : `, ${percentText(lasting)} since it began`;
  const reason = (): string =>
    isDead
      ? `faint in ${passed} of ${countText(n, "lit event")}: the channel is a matter of flatline`
      : `faint in ${passed} of ${countText(n, "lit event")} (${percentText(passed / n)})${since}, ${percentText(expected)} expected`;
  return {
    ...{ state, value, reason },
    n: lasting === null ? n : Math.round(compared!.risenTotal[channelIndex]!),
    limit: Math.min(1, expected + (state === "bad" ? limits.minRise! : limits.leastRise!)),
    // That an alarm goes on is no new test.
    p: lasting === null ? p : null,
  };
}
