/** Faults known for a limited time: rows of a file that people maintain, beside the status CSV. */
import { parse } from "yaml";
import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import { LightDqmError } from "../../../errors.js";
import { csvRows } from "../../../files/csv-rows.js";
import { isoTimeAllowed, isoTimeMs } from "../../../files/iso-time.js";
import type { FileSummary } from "../../../summary.js";
import { runsText } from "../../../words/phrases.js";
import type { Check } from "../../check.js";
import { checks } from "../../checks/index.js";
import { inStatusFile, withStatus } from "../status-mask.js";
import type { Verdict } from "../verdict.js";

/** One row: a channel's status from one time to another. */
export interface KnownFault {
  adc: number;
  channel: number;
  /** As in the status file: −1 inactive, 0 good, 1 dead, 2 bad baseline, 3 both. */
  status: number;
  /** Milliseconds UTC. */
  fromMs: number;
  /** Milliseconds UTC, excluded; Infinity where it is open. */
  toMs: number;
  author: string;
  reason: string;
  /** File and line or row, for errors. */
  where: string;
}

const fields = ["adc", "channel", "status", "from", "to", "author", "reason"] as const;
type Row = Record<(typeof fields)[number], string>;

/**
 * The rows of a CSV text with the header `adc,channel,status,from,to,author,reason` (values with
 * commas in double quotes), or of a YAML list of such mappings. `from` and `to` are ISO 8601 with a
 * zone (`2025-11-04T17:00:00-06:00`, `…Z`); an empty `to` is open.
 * @param path names the file in errors; `.yaml` and `.yml` are YAML, all else CSV
 * @throws LightDqmError `bad-config` with the row, what was expected and what is there
 */
export function parseKnownFaults(text: string, path: string): KnownFault[] {
  const rows = /\.ya?ml$/i.test(path) ? rowsOfYaml(text, path) : rowsOfCsv(text, path);
  return rows.map(({ row, where }) => knownFault(row, where));
}

function knownFault(row: Row, where: string): KnownFault {
  const whole = (field: "adc" | "channel" | "status", lowest: number): number => {
    const value = row[field] === "" ? Number.NaN : Number(row[field]);
    if (Number.isInteger(value) && value >= lowest) return value;
    throw bad(where, `a whole number, ${lowest} or more, as ${field}`, row[field]);
  };
  const status = whole("status", -1);
  if (status > 3) throw bad(where, "a status of -1, 0, 1, 2 or 3", row.status);
  const fromMs = timeMs(row.from, "from", where);
  const toMs = row.to === "" ? Number.POSITIVE_INFINITY : timeMs(row.to, "to", where);
  if (toMs <= fromMs) throw bad(where, "a to after from", `${row.from} to ${row.to}`);
  for (const field of ["author", "reason"] as const)
    if (row[field] === "") throw bad(where, `an ${field}`.replace("an r", "a r"), "nothing");
  const { author, reason } = row;
  return {
    adc: whole("adc", 0),
    channel: whole("channel", 0),
    status,
    fromMs,
    toMs,
    author,
    reason,
    where,
  };
}

function timeMs(text: string, field: string, where: string): number {
  const ms = isoTimeMs(text);
  if (ms === "malformed")
    throw bad(where, `${isoTimeAllowed} as ${field}, e.g. 2025-11-04T17:00:00-06:00`, text);
  if (ms === "impossible") throw bad(where, `a date and time that exist as ${field}`, text);
  return ms;
}

function rowsOfCsv(text: string, path: string): { row: Row; where: string }[] {
  const [first, ...rest] = csvRows(text);
  const header = first?.cells.join(",") ?? "";
  if (header !== fields.join(",")) throw bad(`${path}, line 1`, fields.join(","), header);
  return rest.flatMap(({ line, cells }) => {
    if (cells.join("") === "" && cells.length === 1) return [];
    const where = `${path}, line ${line}`;
    if (cells.length !== fields.length)
      throw bad(where, `${fields.length} values`, String(cells.length));
    return [{ row: rowOf((field) => cells[fields.indexOf(field)]!), where }];
  });
}

