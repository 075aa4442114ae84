/** What is said of runs. */
import type { Run, Told } from "./run.js";

/** `Run 101, part 2`; the name of the file where it has no number. */
export function runName({ run, subRun, file }: Pick<Run, "run" | "subRun" | "file">): string {
  if (run === null) return file;
  return subRun === null ? `Run ${run}` : `Run ${run}, part ${subRun}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(timeMs: number, timeZone: string): Record<string, string> {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      ...{ timeZone, hourCycle: "h23", timeZoneName: "short" },
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    });
  formats.set(timeZone, format);
  return Object.fromEntries(format.formatToParts(timeMs).map(({ type, value }) => [type, value]));
}

/** `2026-07-16`, in a zone. */
export function dayOf(timeMs: number, timeZone: string): string {
  const { year, month, day } = partsOf(timeMs, timeZone);
  return `${year}-${month}-${day}`;
}

/** `2026-07-16 14:05 CDT` */
export function minuteText(timeMs: number, timeZone: string): string {
  const { hour, minute, timeZoneName } = partsOf(timeMs, timeZone);
  return `${dayOf(timeMs, timeZone)} ${hour}:${minute} ${timeZoneName}`;
}

/** `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function lengthText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Shorter times between two runs are not remarked on. */
const shortestGapMs = 30 * 60_000;

/** How long there are no data between two runs that follow each other; null where that is short or unknown. */
export function gapMs(earlier: Run | undefined, later: Run | undefined): number | null {
  if (!earlier?.time || !later?.time) return null;
  const ms = later.time.firstMs - earlier.time.lastMs;
  return ms >= shortestGapMs ? ms : null;
}

/** `2 new, 1 recovered, 6 still there`; what is known of the changes of a run. */
export function changesText({ counts, fresh, recovered, still }: Run): string {
  if (counts === null) return "unknown: no report";
  const parts = [
    ...(fresh.count > 0 ? [`${fresh.count} new`] : []),
    ...(recovered.count > 0 ? [`${recovered.count} recovered`] : []),
    ...(still > 0 ? [`${still} still there`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : "nothing";
}

/** Faults one a line, and how many more there are. */
export function faultLines({ first, count }: Told): string[] {
  const left = count - first.length;
  return [
    ...first.map(({ title, place, state }) => {
      const word = state === "warn" ? " (warning)" : state === "bad" ? " (bad)" : "";
      return `${place}: ${title}${word}`;
    }),
    ...(left > 0 ? [`and ${left} more`] : []),
  ];
}

/** What could not be judged, in a few words. */
export function coverageText({ counts, unjudged }: Run): string {
  if (counts === null) return "nothing judged";
  const checkCount = (all: boolean): number =>
    new Set(
      unjudged
        .filter(({ channels }) => (channels === "*" || channels === "") === all)
        .flatMap(({ checks }) => checks),
    ).size;
  const [whole, some] = [checkCount(true), checkCount(false)];
  const parts = [
    ...(whole > 0 ? [`${whole} ${whole === 1 ? "check" : "checks"}`] : []),
    ...(some > 0 ? [`some channels of ${some} ${some === 1 ? "check" : "checks"}`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : "all judged";
}
