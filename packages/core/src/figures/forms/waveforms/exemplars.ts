/** What alarms look like: the waveform of each alarmed channel that shows it best. */
import { detectorGroups } from "../../../detector/groups.js";
import type { Exemplars } from "../../../judge/exemplars/shown-exemplars.js";
import type { Exemplar, FileSummary } from "../../../summary.js";
import { countText, inSentence } from "../../../words/phrases.js";
import { payloadVersion } from "../../payload-schema.js";
import { sourceOf, titled } from "../../source-of.js";
import type { WaveformsPanel, WaveformsPayload } from "./payload.js";
import { pointsOf, scaleOf } from "./samples.js";
import { mostPanels, type WaveformsOptions } from "./words.js";

/**
 * Pages of up to eight channels, in the order of the alarms: each with the mean of the other channels
 * of its EPCB in the same event. None without exemplars.
 */
export function exemplarPayloads(
  summary: FileSummary,
  { shown, leftCount }: Exemplars,
  { units, timeZone }: WaveformsOptions,
): WaveformsPayload[] {
  const scale = scaleOf(summary, units);
  const pageCount = Math.ceil(shown.length / mostPanels);
  const source = sourceOf(summary, timeZone);
  return Array.from({ length: pageCount }, (_, i) => ({
    kind: "waveforms",
    version: payloadVersion,
    title: titled(
      `What do the alarms look like?${pageCount > 1 ? ` Page ${i + 1} of ${pageCount}` : ""}`,
      source,
    ),
    answer: `${shownText(shown.length, leftCount)} Each in the event that shows its alarm best.`,
    source,
    ...scale,
    ...{ event: null, triggerClass: null, jump: null },
    panels: shown
      .slice(i * mostPanels, (i + 1) * mostPanels)
      .map((exemplar) => panelOf(exemplar, scale)),
  }));
}

/** How many of the alarmed channels are shown. */
function shownText(shownCount: number, leftCount: number): string {
  const all = countText(shownCount + leftCount, "channel");
  return leftCount === 0
    ? `${all} with an alarm.`
    : `${shownCount} of ${all} with an alarm, first one of each alarm.`;
}

function panelOf(
  { adc, channel, title, event, triggerClass, aboveAdc16, othersAdc16 }: Exemplar,
  scale: ReturnType<typeof scaleOf>,
): WaveformsPanel {
  const { epcbOf, indexOf } = detectorGroups(scale.detector);
  return {
    ...{ adc, epcb: epcbOf[indexOf(adc, channel)]!, event, triggerClass },
    channels: [channel],
    counts: [pointsOf(aboveAdc16, scale)],
    ...(othersAdc16 ? { others: pointsOf(othersAdc16, scale) } : {}),
    note: inSentence(title),
  };
}
