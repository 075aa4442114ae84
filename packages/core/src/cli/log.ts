/** What a command says on stderr: lines for people, or one JSON object per line (docs/logs.md). */
import { isAbsolute } from "node:path";
import { isLightDqmError } from "../errors.js";
import { runInName } from "../flow/file-name.js";
import { oneLine, printableJson } from "../words/printable.js";
import type { CliIo } from "./io.js";

export const logFormats = ["text", "json"] as const;
export type LogFormat = (typeof logFormats)[number];

type Level = "info" | "warning" | "error";

/** What a JSON line holds beside `time`, `level`, `event` and `run`. */
export interface LogFields extends Readonly<Record<string, unknown>> {
  /** Path of the file that it is about; its name says the run. */
  readonly file?: string | undefined;
  /** Part of the work on the file, in words. */
  readonly phase?: string | undefined;
  /** What was done took so long. */
  readonly seconds?: number | undefined;
}

export interface Log {
  readonly format: LogFormat;
  /** Something that happened: `line` for people, the event and its fields for programs. */
  event(level: "info" | "warning", event: string, fields: LogFields, line: string): void;
  /** The same for programs alone. */
  record(level: Level, event: string, fields: LogFields): void;
  /** A failure. Without `file` among the fields, the file is what the error says it is about. */
  error(error: unknown, fields?: LogFields): void;
}

export function createLog(io: CliIo, format: LogFormat): Log {
  const debug = io.env.LIGHT_DQM_DEBUG === "1";
  const record: Log["record"] = (level, event, { file, phase, seconds, ...more }) => {
    if (format !== "json") return;
    const line = {
      time: new Date(io.now()).toISOString(),
      ...{ level, event },
      run: file === undefined ? null : runInName(file),
      file: file ?? null,
      phase: phase ?? null,
      seconds: seconds ?? null,
      ...more,
    };
    io.stderr.write(`${printableJson(JSON.stringify(line))}\n`);
  };
  return {
    format,
    record,
    event(level, event, fields, line) {
      if (format === "json") record(level, event, fields);
      else io.stderr.write(`light-dqm: ${oneLine(line)}\n`);
    },
    error(error, { file = fileOf(error), ...fields } = {}) {
      if (format === "json")
        record("error", "error", { ...fields, file, error: errorRecord(error) });
      else io.stderr.write(`light-dqm: error: ${errorLine(error)}\n`);
      if (!debug || !(error instanceof Error)) return;
      if (format === "json") record("error", "stack", { file, stack: stacks(error) });
      else io.stderr.write(`${stacks(error)}\n`);
    },
  };
}

/** The format that a command line asks for, before it is understood: mistakes are told in it too. */
export function formatOf(args: readonly string[]): LogFormat {
  const isJson = (arg: string, i: number): boolean =>
    arg === "--log=json" || (arg === "--log" && args[i + 1] === "json");
  return args.some(isJson) ? "json" : "text";
}

/** The file that an error says it is about; undefined where it says none. */
function fileOf(error: unknown): string | undefined {
  const where = isLightDqmError(error) ? error.parts.where : undefined;
  return where !== undefined && isAbsolute(where) ? where : undefined;
}

/** An error as one line; an unexpected one says how to see more. */
export function errorLine(error: unknown): string {
  if (isLightDqmError(error)) return error.message;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `Unexpected failure (set LIGHT_DQM_DEBUG=1 to see where): ${oneLine(message)}`;
}

/** An error as JSON: code, the line, and its parts. */
export function errorRecord(error: unknown): Record<string, unknown> {
  const message = errorLine(error);
  return isLightDqmError(error)
    ? { code: error.code, message, ...error.parts }
    : { code: "unexpected", message };
}

function stacks(error: Error): string {
  const { cause } = error;
  const own = error.stack ?? String(error);
  return cause instanceof Error ? `${own}\ncaused by ${stacks(cause)}` : own;
}
