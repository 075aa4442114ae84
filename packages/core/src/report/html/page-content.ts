/** What a page holds of a report: all that fits, and words on what does not. */
import type { Verdict } from "../../judge/states/verdict.js";
import { countText } from "../../words/phrases.js";
import type { LightDqmDocument } from "../document.js";
import { isDocumentName } from "../report-stem.js";

/** A record as pages show it. */
type PageRecord = Pick<Verdict, "check" | "adc" | "channel" | "state"> &
  Partial<Pick<Verdict, "reason" | "change" | "members">>;

/** The document of a page. Its alarms point into the records that it has. */
export type PageContent = Omit<LightDqmDocument, "verdicts" | "alarms" | "spectra"> & {
  verdicts: PageRecord[];
  /** Absent where the document, of an earlier version, does not list them. */
  alarms?: LightDqmDocument["alarms"];
  /** Sentences: what is left out, and where it is. */
  leftOut: string[];
};

/** So many figures of a numbered series stay longer than the others of it. */
const firstOfSeries = 2;

/** Shares of the figures that are kept at last, from the first on. */
const lastShares = [3 / 4, 1 / 2, 1 / 4, 0];

/**
 * The contents of the page of a report, from the fullest to the smallest. What is left out, in turn:
 * results that are ok; the reasons of unknown ones; of numbered figures all but the first two; the last figures.
 * Faults, their reasons, and numbers by state always stay.
 */
export function* pageContents(document: LightDqmDocument): Generator<PageContent> {
  const { figures } = document;
  const first = figures.filter(({ bookmark }) => numberInSeries(bookmark) <= firstOfSeries);
  const smaller = lastShares.map((share) => first.slice(0, Math.floor(share * first.length)));
  yield contentOf(document, { ok: true, reasons: true, figures });
  yield contentOf(document, { ok: false, reasons: true, figures });
  for (const kept of [figures, first, ...smaller])
    yield contentOf(document, { ok: false, reasons: false, figures: kept });
}

interface Kept {
  /** Records that are ok. */
  ok: boolean;
  /** Reasons of records that are unknown. */
  reasons: boolean;
  figures: LightDqmDocument["figures"];
}

function contentOf(document: LightDqmDocument, kept: Kept): PageContent {
  // Documents of earlier versions lack some.
  const {
    verdicts = [],
    spectra,
    alarms,
    recoveries,
    ...rest
  } = document as Partial<LightDqmDocument> & Omit<LightDqmDocument, "verdicts" | "alarms">;
  const told = new Set([...(alarms ?? []), ...(recoveries ?? [])].map(({ verdict }) => verdict));
  const numbers = new Map<number, number>();
  const records = verdicts.flatMap((verdict, i) => {
    if (!kept.ok && verdict.state === "ok" && !told.has(i)) return [];
    numbers.set(i, numbers.size);
    return [recordOf(verdict, kept.reasons || verdict.state !== "unknown")];
  });
  const renumbered = <Told extends { verdict: number }>(list: readonly Told[]): Told[] =>
    list.map((each) => ({ ...each, verdict: numbers.get(each.verdict) ?? -1 }));
  return {
    ...rest,
    verdicts: records,
    ...(alarms ? { alarms: renumbered(alarms) } : {}),
    ...(recoveries ? { recoveries: renumbered(recoveries) } : {}),
    figures: kept.figures,
    leftOut: leftOutOf(document, kept),
  };
}

function recordOf(
  { check, adc, channel, state, reason, change, members }: Verdict,
  isReasonKept: boolean,
): PageRecord {
  const record: PageRecord = { check, adc, channel, state };
  if (isReasonKept) record.reason = reason;
  if (change !== null) record.change = change;
  if (members.length > 0) record.members = members;
  return record;
}

function leftOutOf({ files, figures, spectra }: LightDqmDocument, kept: Kept): string[] {
  const inDocument = `in the JSON document ${files.find(isDocumentName) ?? "beside it"}`;
  const inPdf = `in the PDF ${files.find((name) => name.endsWith(".pdf")) ?? "beside it"}`;
  const missing = figures.filter((figure) => !kept.figures.includes(figure));
  const titles = missing.map(({ bookmark }) => bookmark).join("; ");
  return [
    ...(kept.ok ? [] : [`The results of checks that are ok are ${inDocument}.`]),
    ...(kept.reasons ? [] : [`The reasons of results that are unknown are ${inDocument}.`]),
    ...(spectra ? [`The spectra of all channels are ${inDocument}.`] : []),
    ...(missing.length > 0
      ? [
          `${countText(missing.length, "figure")} (${titles}) ${missing.length === 1 ? "is" : "are"} ${inPdf}.`,
        ]
      : []),
  ];
}

/** 3 of "Waveforms, 3 of 8"; 1 of a figure of its own. */
const numberInSeries = (bookmark: string): number =>
  Number(/, (\d+) of \d+$/.exec(bookmark)?.[1] ?? 1);
