/** Stored summaries in words. */
import { timeText } from "../../figures/style/time-text.js";
import type { Conditions } from "../../history/conditions.js";
import { conditionsText } from "../../report/conditions-text.js";
import type { SummaryEntry } from "../../store/store.js";
import type { FileSummary } from "../../summary.js";
import { percentText } from "../../words/phrases.js";
import { triggersText } from "../../words/trigger-codes.js";
import { textTable } from "./text-table.js";

/**
 * The entries of a store as a table, times in a zone.
 * @param conditions of the files, by path; absent of those that cannot be read
 */
export function listText(
  entries: readonly SummaryEntry[],
  conditions: ReadonlyMap<string, Conditions>,
  store: string,
  zone: string,
): string {
  if (entries.length === 0) return `No summaries in ${store}\n`;
  const columns = [
    { title: "file", align: "left" },
    { title: "run", align: "right" },
    { title: "sub-run", align: "right" },
    { title: "first event", align: "left" },
    { title: "events", align: "right" },
    { title: "analysed", align: "right" },
    { title: "type", align: "left" },
    { title: "light (ADC16)", align: "right" },
    { title: "events lit", align: "right" },
    { title: "processed", align: "left" },
    { title: "version", align: "left" },
  ] as const;
  const unknown = "unknown";
  const counts = new Map<string, number>();
  for (const { provenance } of entries)
    if (provenance) counts.set(provenance.input.name, (counts.get(provenance.input.name) ?? 0) + 1);
  const rows = entries.map(({ path, key, provenance }) => {
    if (!provenance) return [key, ...columns.slice(1, -1).map(() => ""), "unreadable"];
    const { input, time, fileEventCount, selectedEvents, processedMs } = provenance;
    return [
      counts.get(input.name)! > 1 ? key : input.name,
      String(input.run ?? unknown),
      String(input.subRun ?? ""),
      time ? timeText(time.firstMs, zone) : unknown,
      // The old script kept no number of events.
      ...(provenance.imported
        ? [unknown, unknown]
        : [`${fileEventCount}`, `${selectedEvents.length}`]),
      ...conditionCells(conditions.get(path)),
      timeText(processedMs, zone),
      provenance.softwareVersion,
    ];
  });
  return textTable(columns, rows);
}

/** Run type, typical light and fraction of lit events. */
function conditionCells(conditions: Conditions | undefined): string[] {
  const { runType = "unknown", lightAdc16 = Number.NaN, litShare = Number.NaN } = conditions ?? {};
  return [
    runType === "led" ? "LED" : runType,
    Number.isNaN(lightAdc16) ? "" : lightAdc16.toFixed(0),
    Number.isNaN(litShare) ? "" : percentText(litShare),
  ];
}

/** That a name is that of several files, of which the last is taken. */
export function namesakesText(name: string, files: readonly { key: string }[]): string {
  const keys = files.map(({ key }) => key);
  return `${keys.length} files are called ${name}; using the latest, ${keys.at(-1)}; others: ${keys.slice(0, -1).join(", ")}`;
}

const provenanceFields = [
  "schemaVersion",
  "softwareVersion",
  "processedMs",
  "input",
  "time",
  "timeUnknown",
  "detector",
  "sampleCount",
  "fileEventCount",
  "triggersTyped",
  "eventCount",
  "triggerCodes",
  "baselineTriggerClass",
  "largestJump",
  "settings",
  "imported",
] as const satisfies readonly (keyof FileSummary)[];

/** What a summary says of the whole file, under the summary's field names. */
export function provenanceRecord(summary: FileSummary): Record<string, unknown> {
  return Object.fromEntries(provenanceFields.map((field) => [field, summary[field]]));
}

/** The same in words, one line each, times in a zone; the run type as the data tell it. */
export function provenanceText(summary: FileSummary, path: string, zone: string): string {
  const { input, time, settings, largestJump } = summary;
  const unknown = summary.timeUnknown ? `unknown: ${summary.timeUnknown}` : "unknown";
  const triggers = summary.triggersTyped ? triggersText(summary) : "triggers not typed";
  const rows: [string, string][] = [
    ["file", `${input.name} (${input.sizeBytes} bytes)`],
    ["run", `${input.run ?? "unknown"}${input.subRun === null ? "" : `, sub-run ${input.subRun}`}`],
    ["summary", path],
    ["processed", `${timeText(summary.processedMs, zone)} by version ${summary.softwareVersion}`],
    ["first event", time ? timeText(time.firstMs, zone) : unknown],
    ["last event", time ? timeText(time.lastMs, zone) : unknown],
    ["events", `${summary.fileEventCount}, ${summary.selectedEvents.length} analysed: ${triggers}`],
    ["conditions", conditionsText(summary, "auto", "ADC16")],
    ["baseline from", `${summary.baselineTriggerClass} triggers`],
    ["samples", `${summary.sampleCount} per waveform`],
    ["detector", summary.detector.name],
    ["threshold", `${settings.thresholdAdc16.join(", ")} ADC16 counts, per ADC`],
    [
      "largest step",
      largestJump
        ? `${largestJump.sizeAdc16} ADC16 counts between samples: event ${largestJump.event}, ADC ${largestJump.adc}, ` +
          `channel ${largestJump.channel}, sample ${largestJump.sample}`
        : "unknown",
    ],
  ];
  if (summary.imported)
    rows.push(["imported", `approximate: ${summary.imported.approximate.join("; ")}`]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join("");
}
