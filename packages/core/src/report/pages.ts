/** The pages of the report that show figures, in order: a table from the judged file to payloads. */
import type { Config } from "../config/config.js";
import { channelMaskPayload } from "../figures/forms/channel-mask/payload.js";
import { quantilesPayload } from "../figures/forms/channel-quantiles.js";
import { fractionPayload } from "../figures/forms/fraction-panels/payload.js";
import { spectraPayload } from "../figures/forms/spectra.js";
import { waveformsPayload } from "../figures/forms/waveforms.js";
import type { Payload } from "../figures/payload.js";
import { verdictInUnits } from "../judge/in-units.js";
import type { JudgedFile } from "../judge/judged-file.js";
import type { Mask } from "../judge/states/mask.js";
import { allChecksMask, maskCells, maskSummary, masks } from "../judge/states/mask.js";
import type { Denominator, Flag, TriggerClass } from "../summary.js";

/** One figure page: its entry in the table of contents and what it shows. */
export interface FigurePage {
  bookmark: string;
  payload: Payload;
}

/** All figure pages of a report, also those whose data is missing: they say why. */
export function figurePages(judged: JudgedFile, config: Config): FigurePage[] {
  const { summary, reference } = judged;
  const { units, timeZone } = config;
  const range = config.limits["baseline-range"];
  return [
    ...[allChecksMask, ...masks].map((mask) => ({
      bookmark: `${mask.title} mask`,
      payload: maskPayload(judged, mask, config),
    })),
    {
      bookmark: "Waveforms of the largest jump",
      payload: waveformsPayload(summary, { units, timeZone }),
    },
    {
      bookmark: "Baselines",
      payload: quantilesPayload(summary, "baseline", {
        units,
        timeZone,
        reference,
        limitAdc16: range ? [range.lowestAdc16!, range.highestAdc16!] : null,
      }),
    },
    {
      bookmark: "Noise",
      payload: quantilesPayload(summary, "noise", { units, timeZone, reference }),
    },
    {
      bookmark: "Spectra per EPCB",
      payload: spectraPayload(summary, { per: "epcb", timeZone }),
    },
    ...(config.spectraPerChannel ? channelSpectra(judged, timeZone) : []),
    ...fractionPages(judged, "clipped", config.clippedPer, timeZone),
    ...fractionPages(judged, "negative", config.negativePer, timeZone),
  ];
}

/** The payload of one mask, its numbers in the units of the report. */
export function maskPayload(
  { summary, verdicts }: JudgedFile,
  mask: Mask,
  { units, timeZone }: Pick<Config, "units" | "timeZone">,
): Payload {
  const cells = maskCells(verdicts, mask);
  return channelMaskPayload(
    summary,
    cells.map((cell) => ({ ...cell, verdict: verdictInUnits(cell.verdict, units) })),
    { check: mask.name, answer: maskSummary(cells, mask), timeZone },
  );
}

function channelSpectra({ summary }: JudgedFile, timeZone: string): FigurePage[] {
  return Array.from({ length: summary.detector.adcCount }, (_, adc) => ({
    bookmark: `Spectra per channel, ADC ${adc}`,
    payload: spectraPayload(summary, { per: "channel", adc, timeZone }),
  }));
}

const flagNames: Partial<Record<Flag, string>> = { clipped: "Clipped", negative: "Negative" };

function fractionPages(
  { summary, reference }: JudgedFile,
  flag: Flag,
  per: readonly Denominator[],
  timeZone: string,
): FigurePage[] {
  const classes: TriggerClass[] = summary.triggersTyped ? ["beam", "self"] : ["all"];
  return per.flatMap((denominator) =>
    classes.map((triggerClass) => ({
      bookmark: `${flagNames[flag]} fraction, ${triggerClass}, per ${denominator}`,
      payload: fractionPayload(summary, {
        ...{ flag, triggerClass, denominator, reference, timeZone },
        alternatives: true,
      }),
    })),
  );
}
