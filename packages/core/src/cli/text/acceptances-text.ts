/** Accepted changes in words. */
import { timeText } from "../../figures/style/time-text.js";
import type { Acceptance } from "../../history/acceptances.js";
import { channelNames } from "../../judge/states/channel-names.js";
import { countText } from "../../words/phrases.js";
import { textTable } from "./text-table.js";

/** The accepted changes of a store as a table, times in a zone. */
export function acceptancesTable(
  acceptances: readonly Acceptance[],
  store: string,
  zone: string,
): string {
  if (acceptances.length === 0) return `Nothing is accepted in ${store}\n`;
  const titles = ["id", "checks", "channels", "since", "until", "by", "reason", "accepted"];
  const rows = acceptances.map((one) => [
    one.id,
    one.rows.join(", "),
    channelsOf(one),
    timeText(Date.parse(one.from), zone),
    one.until === null ? "no end" : timeText(Date.parse(one.until), zone),
    one.author,
    one.reason,
    timeText(Date.parse(one.acceptedAt), zone),
  ]);
  return textTable(
    titles.map((title) => ({ title, align: "left" })),
    rows,
  );
}

/** What was done with one, and what follows for the reports, times in a zone. */
export function acceptedText(
  done: "accepted" | "withdrew",
  acceptance: Acceptance,
  zone: string,
): string {
  const { id, rows, from, until, author, reason } = acceptance;
  const start = timeText(Date.parse(from), zone);
  const end = until === null ? "" : ` until ${timeText(Date.parse(until), zone)}`;
  return (
    `${done} ${id}: ${rows.join(", ")} of ${channelsOf(acceptance)} since ${start}${end}, by ${author}: ${reason}\n` +
    `Reports of files since ${start} are out of date: \`light-dqm report --stale\` reprocesses them\n`
  );
}

/** `ADC 3 ch 16–21 (6 channels)`. */
function channelsOf({ channels }: Acceptance): string {
  const places = channels.map(([adc, channel]) => ({ adc, channel }));
  return `${channelNames(places)} (${countText(places.length, "channel")})`;
}
