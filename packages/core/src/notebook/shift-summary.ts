/** The first lines of a shift report: is it fine, what changed, whom to call. */
import { timeRangeText } from "../figures/time-text.js";
import { checks } from "../judge/checks.js";
import { allChecksMask, maskCells } from "../judge/mask.js";
import { changedChannels } from "./compare.js";
import type { Run } from "./open-run.js";

/**
 * The answer in Markdown. Unknown channels never make a run fine.
 * @param previous the file before it, null where there is none
 */
export function shiftSummary(run: Run, previous: Run | null): string {
  return [
    `# ${answerOf(run)}`,
    sourceLine(run),
    "## Is it fine?",
    run.headline.replace(/\. (?=\w+:)/g, ".\n\n"),
    "## What changed?",
    changesOf(run, previous),
    "## Whom do I call?",
    actionsOf(run),
  ].join("\n\n");
}

function answerOf(run: Run): string {
  const cells = maskCells(run.verdicts, allChecksMask);
  const channelsIn = (state: string): number =>
    new Set(cells.filter((c) => c.state === state).map((c) => `${c.adc} ${c.channel}`)).size;
  const [bad, warn, unknown] = ["bad", "warn", "unknown"].map(channelsIn) as [
    number,
    number,
    number,
  ];
  const aside = unknown > 0 ? `; ${unknown} unknown` : "";
  if (bad > 0) return `✗ Not fine: ${countOf(bad)} bad${aside}`;
  if (warn > 0) return `! Watch: ${countOf(warn)} doubtful${aside}`;
  if (unknown > 0) return `? Unknown: ${countOf(unknown)} could not be judged`;
  return "✓ Fine: no channel is bad";
}

function sourceLine({ summary, config, name }: Run): string {
  const time = timeRangeText(summary.time, config.timeZone);
  const when = time ? `${time.start} to ${time.end}` : "time unknown";
  const events = `${summary.selectedEvents.length} of ${summary.fileEventCount} events`;
  return `**${name}** · ${when} · ${events}`;
}

const mostNamed = 12;

function changesOf(run: Run, previous: Run | null): string {
  if (!previous) return "Unknown: the store has no earlier file to compare with.";
  const changes = changedChannels(previous, run);
  if (changes.length === 0) return `Nothing since ${previous.name}.`;
  const lines = changes.slice(0, mostNamed).map(({ adc, channel, mask, before, now }) => {
    const what = mask.toLowerCase();
    return `- ADC ${adc} channel ${channel}: ${what} was ${before}, is **${now}**`;
  });
  const rest = changes.length - lines.length;
  if (rest > 0) lines.push(`- and ${rest} more`);
  return [`Since ${previous.name}:`, "", ...lines].join("\n");
}

function actionsOf(run: Run): string {
  const needed = checks.filter(({ name }) =>
    run.verdicts.some(
      ({ check, state }) => check === name && (state === "bad" || state === "warn"),
    ),
  );
  if (needed.length === 0) return "Nobody.";
  return needed.map(({ title, action }) => `- **${title}**: ${action}`).join("\n");
}

function countOf(count: number): string {
  return count === 1 ? "1 channel is" : `${count} channels are`;
}
