/** What is wrong in a file, one line per fault, as on the first page of its report. */
import { alike, byAction } from "../../judge/answer/by-action.js";
import {
  alsoText,
  type Fault,
  faultOf,
  faultText,
  faultWord,
  newFirst,
} from "../../judge/states/faults.js";
import { listedButFineText, listedButFineTitle } from "../../judge/states/known/listed-fine.js";
import { conditionsWords } from "../../report/conditions-text.js";
import type { AlarmedDocument } from "../../report/told.js";
import { inSentence } from "../../words/phrases.js";

/** At most this many faults are listed on a screen. */
const mostTold = 12;

/**
 * Whom to call, then `new, bad: EPCB 2 of ADC 0: baseline shift, …` with what to do about it; what is
 * new first, each fault once; then what recovered, what is unknown, and what is known.
 */
export function alarmLines({ answer, alarms, recoveries, verdicts }: AlarmedDocument): string[] {
  const faults = newFirst(alarms.map((alarm) => faultOf(alarm, verdicts[alarm.verdict]!)));
  const told = byAction(faults.slice(0, mostTold)).flatMap(({ action, faults: some }) => [
    ...alike(some).map(faultLine),
    `  what to do: ${action}`,
  ]);
  const rest = faults.length - mostTold;
  const recovered = (recoveries ?? []).map(({ place, title }) => `${place} (${inSentence(title)})`);
  const fine = listedButFineText(verdicts);
  return [
    ...(answer?.callSentences ?? []),
    ...told,
    ...(rest > 0 ? [`and ${rest} more, in the report`] : []),
    ...(recovered.length > 0 ? [`recovered: ${recovered.join("; ")}`] : []),
    ...(answer?.unknown ?? []).map((text) => `unknown: ${text}`),
    ...(answer?.known ? [`known: ${answer.known}`] : []),
    ...(fine ? [`${inSentence(listedButFineTitle)}: ${fine}`] : []),
  ];
}

function faultLine(fault: Fault): string {
  const since = fault.change === "new" ? "new" : "still";
  const also = alsoText(fault);
  return `${since}, ${faultWord(fault.state)}: ${faultText(fault)}${also ? `; also ${also}` : ""}`;
}

/** `beam run, typical light 1210 ADC16 counts, …`; empty for a document of an earlier version. */
export function conditionsLine({ conditions }: AlarmedDocument): string {
  if (!conditions) return "";
  const { runType, set, lightAdc16, litShare } = conditions;
  const known = { lightAdc16: lightAdc16 ?? Number.NaN, litShare: litShare ?? Number.NaN };
  return conditionsWords({ runType, ...known }, set, "ADC16");
}
