/** What a command says on stderr: lines for people, or one JSON object per line. */
import { isLightDqmError } from "../errors.js";
import type { CliIo } from "./io.js";

export const logFormats = ["text", "json"] as const;
export type LogFormat = (typeof logFormats)[number];

/** Fields of a JSON log line beside `time`, `level` and `event`. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  readonly format: LogFormat;
  /** Something that happened: `line` for people, the event and its fields for programs. */
  event(level: "info" | "warning", event: string, fields: LogFields, line: string): void;
  error(error: unknown, fields?: LogFields): void;
}

export function createLog(io: CliIo, format: LogFormat): Log {
  const json = (level: string, event: string, fields: LogFields) =>
    `${JSON.stringify({ time: new Date(io.now()).toISOString(), level, event, ...fields })}\n`;
  const debug = io.env.LIGHT_DQM_DEBUG === "1";
  return {
    format,
    event(level, event, fields, line) {
      io.stderr.write(format === "json" ? json(level, event, fields) : `light-dqm: ${line}\n`);
    },
    error(error, fields = {}) {
      io.stderr.write(
        format === "json"
          ? json("error", "error", { ...fields, error: errorRecord(error) })
          : `light-dqm: error: ${errorLine(error)}\n`,
      );
      if (debug && error instanceof Error) io.stderr.write(`${stacks(error)}\n`);
    },
  };
}

/** An error as one line; an unexpected one says how to see more. */
export function errorLine(error: unknown): string {
  if (isLightDqmError(error)) return error.message;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `Unexpected failure (set LIGHT_DQM_DEBUG=1 to see where): ${message.replace(/\s*\n\s*/g, " ")}`;
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
