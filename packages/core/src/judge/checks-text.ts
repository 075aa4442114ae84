/** The table of checks for readers. */
import type { Check, CheckLimits } from "./check.js";
import { checks } from "./checks/index.js";
import { callText } from "./states/callers.js";

/** One check as data: the table's row without its function, limits as they are in force. */
export interface CheckRecord {
  name: string;
  title: string;
  scope: Check["scope"];
  meaning: string;
  action: string;
  callers: string;
  /** Codes of the status file that mask it. */
  maskedBy: readonly number[];
  limits: { name: string; value: number; default: number; unit: string; meaning: string }[];
}

/** @param limits in place of the defaults, as far as they are set */
export function checkRecords(
  limits: Readonly<Record<string, CheckLimits>>,
  table: readonly Check[] = checks,
): CheckRecord[] {
  return table.map(({ name, title, scope, meaning, action, callers, maskedBy, limits: rows }) => ({
    name,
    title,
    scope,
    meaning,
    action,
    callers,
    maskedBy,
    limits: Object.entries(rows).map(([limit, row]) => ({
      name: limit,
      value: limits[name]?.[limit] ?? row.default,
      ...row,
    })),
  }));
}

/** The table in plain text. */
export function checksText(
  limits: Readonly<Record<string, CheckLimits>>,
  table: readonly Check[] = checks,
): string {
  return checkRecords(limits, table)
    .map((check) => {
      const lines = check.limits.map(
        ({ name, value, unit, meaning }) =>
          `    ${name} = ${[value, unit].join(" ").trimEnd()}: ${meaning}`,
      );
      return [
        `${check.name} (${check.scope}): ${check.title}`,
        `  ${check.meaning}`,
        `  What to do: ${check.action}`,
        `  ${callText(check.callers)}`,
        ...lines,
      ].join("\n");
    })
    .join("\n\n")
    .concat("\n");
}

/** The table as the page of the documentation. */
export function checksMarkdown(
  limits: Readonly<Record<string, CheckLimits>>,
  table: readonly Check[] = checks,
): string {
  const rows = checkRecords(limits, table).map(
    (check) => `## \`${check.name}\`

**${check.title}**, one record per ${check.scope === "adc" ? "ADC" : check.scope}. ${check.meaning}

What to do: ${check.action}

${callText(check.callers)}

| Limit | Default | Unit | Meaning |
| --- | --- | --- | --- |
${check.limits.map(({ name, value, unit, meaning }) => `| \`${name}\` | ${value} | ${unit} | ${meaning} |\n`).join("")}`,
  );
  return `${introduction}\n${rows.join("\n")}`;
}

const introduction = `# The checks

Made by \`light-dqm checks --markdown\`: do not edit, run it again.

Every check gives one record per channel, ADC or file: its state (**ok**, **warn**, **bad**, **unknown**, **masked**),
the value, the limit it was compared with, the unit, the number n of waveforms or events behind it, a reason in
words, and what changed since its state was last known: **new** (it was better before, or never known),
**known** (listed as a known fault), **recovered** (a warning or bad before, ok now) or **unchanged**. What cannot be
determined is unknown, never ok. Limits are set by \`--set check.limit=value\` or under \`limits\` in the YAML file.

**Levels.** Baseline, noise, watched lines and relative amplitude of every channel have a level: where earlier files say
that the next value will be. A level follows its channel as fast as the detector's channels walk, which is estimated
from all of them, and rests on at most \`--ncomp\` files. How far a value may lie from it follows from the scatter of all channels
from file to file, that of the channel itself, and the standard error of the file's own waveforms, which is wide for few events.
Values without light tell: the first 50 samples of quiet waveforms of any trigger, and the spectra of dark waveforms. What depends
on light is compared among files of the same run type (\`--run-type\`, told from the data unless set) and with the other
channels of the TPC in the same events.

**A change for good.** A channel that is alarmed does not move its level. So a change is **new** once, and then unchanged
"since run R" for as long as it lasts, until the old level is back (**recovered**) or somebody accepts the new one:
\`light-dqm history accept\`. What changes too slowly for a step shows as drift: the mean of the latest files against that of the
first ones, with the run in which it began. States are compared with the last known one: files in which a channel is
unknown or masked change nothing.

**Conditions.** A change of run type, light or thresholds is told once, in the file where it happens.

**Multiple comparisons**: statistical alarms that are not significant over the whole file are reset to ok
(Benjamini–Hochberg at \`--false-discovery-rate\`). With \`--false-alarms persistence\`, statistical bad states are warnings
until the next file confirms them. A shift of the whole detector, a module, TPC, ADC or EPCB is looked for first, as the median
of its channels, and compared with how such medians scatter: it is seen where that of a single channel is not.

**Common faults**: channels with the same alarm, on the same side of the limit, that make up a module, a TPC, an ADC,
half an ADC in a TPC, an EPCB or a light trap are one alarm of that group. One more record, whose scope is the kind of
group, names it (\`label\`) and lists them as \`members\`. A group has at least three of them, and at least two thirds of its
judged channels. Of all lists of groups and single channels that name every alarmed channel once, the report has the
one of least cost, where an entry costs 1 and a judged channel of a named group without the alarm costs ½. So the largest
group that explains a fault is named once (half an ADC, not four EPCBs), an EPCB that is fine is an exception of its
ADC, and an ADC with half of another is not a module. Of groups with the same channels, an EPCB is named rather than
the light trap, and an ADC rather than a TPC. What other checks find in some channels of a common fault is told with it,
unless it is worse or newer.

**Known faults**: a channel that the status CSV lists is masked in the checks of that fault; all other checks
still apply. \`--known-faults-file\` adds rows that are valid for a limited time: \`adc,channel,status,from,to,author,reason\` (CSV or a YAML list),
times in ISO 8601 with a time zone; an empty \`to\` means no end. A row with a date that does not exist, or with a channel
that the detector does not have or use, is an error. A listed channel that passes every check that its listing masks is
reported as **listed, but fine**.
`;
