/** What is wrong in a file, a line a fault: as the first page of its report has it. */
import { readFileSync } from "node:fs";
import type { LightDqmDocument } from "../../report/document.js";

/** What the lines are made of. */
export type AlarmedDocument = Pick<LightDqmDocument, "alarms" | "verdicts">;

/**
 * The written JSON document (`<stem>.light-dqm.json`) among the files of a report; null where there
 * is none that can be read.
 */
export function documentOf(files: readonly string[]): AlarmedDocument | null {
  const path = files.find((file) => file.endsWith(".light-dqm.json"));
  if (path === undefined) return null;
  try {
    const { alarms = [], verdicts = [] } = JSON.parse(readFileSync(path, "utf8"));
    return { alarms, verdicts };
  } catch {
    return null;
  }
}

/** More are in the report. */
const mostTold = 12;

/** `new, bad: EPCB 2 of ADC 0: baseline shift, …`: what is new first, each fault once. */
export function alarmLines({ alarms, verdicts }: AlarmedDocument): string[] {
  const isNew = alarms.filter(({ change }) => change === "new");
  const still = alarms.filter(({ change }) => change !== "new");
  const lines = [...isNew, ...still].map(({ verdict, place, title, also, change }) => {
    const { state, reason } = verdicts[verdict]!;
    const since = change === "new" ? "new" : "still";
    const how = state === "bad" ? "bad" : "warning";
    const others = also.length > 0 ? `; also ${also.join(", ").toLowerCase()}` : "";
    return `${since}, ${how}: ${place}: ${title.toLowerCase()}, ${reason}${others}`;
  });
  const more = lines.length - mostTold;
  return more > 0 ? [...lines.slice(0, mostTold), `and ${more} more, in the report`] : lines;
}
