/** The pages of the report that show figures, in order: a table from the judged file to payloads. */
import type { Config } from "../config/config.js";
import { groupTitle } from "../detector/channel-groups.js";
import { detectorGroups } from "../detector/groups.js";
import {
  type ChannelMaskPayload,
  channelMaskPayload,
} from "../figures/forms/channel-mask/payload.js";
import { quantilesPayload } from "../figures/forms/channel-quantiles.js";
import { type MapQuantity, quantityMapPayload } from "../figures/forms/detector-map/numbers.js";
import { whyNoMap } from "../figures/forms/detector-map/payload.js";
import { stateMapPayload } from "../figures/forms/detector-map/states.js";
import { fractionPayload } from "../figures/forms/fraction-panels/payload.js";
import { alarmSpectraPayload, spectraPayload } from "../figures/forms/spectra.js";
import { brightestPayloads } from "../figures/forms/waveforms/brightest.js";
import { exemplarPayloads } from "../figures/forms/waveforms/exemplars.js";
import { waveformsPayload } from "../figures/forms/waveforms/one-event.js";
import type { Payload } from "../figures/payload.js";
import { checks as checkTable } from "../judge/checks/index.js";
import { shownExemplars } from "../judge/exemplars/shown-exemplars.js";
import { verdictInUnits } from "../judge/in-units.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { effectiveLimits } from "../judge/limits.js";
import {
  allChecksMaskOf,
  type Mask,
  maskCells,
  maskSummary,
  masksOf,
} from "../judge/states/mask.js";
import type { Denominator } from "../quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import { type Flag, quantityOf, type SampledName } from "../quantities/table.js";
import { capital, countText, runsText } from "../words/phrases.js";
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

/** The page of a mask. */
const maskPage = (judged: JudgedFile, mask: Mask, config: Config): FigurePage => ({
  bookmark: `${mask.title} mask`,
  payload: maskPayload(judged, mask, config),
});

const quantityPage = (bookmark: string, quantity: SampledName): PageRow =>
  page(bookmark, (judged, config) => quantityPayload(judged, config, quantity));

/** Pages that are alike. */
const numbered = (bookmark: string, payloads: readonly Payload[]): FigurePage[] =>
  payloads.map((payload, i, { length }) => ({
    bookmark: length > 1 ? `${bookmark}, ${i + 1} of ${length}` : bookmark,
    payload,
  }));

/** A map of a quantity; none for a detector without one, which the map of states says. */
const quantityMapPage =
  (bookmark: string, wanted: MapQuantity): PageRow =>
  ({ summary }, { units, timeZone }) =>
    whyNoMap(summary.detector) === null
      ? [{ bookmark, payload: quantityMapPayload(summary, wanted, { units, timeZone }) }]
      : [];

/** What the alarms look like; none without alarmed channels, or without the FLOW file. */
const alarmPages: PageRow = (judged, config) => {
  const exemplars = shownExemplars(judged);
  const { summary } = judged;
  return exemplars
    ? [
        ...numbered("Waveforms of the alarms", exemplarPayloads(summary, exemplars, config)),
        {
          bookmark: "Spectra of the alarms",
          payload: alarmSpectraPayload(summary, exemplars.shown, config),
        },
      ]
    : [];
};

const brightestPages: PageRow = ({ summary }, config) =>
  numbered("Waveforms with most light", brightestPayloads(summary, config));

const largestStepPage = page("Waveforms of the largest step", ({ summary }, config) =>
  waveformsPayload(summary, config),
);

const epcbSpectraPage = page("Spectra per EPCB", ({ summary }, { timeZone }) =>
  spectraPayload(summary, { per: "epcb", timeZone }),
);

/** The figure pages in their order, one row each. */
const pages: readonly PageRow[] = [
  (judged, config) => [maskPage(judged, allChecksMaskOf(judged.checks), config)],
  stateMapPages,
  (judged, config) => masksOf(judged.checks).map((mask) => maskPage(judged, mask, config)),
  alarmPages,
  brightestPages,
  largestStepPage,
  quantityPage("Baselines", "baseline"),
  quantityPage("Noise", "noise"),
  quantityMapPage("Map of the noise", { quantity: "noise" }),
  quantityPage("Amplitudes", "amplitude"),
  quantityMapPage("Map of the amplitudes", { quantity: "amplitude" }),
  epcbSpectraPage,
  channelSpectra,
  (judged, config) => fractionPages(judged, "clipped", config.clippedPer, config.timeZone),
  (judged, config) => fractionPages(judged, "negative", config.negativePer, config.timeZone),
];

