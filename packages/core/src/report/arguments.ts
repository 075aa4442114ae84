/** The text pages of a report: result, input, times, versions, settings and limits. */

import type { Config } from "../config/config.js";
import { recordedSettings } from "../config/describe-config.js";
import { cutOf } from "../figures/source-of.js";
import { triggerWords } from "../figures/style/quantity-words.js";
import { timeText } from "../figures/style/time-text.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { ownAmong } from "../judge/own/check-table.js";
import { allChecksMaskOf, maskCells, maskSummary, masksOf } from "../judge/states/mask.js";
import type { FileSummary } from "../summary.js";
import { otherCodesSentence, triggersText } from "../words/trigger-codes.js";
import { untimedText } from "../words/untimed.js";
import type { Section } from "./changes.js";
import { comparisonText } from "./comparison.js";
import { conditionsText } from "./conditions-text.js";

interface ArgumentsPlace {
  inputPath?: string;
  notes?: readonly string[];
}

/**
 * The text pages of a report, as data: the result, then what it was made
 * with (input, times, versions, settings, limits), in order. Sizes are in the configured unit.
 * @param inputPath of the FLOW file, as shown; default its name
 * @param notes what cannot be shown, and why
 */
export function argumentsSections(
  judged: JudgedFile,
  config: Config,
  { inputPath = judged.summary.input.name, notes = [] }: ArgumentsPlace = {},
): Section[] {
  const { summary, verdicts, checks } = judged;
  const others = otherCodesSentence(summary);
  const { limits, ...settings } = recordedSettings(config);
  return [
    {
      heading: "Result",
      rows: [
        ...[...masksOf(checks), allChecksMaskOf(checks)].map((mask): [string, string] => [
          mask.title,
          maskSummary(maskCells(verdicts, mask), mask),
        ]),
        ...(others ? [["Other triggers", others] as [string, string]] : []),
        ["Compared with", comparisonText(judged, config.ncomp)],
        ...notes.map((note): [string, string] => ["Not shown", note]),
      ],
    },
    { heading: "Input", rows: inputRows(summary, inputPath, config) },
    {
      heading: "Times",
      rows: timeRows(summary, config.timeZone),
    },
    {
      heading: "Versions",
      rows: [
        ["light-dqm", summary.softwareVersion],
        ["Node.js", process.version],
        ...ownChecksRows(checks),
      ],
    },
    {
      heading: "Settings",
      columns: 2,
      rows: Object.entries(settings).map(([key, value]) => [`--${key}`, plainText(value)]),
    },
    {
      heading: "Limits of the checks",
      rows: Object.entries(limits as Config["limits"]).map(([check, values]) => [
        check,
        Object.entries(values)
          .map(([limit, value]) => `${limit} ${value}`)
          .join(", "),
      ]),
    },
  ];
}

/** Which checks of users there are, and of which content of which file. */
function ownChecksRows(table: JudgedFile["checks"] = []): [string, string][] {
  const bySource = new Map<string, string[]>();
  for (const { name, own } of ownAmong(table)) {
    const source = `${own!.path ?? "given in code"}, SHA-256 ${own!.sha256.slice(0, 12)}…`;
    bySource.set(source, [...(bySource.get(source) ?? []), name]);
  }
  return [...bySource].map(([source, names]) => ["Own checks", `${names.join(", ")} (${source})`]);
}

function inputRows(summary: FileSummary, inputPath: string, config: Config): [string, string][] {
  const { input, detector } = summary;
  const cut = cutOf(summary, config.timeZone);
  return [
    ["File", inputPath],
    [
      "Run",
      [input.run ?? "not in the file name", input.subRun].filter((n) => n !== null).join(", part "),
    ],
    ["Size", `${(input.sizeBytes / 1e6).toFixed(1)} MB`],
    ["Detector", `${detector.name}: ${detector.adcCount} ADCs × ${detector.channelCount} channels`],
    ["Samples", `${summary.sampleCount} per waveform, ${detector.sampleNs} ns each`],
    [
      "Events",
      `${summary.selectedEvents.length} analysed of ${summary.fileEventCount} in the file`,
    ],
    ...(cut === null ? [] : [["Cut", cut] as [string, string]]),
    ["Triggers", triggersText(summary)],
    ["Conditions", conditionsText(summary, config.runType, config.units)],
    ["Baselines", `of ${triggerWords[summary.baselineTriggerClass]}${whyAll(summary)}`],
    ["Spectra", `${summary.spectrumEvents.length} events`],
    ["Channel status", config.channelStatusFile ?? "no status file: no known bad channels"],
  ];
}

/** Why baselines are not those of self triggers, where that is not plain from the row before. */
function whyAll({ triggersTyped, baselineTriggerClass }: FileSummary): string {
  return triggersTyped && baselineTriggerClass === "all"
    ? ": the file has neither beam nor self triggers"
    : "";
}

function timeRows(summary: FileSummary, zone: string): [string, string][] {
  const { time, timeUnknown, timeOrder, fileEventCount, processedMs } = summary;
  const shown = (ms: number): string => `${timeText(ms, zone)}  (${isoSeconds(ms)})`;
  const unknown = timeUnknown ? `unknown: ${timeUnknown}` : "unknown";
  const untimed = time && timeOrder ? untimedText(timeOrder.untimed, fileEventCount) : "";
  return [
    ["Zone", zone],
    ["First event", time ? shown(time.firstMs) : unknown],
    ["Last event", time ? shown(time.lastMs) : unknown],
    ...(untimed ? [["Without a time", untimed] as [string, string]] : []),
    ["Processed", shown(processedMs)],
  ];
}

const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  return value === "" ? '""' : String(value);
}
