/** The result of a file in one sentence. */
import { groupKinds, groupTitle } from "../../detector/channel-groups.js";
import { countText, inSentence } from "../../words/phrases.js";
import type { Scope, State } from "../states/verdict.js";
import type { AnswerWord, ChannelCounts, FaultCount } from "./answer.js";

/**
 * `CALL: 3 new faults (2 EPCBs, 1 channel), 2 still there (2 channels); 15 of 384 channels bad`
 * @param unknownChecks titles of the checks of the file that cannot be determined
 */
export function answerSentence(
  word: AnswerWord,
  counts: readonly FaultCount[],
  channels: ChannelCounts,
  unknownChecks: readonly string[],
): string {
  const told = [
    faultsText(counts) || noFaults(channels),
    channelsText(channels, word),
    ...(unknownChecks.length > 0
      ? [`${unknownChecks.map(inSentence).join(", ")} of the file unknown`]
      : []),
    ...notComparedText(channels),
  ];
  return `${word}: ${told.join("; ")}`;
}

function faultsText(counts: readonly FaultCount[]): string {
  const of = (change: FaultCount["change"], state?: State): FaultCount[] =>
    counts.filter((one) => one.change === change && (state === undefined || one.state === state));
  const [newBad, newWarn] = [of("new", "bad"), of("new", "warn")];
  const parts: string[] = [];
  const tell = (some: readonly FaultCount[], text: (count: number) => string): void => {
    const total = some.reduce((sum, { count }) => sum + count, 0);
    if (total > 0) parts.push(`${text(total)} (${scopesText(some)})`);
  };
  tell(newBad, (n) => countText(n, "new fault"));
  tell(of("still there", "bad"), (n) =>
    newBad.length > 0 ? `${n} still there` : `${countText(n, "fault")} still there`,
  );
  tell(newWarn, (n) => countText(n, "new warning"));
  tell(of("still there", "warn"), (n) => `${countText(n, "warning")} still there`);
  if (parts.length === 0 && of("recovered").length > 0) parts.push("no faults");
  tell(of("recovered"), (n) => `${n} recovered`);
  return parts.join(", ");
}

const noFaults = ({ ok, masked, unknown }: ChannelCounts): string =>
  ok + masked === 0 && unknown > 0 ? "nothing could be determined" : "no faults";

/** From the largest to the smallest. */
const scopes: readonly Scope[] = ["file", ...groupKinds, "channel"];

/** `the file, 2 EPCBs, 1 channel` */
function scopesText(counts: readonly FaultCount[]): string {
  return scopes
    .flatMap((scope) => {
      const count = counts
        .filter((one) => one.scope === scope)
        .reduce((sum, one) => sum + one.count, 0);
      return count > 0 ? [scopeText(scope, count)] : [];
    })
    .join(", ");
}

function scopeText(scope: Scope, count: number): string {
  if (scope === "file") return count === 1 ? "the file" : `${count} of the file`;
  if (scope === "detector") return "the whole detector";
  if (scope === "half-adc") return countText(count, "half of an ADC", "halves of ADCs");
  return countText(count, scope === "channel" ? scope : groupTitle(scope));
}

/** After "29 of 384 channels …", in the order in which they are told. */
const stateWords: readonly (readonly [State, string])[] = [
  ["bad", "bad"],
  ["warn", "with a warning"],
  ["unknown", "unknown"],
  ["masked", "known"],
];

function channelsText(channels: ChannelCounts, word: AnswerWord): string {
  const { ok, warn, bad, unknown, masked } = channels;
  const all = ok + warn + bad + unknown + masked;
  if (all === 0) return "no channels were checked";
  if (ok === all) return `all ${countText(all, "channel")} OK`;
  if (unknown === all) return `all ${countText(all, "channel")} unknown`;
  const told = stateWords.flatMap(([state, text]) =>
    channels[state] > 0 ? [[channels[state], text] as const] : [],
  );
  const parts = told.map(([count, text], i) =>
    i === 0 ? `${count} of ${countText(all, "channel")} ${text}` : `${count} ${text}`,
  );
  return `${parts.join(", ")}${word === "FINE" ? ", the others OK" : ""}`;
}

function notComparedText({ ok, notCompared }: ChannelCounts): string[] {
  if (notCompared === 0) return [];
  return [`${notCompared === ok ? "" : `${notCompared} `}not compared with earlier files`];
}
