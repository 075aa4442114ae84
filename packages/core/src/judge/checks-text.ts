/** The table of checks for readers. */
import type { Check, Limits } from "./check.js";
import { checks } from "./checks/index.js";

/** One check as data: the table's row without its function, limits as they are in force. */
export interface CheckRecord {
  name: string;
  title: string;
  scope: Check["scope"];
  meaning: string;
  action: string;
  /** Codes of the status file that mask it. */
  maskedBy: readonly number[];
  limits: { name: string; value: number; default: number; unit: string; meaning: string }[];
}

/** @param limits in place of the defaults, as far as they are set */
export function checkRecords(limits: Limits): CheckRecord[] {
  return checks.map(({ name, title, scope, meaning, action, maskedBy, limits: rows }) => ({
    name,
    title,
    scope,
    meaning,
    action,
    maskedBy,
    limits: Object.entries(rows).map(([limit, row]) => ({
      name: limit,
      value: limits[name]?.[limit] ?? row.default,
      ...row,
    })),
  }));
}

/** The table in plain text. */
export function checksText(limits: Limits): string {
  return checkRecords(limits)
    .map((check) => {
      const lines = check.limits.map(
        ({ name, value, unit, meaning }) =>
          `    ${name} = ${value} ${unit}`.trimEnd() + `: ${meaning}`,
      );
      return [
        `${check.name} (${check.scope}): ${check.title}`,
        `  ${check.meaning}`,
        `  What to do: ${check.action}`,
        ...lines,
      ].join("\n");
    })
    .join("\n\n")
    .concat("\n");
}

/** The table as the page of the documentation. */
export function checksMarkdown(limits: Limits): string {
  const rows = checkRecords(limits).map(
    (check) => `## \`${check.name}\`

**${check.title}**, one record per ${check.scope === "adc" ? "ADC" : check.scope}. ${check.meaning}

What to do: ${check.action}

| Limit | Default | Unit | Meaning |
| --- | --- | --- | --- |
${check.limits.map(({ name, value, unit, meaning }) => `| \`${name}\` | ${value} | ${unit} | ${meaning} |\n`).join("")}`,
  );
  return `${introduction}\n${rows.join("\n")}`;
}

const introduction = `# The checks

Made by \`light-dqm checks --markdown\`: do not edit, run it again.

Every check gives a record for each channel, ADC or file: its state (**ok**, **warn**, **bad**, **unknown**, **masked**),
the value, the limit it was held against, the unit, the number n of waveforms or events it rests on, a reason in
words, and what changed against the previous file: **new** (it was better before, or there is no previous file),
**known** (listed as a known fault), **recovered** (a warning or bad before, ok now) or **unchanged**. What could not be
told is unknown, never ok. Limits are set by \`--set check.limit=value\` or under \`limits\` in the YAML file.

**The previous file** is the latest earlier one that may be compared. It is judged again with the same limits,
against the files before it, so that a change of limits is never taken for a change of the detector.

**Earlier files** (\`--ncomp\`; or the files of one run, \`--reference-run\`) are refused, with the reason, where detector,
thresholds or trigger classes differ. Medians are held against the median of earlier medians, in units of the
largest of 1.4826·MAD, that moderated by the typical one of the detector, a floor, and the standard error. Shares are
held against pooled counts as a beta-binomial, its variance widened by what counts vary between files beyond chance
(Pearson's χ² by its degrees of freedom, of the channel or the whole detector, at least 1). A channel that was bad
by itself in an earlier file (dead, stuck, out of range, limits of shares, among siblings) does not enter its reference
from that file (\`--exclude-bad false\` lets it); what was bad only against files before it does enter: medians bear up to half of
such files, and a lasting change becomes the new normal.

**Many looks**: of the statistical records (shift, noise, risen shares, grown lines, trigger mix) those that chance
explains are taken back to ok, by Benjamini-Hochberg at \`--false-discovery-rate\` over the whole file, or
with \`--false-alarms persistence\` they are warnings until the next file shows them too.

**Common faults**: where two thirds of an EPCB's, TPC's or ADC's judged channels (three at least) are alarmed alike, one more record
of that scope names them as \`members\`; a report shows it once instead of every channel.

**Known faults**: a channel that the status CSV lists is masked for the checks of that fault and still watched by all
others. \`--known-faults-file\` adds rows that hold for a time: \`adc,channel,status,from,to,author,reason\` (CSV or a YAML list),
times in ISO 8601 with a zone, an empty \`to\` is open.
`;
