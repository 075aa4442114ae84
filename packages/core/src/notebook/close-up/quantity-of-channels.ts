/** A quantity of the channels of an ADC, or of one of them, as figures of their own. */
import { detectorGroups } from "../../detector/groups.js";
import { histogramPayload, pointsPayload } from "../../figures/forms/plot/index.js";
import { unavailablePayload } from "../../figures/forms/unavailable.js";
import type { Payload } from "../../figures/payload.js";
import { sourceOf, titled } from "../../figures/source-of.js";
import { triggerWords } from "../../figures/style/quantity-words.js";
import { numberText } from "../../figures/style/rounding.js";
import { activeIndex } from "../../flow/waveforms/light-event.js";
import type { TriggerClass } from "../../quantities/indexed-by/trigger-class.js";
import type { Distribution, Quantiles } from "../../quantities/kept/distribution.js";
import { distributionIn, mediansIn, quantityOf, type SampledName } from "../../quantities/table.js";
import { fromAdc16, unitLabels } from "../../units.js";
import { capital, countText } from "../../words/phrases.js";
import type { Run } from "../open-run.js";
import { binsPerBin } from "./histograms.js";
import { binsOfFactor2, countedOf } from "./number-panels.js";

type Band = Pick<Quantiles, "p16" | "p84">;

/** What both figures are made of. */
interface Shown {
  /** Undefined where the file has no waveform of the class. */
  kept: Distribution | undefined;
  /** Medians of earlier files, 16–84 %; undefined without any. */
  earlier: Band | undefined;
  /** Of the waveforms, in words: "self triggers". */
  triggers: string;
}

function shownOf(run: Run, quantity: SampledName, asked: TriggerClass = "all"): Shown {
  const { summary, reference } = run;
  const { isByClass } = quantityOf(quantity);
  const triggerClass = isByClass ? asked : summary.baselineTriggerClass;
  return {
    kept: distributionIn(summary, quantity, triggerClass),
    earlier: (reference && mediansIn(reference, quantity, triggerClass)) ?? undefined,
    triggers: triggerWords[triggerClass],
  };
}

/** Medians and 16–84 % of the channels of an ADC, over the band of earlier files. */
export function quantilesOfAdc(
  run: Run,
  quantity: SampledName,
  adc: number,
  triggerClass?: TriggerClass,
): Payload {
  const { summary, reference, config } = run;
  const { words, title: name } = quantityOf(quantity);
  const { kept, earlier, triggers } = shownOf(run, quantity, triggerClass);
  const source = sourceOf(summary, config.timeZone);
  const title = titled(`${words.question} in ADC ${adc}? ${capital(triggers)}`, source);
  const { adcMembers, placeOf } = detectorGroups(summary.detector);
  const members = adcMembers[adc]!.filter((index) => Number.isFinite(kept?.p50[index]));
  if (!kept || members.length === 0)
    return unavailablePayload(title, `no valid waveform in ${triggers}`, source);
  const sized = (values: ArrayLike<number>): number[] =>
    members.map((index) => fromAdc16(values[index]!, config.units));
  const fileCount = reference?.files.length ?? 0;
  const band = earlier && {
    label: `Earlier files (${fileCount}), pooled 16–84 %`,
    low: sized(earlier.p16),
    high: sized(earlier.p84),
  };
  const series = {
    label: "Median and 16–84 % range",
    x: members.map((index) => placeOf(index).channel),
    ...{ y: sized(kept.p50), yLow: sized(kept.p16), yHigh: sized(kept.p84), band },
  };
  const sorted = [...members].sort((a, b) => kept.p50[a]! - kept.p50[b]!);
  const [lowest, highest] = [sorted[0]!, sorted.at(-1)!].map(
    (index) =>
      `${numberText(fromAdc16(kept.p50[index]!, config.units))} (channel ${placeOf(index).channel})`,
  );
  const answer = `Medians from ${lowest} to ${highest}, in ${unitLabels[config.units]}.`;
  return pointsPayload(series, {
    ...{ title, answer, source },
    x: { label: "Channel" },
    y: { label: name, unit: unitLabels[config.units] },
  });
}

/** How many waveforms of a channel have which value, beside the mean of the others of its EPCB. */
export function distributionOfChannel(
  run: Run,
  quantity: SampledName,
  { adc, channel }: { adc: number; channel: number },
  triggerClass?: TriggerClass,
): Payload {
  const { summary, config } = run;
  const { units } = config;
  const own = activeIndex(summary.detector, adc, channel);
  const { words, title: name, source: taken } = quantityOf(quantity);
  const { kept, earlier, triggers } = shownOf(run, quantity, triggerClass);
  const source = sourceOf(summary, config.timeZone);
  const title = titled(
    `What is the ${name.toLowerCase()} of ADC ${adc}, channel ${channel}? ${capital(triggers)}`,
    source,
  );
  const { epcbMembers, epcbsPerAdc, epcbOf } = detectorGroups(summary.detector);
  const epcb = epcbOf[own]!;
  const siblings = epcbMembers[adc * epcbsPerAdc + epcb]!.filter((index) => index !== own);
  // Each channel has an offset of its own, which says nothing about the others' baselines.
  const others = quantity === "baseline" ? [] : siblings;
  const names = {
    own: `ADC ${adc}, channel ${channel}`,
    others: `Mean of the others of EPCB ${epcb}`,
  };
  const isLog = taken.kind === "sampled" && taken.binning === "log2";
  const series = countedOf(
    kept,
    { own, others },
    names,
    units,
    isLog ? "log2" : "unit",
    isLog ? () => binsOfFactor2 : binsPerBin,
  );
  if (!kept?.histogram[own])
    return unavailablePayload(title, `no valid waveform in ${triggers}`, source);
  const text = (value: number): string => numberText(fromAdc16(value, units));
  const spread = ({ p16, p84 }: Band): string =>
    `16–84 %: ${text(p16[own]!)} to ${text(p84[own]!)}`;
  const isCompared = earlier && Number.isFinite(earlier.p16[own]);
  const past = isCompared
    ? `Earlier files, ${spread(earlier)}.`
    : "No earlier file to compare with.";
  const count = kept.histogram[own].counts.reduce((sum, each) => sum + each, 0);
  const answer = `Median ${text(kept.p50[own]!)} ${unitLabels[units]} (${spread(kept)}) of ${countText(count, "waveform")}. ${past}`;
  const mark = (value: number, label: string) => ({ at: fromAdc16(value, units), label });
  const marks = isCompared
    ? [
        mark(earlier.p16[own]!, "16 % of earlier files"),
        mark(earlier.p84[own]!, "84 % of earlier files"),
      ]
    : [];
  return histogramPayload(series, {
    ...{ title, answer, source },
    x: { label: words.axis, unit: unitLabels[units], scale: isLog ? "log" : "linear", marks },
    y: { label: "Waveforms in a bin" },
  });
}
