import { detectorGroups } from "../../../detector/groups.js";
import type { Finding } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { faintOfHealthy } from "../../parts/faint-share.js";
import { noDriftYet } from "../../parts/findings.js";
import { litWaveforms } from "../../parts/lit-waveforms.js";
import { seenLight } from "../../parts/seen-light.js";
import { findShareDrift, shareDriftLimits } from "../../parts/share-drift.js";

/**
 * Is a channel faint in more and more of the lit events? Of the same faint waveforms as `partlyDead`, but
 * of many files together, so that a channel is found that is dead in too few events for one.
 */
export const faintDrift = channelCheck({
  name: "faint-drift",
  title: "Dead in more and more events",
  comparesWithEarlier: true,
  meaning:
    "The channel shows less than a tenth of the light of its TPC more often than in the first files, by too little to be seen in one file: it fails now and then.",
  action:
    "Look at the channel's waveforms in bright events, over several files. Check its bias voltage and its connections; tell the LRS expert if it goes on.",
  callers: "LRS expert",
  maskedBy: [1, 3],
  exemplar: "besideLight",
  unit: "",
  limits: shareDriftLimits,
  requires: { waveforms: litWaveforms, minEvents: 5, limit: ({ minRise }) => minRise! },
  find: findFaintDrift,
});

function findFaintDrift({ summary, past, limits, channelIndex, n }: ChannelCase): Finding {
  const found =
    past &&
    findShareDrift(past.shares.faint, channelIndex, limits, "are faint in lit events", past.files);
  if (!found) return noDriftYet(past, n);
  if (found.state === "ok") return found;
  const isDead = seenLight(summary, channelIndex, 1) === "none";
  const isDim = faintOfHealthy(summary, detectorGroups(summary.detector), channelIndex)?.isDim;
  if (!isDead && !isDim) return found;
  const why = isDead ? "sees no light at all" : "is dim in all events";
  return { ...found, state: "ok", reason: `the channel ${why}, which other checks tell` };
}
