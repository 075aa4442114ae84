/** What there is to say of one run, below its row. */
import { button, element } from "../dom/elements.js";
import { factRow, factTable } from "../dom/facts.js";
import { rangesText } from "./channel-ranges.js";
import { addressOf, type Manifest, type Run } from "./run.js";
import { faultLines, gapMs, lengthText, minuteText } from "./run-words.js";

export interface DetailsHooks {
  /** The run before it in time; undefined where there is none. */
  before: Run | undefined;
  /** Whether the list goes on in time before and after it. */
  hasEarlier: boolean;
  hasLater: boolean;
  /** Down the list to earlier runs, or up. */
  move(by: 1 | -1): void;
  compare(before: Run, after: Run): void;
}

export function runDetails(
  run: Run,
  { checks, timeZone }: Pick<Manifest, "checks" | "timeZone">,
  { before, hasEarlier, hasLater, move, compare }: DetailsHooks,
): HTMLElement {
  const titleOf = (name: string): string =>
    checks.find((check) => check.name === name)?.title ?? name;
  const rows = [
    ...(run.fresh.count > 0 ? [factRow("New", faultLines(run.fresh), "bad")] : []),
    ...(run.recovered.count > 0 ? [factRow("Recovered", faultLines(run.recovered), "ok")] : []),
    ...(run.alarms.length > 0
      ? [
          factLinks(
            "Alarms by check",
            run.alarms.map((alarm) => alarmLine(run, alarm, titleOf)),
          ),
        ]
      : []),
    ...(run.unjudged.length > 0
      ? [
          factRow(
            "Not judged",
            run.unjudged.map(
              ({ checks: names, channels, reason }) =>
                `${names.map(titleOf).join(", ")} (${rangesText(channels)}): ${reason}`,
            ),
          ),
        ]
      : []),
    factRow("Time", timeLines(run, before, timeZone)),
    factRow("File", [run.file]),
    ...(run.counts
      ? [factRow("Records", [run.counts.map(([state, count]) => `${count} ${state}`).join(", ")])]
      : []),
  ];
  return element("div", { class: "ldqm-RunDetails" }, [
    element("p", { class: "ldqm-Headline" }, [
      run.says || "Nobody has judged this file: it is in the store and has no report here.",
    ]),
    ...run.calls.map((call) => element("p", { class: "ldqm-Call" }, [call])),
    element("div", { class: "ldqm-Toolbar" }, [
      button("Previous run", () => move(1), { disabled: !hasEarlier }),
      button("Next run", () => move(-1), { disabled: !hasLater }),
      button("Compare with the run before", () => before && compare(before, run), {
        disabled: !before?.values || !run.values,
        title: before?.values && run.values ? undefined : "No numbers of both runs are kept here",
      }),
      ...filesOf(run),
    ]),
    factTable(rows),
  ]);
}

/** Links to what the report wrote. */
function filesOf({ files: { page, pdf, document } }: Run): HTMLElement[] {
  const link = (label: string, name: string | null): HTMLElement[] =>
    name === null ? [] : [element("a", { href: addressOf(name) }, [label])];
  return [...link("Report", page), ...link("PDF", pdf), ...link("JSON", document)];
}

function alarmLine(
  { files: { page } }: Run,
  { check, state, channels, places }: Run["alarms"][number],
  titleOf: (name: string) => string,
): HTMLElement {
  const title = titleOf(check);
  const head = page
    ? element("a", { href: `${addressOf(page)}#${encodeURIComponent(check)}` }, [title])
    : title;
  const where = [...places, ...(channels === "" ? [] : [rangesText(channels)])].join("; ");
  return element("div", {}, [head, `${state === "warn" ? " (warning)" : ""}: ${where}`]);
}

function factLinks(heading: string, lines: readonly HTMLElement[]): HTMLElement {
  return element("tr", {}, [element("th", { scope: "row" }, [heading]), element("td", {}, lines)]);
}

function timeLines(run: Run, before: Run | undefined, timeZone: string): string[] {
  if (!run.time) return ["unknown"];
  const { firstMs, lastMs } = run.time;
  const gap = gapMs(before, run);
  return [
    `${minuteText(firstMs, timeZone)} to ${minuteText(lastMs, timeZone)} (${lengthText(lastMs - firstMs)})`,
    ...(gap === null ? [] : [`No data for ${lengthText(gap)} before it`]),
  ];
}
