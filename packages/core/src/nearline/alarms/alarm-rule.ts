/** When an alarm is sent: once for each bad fault that stays, again only after it recovered. Pure. */
import { placeOf } from "../../judge/states/alarms.js";
import { faultOf } from "../../judge/states/faults.js";
import { channelKey, type Verdict } from "../../judge/states/verdict.js";
import type { LightDqmDocument } from "../../report/document.js";

/** What was found bad in one place by one check, over files. */
export interface PersistingFault {
  /** Files in which it was bad, one after another. */
  files: number;
  told: boolean;
}

/** By check, and channel or else place. */
export type AlarmMemory = Readonly<Record<string, PersistingFault>>;

/** One line of a message. */
export interface AlarmLine {
  check: string;
  place: string;
  fault: string;
  reason: string;
  action: string;
  callers: string;
}

/** What the rule reads of a report. */
export type AlarmDocument = Pick<LightDqmDocument, "alarms" | "verdicts">;

/**
 * What has to be told after a file: the bad faults of which something has been bad in `after` files,
 * one after another, and was not told before; all of them in one message. With a fault, all that is
 * bad in its channels counts as told, so that nothing is told again when channels gather in a group,
 * leave it, or another check tells more. What was told is forgotten when it is ok or a known fault;
 * a warning, or what cannot be judged, leaves it as it was.
 */
export function alarmsToTell(
  memory: AlarmMemory,
  { alarms, verdicts }: AlarmDocument,
  after: number,
): { lines: AlarmLine[]; memory: AlarmMemory } {
  const bad = keysIn(verdicts, "bad");
  const kept = keptOf(memory, verdicts).filter(([key]) => !bad.has(key));
  const seen = new Map(
    [...bad].map((key): [string, PersistingFault] => {
      const before = memory[key] ?? { files: 0, told: false };
      return [key, { files: before.files + 1, told: before.told }];
    }),
  );
  const lines: AlarmLine[] = [];
  const placesTold = new Set<string>();
  for (const alarm of alarms) {
    const verdict = verdicts[alarm.verdict]!;
    if (verdict.state !== "bad") continue;
    const parts = keysOf(verdict).map((key) => seen.get(key)!);
    if (!parts.some(({ files, told }) => !told && files >= after)) continue;
    const { place, fault, reason, action, callers } = faultOf(alarm, verdict);
    lines.push({ check: verdict.check, place, fault, reason, action, callers });
    for (const key of placesOf(verdict)) placesTold.add(key);
  }
  for (const verdict of verdicts)
    if (verdict.state === "bad")
      for (const [i, key] of keysOf(verdict).entries())
        if (placesTold.has(placesOf(verdict)[i]!)) seen.get(key)!.told = true;
  return { lines, memory: Object.fromEntries([...kept, ...seen]) };
}

/** What is remembered of faults that are not bad now. */
function keptOf(
  memory: AlarmMemory,
  verdicts: readonly Verdict[],
): [key: string, PersistingFault][] {
  const unknown = keysIn(verdicts, "unknown");
  const warned = keysIn(verdicts, "warn");
  const judged = new Set(
    verdicts.filter(({ state }) => state !== "unknown").map(({ check }) => check),
  );
  const unjudged = new Set(verdicts.map(({ check }) => check).filter((each) => !judged.has(each)));
  return Object.entries(memory).filter(
    ([key, { told }]) =>
      unknown.has(key) || unjudged.has(key.slice(0, key.indexOf(" "))) || (told && warned.has(key)),
  );
}

const keysIn = (verdicts: readonly Verdict[], state: Verdict["state"]): Set<string> =>
  new Set(verdicts.filter((verdict) => verdict.state === state).flatMap(keysOf));

/** A record's channels, or else its place, each under its check. */
const keysOf = (verdict: Verdict): string[] =>
  placesOf(verdict).map((place) => `${verdict.check} ${place}`);

function placesOf(verdict: Verdict): string[] {
  const { check, scope, members } = verdict;
  if (scope === "channel") return [channelKey(verdict)];
  // Faults of the file are told one by one.
  if (scope === "file") return [`file, ${check}`];
  if (members.length === 0) return [placeOf(verdict)];
  return members.map(([adc, channel]) => channelKey({ adc, channel }));
}
