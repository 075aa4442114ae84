/** One channel close up: what it looks like in every way, beside the others of its EPCB. */
import { detectorGroups } from "../../detector/groups.js";
import { panelsPayload } from "../../figures/forms/plot/index.js";
import { unavailablePayload } from "../../figures/forms/unavailable.js";
import type { Payload } from "../../figures/payload.js";
import { sourceOf, titled } from "../../figures/source-of.js";
import { activeIndex } from "../../flow/waveforms/light-event.js";
import { requireRun } from "../given.js";
import type { History } from "../history.js";
import type { Run } from "../open-run.js";
import { type EpcbAverage, epcbAverage, readWaveforms } from "./epcb-waveforms.js";
import type { Members, Names } from "./members.js";
import { amplitudePanel, baselinePanel, spectrumPanel } from "./number-panels.js";
import { earlierPanel, historyPanel } from "./past-panels.js";
import { chosenWaveform, storedWaveforms, tellingWaveforms } from "./telling-waveforms.js";
import { verdictWords } from "./verdict-words.js";
import { averagePanel, type ShownWaveforms, singlePanel } from "./waveform-panels.js";

/** What a close up shows beside the run. */
export interface CloseUpOptions {
  /** Index of an event in the file whose waveform is shown; by default the one that tells most. */
  event?: number | undefined;
  /** Other files, for the baseline over time: `await openHistory(storeOf(run))`. */
  history?: Pick<History, "files"> | undefined;
}

/**
 * A channel close up, in up to six panels: the mean of its waveforms in lit events with the 16–84 %
 * envelope; single waveforms (that of a chosen event; else the one that shows its alarm best and the
 * largest); median spectrum; amplitudes; baselines; its baseline over the files of a history, else
 * beside earlier files. All but the last beside the others of its EPCB: the mean of their means, of
 * their waveforms in the same event, of their spectra, and of their counts. The answer is what the
 * checks say of it, and why a panel is missing.
 *
 * Waveforms of the analysed events are read from the FLOW file. A run that was opened from the store
 * has only what its report kept: the one that shows the channel's alarm, else that of the EPCB's
 * brightest event.
 * @throws LightDqmError `not-found` for a channel that the detector does not have or not use, and for
 *   an event in which it has no valid waveform; `bad-input` for an event of a run opened from the store
 */
export async function closeUp(
  run: Run,
  adc: number,
  channel: number,
  { event, history }: CloseUpOptions = {},
): Promise<Payload> {
  requireRun(run, "closeUp(run, …)");
  const { summary, reference, config } = run;
  const { units, timeZone } = config;
  const own = activeIndex(summary.detector, adc, channel);
  const { epcbMembers, epcbsPerAdc, epcbOf } = detectorGroups(summary.detector);
  const epcb = epcbOf[own]!;
  const others = epcbMembers[adc * epcbsPerAdc + epcb]!.filter((index) => index !== own);
  const members = { own, others };
  const names = {
    own: `ADC ${adc}, channel ${channel}`,
    others: `Mean of the others of EPCB ${epcb}`,
  };
  const chosen = event === undefined ? null : await chosenWaveform(run, members, names, event);
  const { telling, average, missing } = await waveformsOf(run, members, names);
  const single = chosen ?? telling;
  const overFiles =
    (history && historyPanel(summary, history.files, own, names, units)) ??
    earlierPanel(summary, reference, own, names, units);
  const spectrum = spectrumPanel(summary, members, names);
  const amplitudes = amplitudePanel(summary, members, names, units);
  const panels = [
    average && averagePanel(average, names, summary, units),
    single && singlePanel(single, summary, units),
    spectrum,
    amplitudes,
    baselinePanel(summary, members, names, units),
    overFiles,
  ].filter((panel) => panel !== null);
  const source = sourceOf(summary, timeZone);
  const title = titled(`What is ADC ${adc}, channel ${channel} like?`, source);
  const verdict = verdictWords(run, adc, channel);
  if (panels.length === 0)
    return { ...unavailablePayload(title, "no valid waveform", source), answer: verdict };
  const answer = [
    verdict,
    ...missing,
    ...(spectrum ? [] : ["It has no spectrum."]),
    ...(amplitudes ? [] : [`No waveform of EPCB ${epcb} is over threshold.`]),
    ...(overFiles ? [] : ["No baseline of earlier files to compare with."]),
  ].join(" ");
  return panelsPayload(panels, {
    title,
    answer,
    source,
    columns: 3,
    ownRanges: true,
    others: names.others,
  });
}

/** What is known of waveforms, and in words what is missing. */
interface KnownWaveforms {
  telling: ShownWaveforms | null;
  average: EpcbAverage | null;
  missing: string[];
}

async function waveformsOf(run: Run, members: Members, names: Names): Promise<KnownWaveforms> {
  const { summary } = run;
  const { own, others } = members;
  if (run.path.endsWith(".parquet")) {
    const telling = storedWaveforms(run, members, names);
    const those = telling ? "Its other waveforms" : "Its waveforms";
    const missing = [`${those} are only in the FLOW file, which is not at hand.`];
    return { telling, average: null, missing };
  }
  const { placeOf, adcOf } = detectorGroups(summary.detector);
  const places = [own, ...others].map(placeOf);
  const [ofOwn, ...ofOthers] = await readWaveforms(run, places, summary.selectedEvents);
  const thresholdAdc16 = summary.settings.thresholdAdc16[adcOf[own]!]!;
  return {
    telling: tellingWaveforms(run, own, ofOwn!, ofOthers, names),
    average: epcbAverage(ofOwn!, ofOthers, thresholdAdc16),
    missing: ofOwn!.length === 0 ? ["It has no valid waveform."] : [],
  };
}