function rowsOfYaml(text: string, path: string): { row: Row; where: string }[] {
  let list: unknown;
  try {
    list = parse(text, { schema: "failsafe" });
  } catch (cause) {
    throw bad(path, "YAML", cause instanceof Error ? cause.message : String(cause));
  }
  if (list === null || list === "") return [];
  if (!Array.isArray(list)) throw bad(path, "a list of rows", typeof list);
  return list.map((entry: unknown, i) => {
    const where = `${path}, row ${i + 1}`;
    if (entry === null || typeof entry !== "object") throw bad(where, "a mapping", String(entry));
    const given = entry as Record<string, unknown>;
    const unknown = Object.keys(given).find((key) => !(fields as readonly string[]).includes(key));
    if (unknown !== undefined) throw bad(where, `only ${fields.join(", ")}`, unknown);
    return { row: rowOf((field) => String(given[field] ?? "").trim()), where };
  });
}

function rowOf(value: (field: keyof Row) => string): Row {
  return Object.fromEntries(fields.map((field) => [field, value(field)])) as Row;
}

function bad(where: string, expected: string, got: string): LightDqmError {
  return new LightDqmError("bad-config", {
    what: "Invalid row in the known faults",
    where,
    expected,
    got,
  });
}

/**
 * Checks that every row, in force or not, names an active channel of the detector.
 * @throws LightDqmError `bad-config` with the row, what the detector has and what is there
 */
export function checkKnownFaults(rows: readonly KnownFault[], detector: DetectorProfile): void {
  const { name, adcCount, channelCount } = detector;
  const { adcMembers, indexOf } = detectorGroups(detector);
  for (const { adc, channel, where } of rows) {
    if (adc >= adcCount)
      throw bad(where, `an adc of 0 to ${adcCount - 1}, as detector ${name} has`, String(adc));
    if (channel >= channelCount)
      throw bad(
        where,
        `a channel of 0 to ${channelCount - 1}, as detector ${name} has`,
        String(channel),
      );
    const members = adcMembers[adc]!;
    if (!members.includes(indexOf(adc, channel))) {
      const active = runsText(members.map((channelIndex) => channelIndex - indexOf(adc, 0)));
      throw bad(where, `an active channel of ADC ${adc} (${active || "none"})`, String(channel));
    }
  }
}

/** The rows in force at the start of a file, by channel index; of several, the last one. */
function inForce(
  { time, detector }: Pick<FileSummary, "time" | "detector">,
  rows: readonly KnownFault[],
): Map<number, KnownFault> {
  const { indexOf } = detectorGroups(detector);
  const found = new Map<number, KnownFault>();
  if (!time) return found;
  for (const row of rows)
    if (row.fromMs <= time.firstMs && time.firstMs < row.toMs)
      found.set(indexOf(row.adc, row.channel), row);
  return found;
}

/**
 * Records, masked where the status file or a row in force lists the channel; rows take precedence
 * over the status file and are named with author and reason. A file without a time has none in force.
 * @throws LightDqmError `bad-config` for a row whose channel the file's detector does not have
 */
export function withKnownFaults(
  verdicts: readonly Verdict[],
  summary: FileSummary,
  rows: readonly KnownFault[] = [],
  table: readonly Check[] = checks,
): Verdict[] {
  checkKnownFaults(rows, summary.detector);
  const found = inForce(summary, rows);
  if (found.size === 0) return withStatus(verdicts, summary, table);
  const { detector } = summary;
  const channelStatus =
    summary.channelStatus?.slice() ?? new Int8Array(detectorGroups(detector).indexCount);
  for (const [channelIndex, { status }] of found) channelStatus[channelIndex] = status;
  return withStatus(verdicts, { detector, channelStatus }, table, (channelIndex) => {
    const row = found.get(channelIndex);
    return row ? `by ${row.author} (${row.reason})` : inStatusFile;
  });
}
