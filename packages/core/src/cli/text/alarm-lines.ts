/** What is wrong in a file, one line per fault, as on the first page of its report. */
import { readFileSync } from "node:fs";
import {
  alsoText,
  byChange,
  cutTo,
  faultOf,
  faultText,
  faultWord,
  mostTold,
} from "../../judge/states/faults.js";
import { listedButFineText, listedButFineTitle } from "../../judge/states/listed-fine.js";
import { conditionsWords } from "../../report/conditions-text.js";
import type { LightDqmDocument } from "../../report/document.js";
import { inSentence } from "../../words/phrases.js";

/** What the lines are made of. */
export type AlarmedDocument = Pick<LightDqmDocument, "alarms" | "verdicts" | "conditions">;

/**
 * The written JSON document (`<stem>.light-dqm.json`) among the files of a report; null where there
 * is none that can be read.
 */
export function documentOf(files: readonly string[]): AlarmedDocument | null {
  const path = files.find((file) => file.endsWith(".light-dqm.json"));
  if (path === undefined) return null;
  try {
    const { alarms = [], verdicts = [], conditions } = JSON.parse(readFileSync(path, "utf8"));
    return { alarms, verdicts, conditions };
  } catch {
    return null;
  }
}

/**
 * `new, bad: EPCB 2 of ADC 0: baseline shift, …`: what is new first, each fault once; then the
 * channels that are listed but fine.
 */
export function alarmLines({ alarms, verdicts }: AlarmedDocument): string[] {
  const all = alarms.map((alarm) => faultOf(alarm, verdicts[alarm.verdict]!));
  const { isNew, still } = byChange(all);
  const lines = [...isNew, ...still].map((fault) => {
    const since = fault.change === "new" ? "new" : "still";
    const also = alsoText(fault);
    return `${since}, ${faultWord(fault.state)}: ${faultText(fault)}${also ? `; also ${also}` : ""}`;
  });
  const fine = listedButFineText(verdicts);
  return [
    ...cutTo(mostTold, lines, (rest) => `and ${rest} more, in the report`),
    ...(fine ? [`${inSentence(listedButFineTitle)}: ${fine}`] : []),
  ];
}

/** `beam run, typical light 1210 ADC16 counts, …`; empty for a document of an earlier version. */
export function conditionsLine({ conditions }: AlarmedDocument): string {
  if (!conditions) return "";
  const { runType, set, lightAdc16, litShare } = conditions;
  const known = { lightAdc16: lightAdc16 ?? Number.NaN, litShare: litShare ?? Number.NaN };
  return conditionsWords({ runType, ...known }, set, "ADC16");
}
