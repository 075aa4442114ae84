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
import { effectiveLimits } from "../judge/limits.js";
import { allChecksMask, type Mask, maskCells, maskSummary, masks } from "../judge/states/mask.js";
import type { Denominator } from "../quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import { type Flag, quantityOf, type SampledName } from "../quantities/table.js";
import { capital } from "../words/phrases.js";
import { otherCodes } from "../words/trigger-codes.js";

/** One figure page: its entry in the table of contents and what it shows. */
export interface FigurePage {
  bookmark: string;
  payload: Payload;
}

/** A page, or pages that are alike: none where the settings or the file exclude them. */
type PageRow = (judged: JudgedFile, config: Config) => FigurePage[];

/** A page that is in every report. */
const page =
  (bookmark: string, payload: (judged: JudgedFile, config: Config) => Payload): PageRow =>
  (judged, config) => [{ bookmark, payload: payload(judged, config) }];

/** A page of a mask. */
const maskPage = (mask: Mask): PageRow =>
  page(`${mask.title} mask`, (judged, config) => maskPayload(judged, mask, config));

const quantityPage = (bookmark: string, quantity: SampledName): PageRow =>
  page(bookmark, (judged, config) => quantityPayload(judged, config, quantity));

/** The figure pages in their order, one row each. */
const pages: readonly PageRow[] = [
  ...[allChecksMask, ...masks].map(maskPage),
  page("Waveforms of the largest step", ({ summary }, config) => waveformsPayload(summary, config)),
  quantityPage("Baselines", "baseline"),
  quantityPage("Noise", "noise"),
  quantityPage("Amplitudes", "amplitude"),
  page("Spectra per EPCB", ({ summary }, { timeZone }) =>
    spectraPayload(summary, { per: "epcb", timeZone }),
  ),
  channelSpectra,
  (judged, config) => fractionPages(judged, "clipped", config.clippedPer, config.timeZone),
  (judged, config) => fractionPages(judged, "negative", config.negativePer, config.timeZone),
];

/** All figure pages of a report; those without data give the reason. */
export function figurePages(judged: JudgedFile, config: Config): FigurePage[] {
  return pages.flatMap((pagesOf) => pagesOf(judged, config));
}

/** A quantity by channel beside that of earlier files, with the range that a check accepts. */
export function quantityPayload(
  { summary, reference }: JudgedFile,
  { units, timeZone, limits }: Config,
  quantity: SampledName,
  triggerClass?: TriggerClass,
): Payload {
  const range = effectiveLimits(limits, summary.detector)[`${quantity}-range`];
  const limitAdc16 = range ? ([range.lowestAdc16!, range.highestAdc16!] as const) : null;
  return quantilesPayload(summary, quantity, {
    ...{ units, timeZone, reference, limitAdc16, triggerClass },
  });
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

function channelSpectra({ summary }: JudgedFile, config: Config): FigurePage[] {
  const { spectraPerChannel, timeZone } = config;
  return Array.from({ length: spectraPerChannel ? summary.detector.adcCount : 0 }, (_, adc) => ({
    bookmark: `Spectra per channel, ADC ${adc}`,
    payload: spectraPayload(summary, { per: "channel", adc, timeZone }),
  }));
}

function fractionPages(
  { summary, reference }: JudgedFile,
  flag: Flag,
  per: readonly Denominator[],
  timeZone: string,
): FigurePage[] {
  const isAllShown = !summary.triggersTyped || otherCodes(summary).length > 0;
  const classes: TriggerClass[] = [
    ...(summary.triggersTyped ? (["beam", "self"] as const) : []),
    ...(isAllShown ? (["all"] as const) : []),
  ];
  return per.flatMap((denominator) =>
    classes.map((triggerClass) => ({
      bookmark: `${capital(quantityOf(flag).trendName)} fraction, ${triggerClass}, per ${denominator}`,
      payload: fractionPayload(summary, {
        ...{ flag, triggerClass, denominator, reference, timeZone },
        alternatives: true,
      }),
    })),
  );
}