/** Pages that need full spectra or waveforms. */
const needArrays: ReadonlySet<PageRow> = new Set([
  alarmPages,
  brightestPages,
  largestStepPage,
  epcbSpectraPage,
  channelSpectra,
]);

/**
 * All figure pages of a report; those without data give the reason.
 * @param hasArrays false leaves out those that need full spectra or waveforms
 */
export function figurePages(
  judged: JudgedFile,
  config: Config,
  hasArrays: boolean = true,
): FigurePage[] {
  const shown = hasArrays ? pages : pages.filter((row) => !needArrays.has(row));
  return shown.flatMap((pagesOf) => pagesOf(judged, config));
}

/** A quantity by channel beside that of earlier files, with the range that a check accepts. */
export function quantityPayload(
  { summary, reference, checks }: JudgedFile,
  { units, timeZone, limits }: Config,
  quantity: SampledName,
  triggerClass?: TriggerClass,
): Payload {
  const range = effectiveLimits(limits, summary.detector, checks)[`${quantity}-range`];
  const limitAdc16 = range ? ([range.lowestAdc16!, range.highestAdc16!] as const) : null;
  return quantilesPayload(summary, quantity, {
    ...{ units, timeZone, reference, limitAdc16, triggerClass },
  });
}

/** The payload of one mask, its numbers in the units of the report. */
export function maskPayload(
  { summary, verdicts, checks = checkTable }: JudgedFile,
  mask: Mask,
  { units, timeZone }: Pick<Config, "units" | "timeZone">,
): ChannelMaskPayload {
  const cells = maskCells(verdicts, mask);
  const titles = new Map(checks.map(({ name, title }) => [name, title]));
  return channelMaskPayload(
    summary,
    cells.map(({ verdict, ...cell }) => ({
      ...{ ...cell, verdict: verdictInUnits(verdict, units) },
      checkTitle: titles.get(verdict.check) ?? verdict.check,
    })),
    { check: mask.name, answer: maskSummary(cells, mask), wording: mask.wording, timeZone },
  );
}

/** Detectors of more modules have a page for each of those that need attention as well. */
const mostModulesAPage = 8;

/** Pages of single modules: those with most bad channels. */
const mostModulePages = 4;

/** The map of all checks; of a large detector also the modules with bad channels, each larger. */
function stateMapPages(judged: JudgedFile, config: Config): FigurePage[] {
  const mask = maskPayload(judged, allChecksMaskOf(judged.checks), config);
  const bad = badModules(mask);
  const isLarge = detectorGroups(mask.detector).moduleCount > mostModulesAPage;
  const shown = isLarge ? bad.slice(0, mostModulePages).sort((a, b) => a - b) : [];
  const left = bad.length - shown.length;
  const named = `${shown.length === 1 ? "The page of module" : "Pages of modules"} ${runsText(shown)}`;
  const others = left > 0 ? `, of ${countText(left, "more module")} with bad channels none` : "";
  const more =
    shown.length > 0 ? `${named} ${shown.length === 1 ? "follows" : "follow"}${others}.` : "";
  return [
    { bookmark: "Map of all checks", payload: stateMapPayload(mask, { more }) },
    ...shown.map((module) => ({
      bookmark: `Map of all checks, module ${module}`,
      payload: stateMapPayload(mask, { modules: [module] }),
    })),
  ];
}

/** Modules with bad channels, those with most first. */
function badModules({ cells, detector }: ChannelMaskPayload): number[] {
  const { indexOf, moduleOf } = detectorGroups(detector);
  const counts = new Map<number, number>();
  cells.state.forEach((state, row) => {
    if (state !== "bad") return;
    const module = moduleOf[indexOf(cells.adc[row]!, cells.channel[row]!)]!;
    counts.set(module, (counts.get(module) ?? 0) + 1);
  });
  return [...counts].sort(([, a], [, b]) => b - a).map(([module]) => module);
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
      bookmark: `${capital(quantityOf(flag).trendName)} fraction, ${triggerClass}, per ${
        denominator === "epcb" || denominator === "tpc" ? groupTitle(denominator) : denominator
      }`,
      payload: fractionPayload(summary, {
        ...{ flag, triggerClass, denominator, reference, timeZone },
        alternatives: true,
      }),
    })),
  );
}
