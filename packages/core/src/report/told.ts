/** What is told of a report once it is written: on a screen, to programs, and in the index of runs. */
import type { LightDqmDocument } from "./document.js";
import { countStates, type Result } from "./result.js";
import { type IndexedRun, indexedRun } from "./runs/index-report.js";

/** What is wrong in a file, as its document says it, with no records but those that are needed. */
export type AlarmedDocument = Pick<
  LightDqmDocument,
  "alarms" | "recoveries" | "verdicts" | "conditions" | "answer"
>;

/** What is kept of a document, which is far larger. */
export interface ReportTold {
  result: Result;
  alarmed: AlarmedDocument;
  run: IndexedRun;
}

/** @param stem of the names of the report's files */
export function toldOf(document: LightDqmDocument, stem: string): ReportTold {
  return {
    result: resultIn(document),
    alarmed: alarmedPart(document),
    run: indexedRun(document, stem),
  };
}

/** The result of a file, out of its document. */
export const resultIn = ({ answer, verdicts, headline }: LightDqmDocument): Result => ({
  ...{ answer, counts: countStates(verdicts), headline },
});

/** Alarms and recoveries with their records, and those that are masked. */
export function alarmedPart({
  // Documents of earlier versions lack some.
  alarms = [],
  recoveries = [],
  verdicts = [],
  conditions,
  answer,
}: Partial<AlarmedDocument>): AlarmedDocument {
  const told = new Set([...alarms, ...recoveries].map(({ verdict }) => verdict));
  const kept = verdicts.flatMap(({ state }, i) => (told.has(i) || state === "masked" ? [i] : []));
  const numberOf = new Map(kept.map((i, number) => [i, number]));
  const renumbered = <Told extends { verdict: number }>(list: readonly Told[]): Told[] =>
    list.map((each) => ({ ...each, verdict: numberOf.get(each.verdict) ?? -1 }));
  return {
    alarms: renumbered(alarms),
    recoveries: renumbered(recoveries),
    verdicts: kept.map((i) => verdicts[i]!),
    ...(conditions && { conditions }),
    ...(answer && { answer }),
  };
}
