import { type CliIo, type CliStream, textWriter } from "../../src/cli/io.js";

/** A stand-in for the process that keeps what was written. */
export interface CapturedIo extends CliIo {
  out(): string;
  err(): string;
  /** Sends a signal, as Ctrl-C does. */
  interrupt(signalNumber?: number): void;
  /** Handlers that still listen. */
  listening(): number;
  exits: number[];
}

export interface CaptureOptions {
  cwd?: string;
  env?: Record<string, string>;
  stderrIsTty?: boolean;
  columns?: number;
  /** Milliseconds the clock goes forward at each look. */
  tickMs?: number;
  onStderr?: (text: string) => void;
}

export function capturedIo(options: CaptureOptions = {}): CapturedIo {
  const { cwd = "/", env = {}, stderrIsTty = false, columns, tickMs = 0, onStderr } = options;
  const written = { out: "", err: "" };
  const handlers = new Set<(signalNumber: number) => void>();
  const exits: number[] = [];
  let nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
  const stream = (name: "out" | "err", isTty: boolean): CliStream => ({
    ...textWriter((text) => {
      written[name] += text;
      if (name === "err") onStderr?.(text);
    }),
    isTty,
    columns,
  });
  return {
    stdout: stream("out", false),
    stderr: stream("err", stderrIsTty),
    env,
    cwd,
    now: () => (nowMs += tickMs),
    onInterrupt(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    exitNow: (status) => exits.push(status),
    out: () => written.out,
    err: () => written.err,
    interrupt: (signalNumber = 2) => {
      for (const handler of handlers) handler(signalNumber);
    },
    listening: () => handlers.size,
    exits,
  };
}
