/** What a command may touch of the outside world: given to `main`, so that tests can watch it. */
import { printable } from "../words/printable.js";

export interface CliIo {
  stdout: CliStream;
  stderr: CliStream;
  env: Readonly<Record<string, string | undefined>>;
  /** Directory that relative paths start from. */
  cwd: string;
  /** Milliseconds UTC. */
  now(): number;
  /** Calls back at each SIGINT or SIGTERM, with its number, until the returned function is called. */
  onInterrupt(handler: (signalNumber: number) => void): () => void;
  /** Ends the process at once. */
  exitNow(status: number): void;
}

export interface CliStream {
  /** Writes text, as far as a terminal may have it: see `printable`. */
  write(text: string): void;
  /** Puts a line in place of what stands on the terminal's present one. */
  overwrite(line: string): void;
  isTty: boolean;
  /** Width in characters, where it is known. */
  columns: number | undefined;
}

/** The process itself. A reader that goes away (EPIPE, as in `| head`) is no error. */
export function processIo(): CliIo {
  return {
    stdout: processStream(process.stdout),
    stderr: processStream(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    now: Date.now,
    onInterrupt(handler) {
      const onSignal = (_name: string, signalNumber: number) => handler(signalNumber);
      process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
      return () => {
        process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
      };
    },
    exitNow: (status) => process.exit(status),
  };
}

function processStream(stream: NodeJS.WriteStream): CliStream {
  let readerGone = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    readerGone = true;
  });
  return {
    ...textWriter((text) => {
      if (!readerGone) stream.write(text);
    }),
    isTty: stream.isTTY === true,
    get columns() {
      // Some pseudo-terminals say 0.
      return stream.columns || undefined;
    },
  };
}

/** The one way by which a command's words reach a terminal. */
export function textWriter(write: (text: string) => void): Pick<CliStream, "write" | "overwrite"> {
  return {
    write: (text) => write(printable(text)),
    overwrite: (line) => write(`\r\x1b[K${printable(line)}`),
  };
}
