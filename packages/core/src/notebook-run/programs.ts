/** External programs that run and print notebooks: where they are, and how they ended. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { interruptedError, LightDqmError } from "../errors.js";

const browsers = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];

/**
 * The Chromium that prints: `LIGHT_DQM_CHROMIUM`, else the first on the path.
 * @throws LightDqmError `not-found`
 */
export function findChromium(env: NodeJS.ProcessEnv): string {
  if (env.LIGHT_DQM_CHROMIUM) return env.LIGHT_DQM_CHROMIUM;
  const found = onPath(browsers, env);
  if (found) return found;
  throw new LightDqmError("not-found", {
    what: "Printing a notebook needs Chromium or Chrome",
    expected: `one of ${browsers.join(", ")} on the PATH, or LIGHT_DQM_CHROMIUM`,
    got: "none",
  });
}

/** The first program of one of these names on the path. */
export function onPath(names: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const directories = (env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find(isExecutable);
}

/** How a program ended and what it wrote. */
export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

/** A running program. */
export interface Program {
  /** Writes its whole input. */
  feed(text: string): void;
  /** @throws LightDqmError `not-found` where it cannot be started; `interrupted` */
  ended: Promise<Ended>;
  stop(): void;
}

export interface ProgramOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/** Starts a program. An abort asks it to stop and waits until it has. */
export function startProgram(
  command: string,
  args: readonly string[],
  { cwd, env, signal }: ProgramOptions,
): Program {
  const child = spawn(command, args, { cwd, env, stdio: "pipe" });
  const texts = [child.stdout, child.stderr].map((stream) => {
    const pieces: string[] = [];
    stream.setEncoding("utf8").on("data", (text: string) => void pieces.push(text));
    return pieces;
  });
  // A program that ends early leaves input unread; its exit status says why.
  child.stdin.on("error", () => {});
  const stop = (): void => void child.kill("SIGTERM");
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  const ended = new Promise<Ended>((done, fail) => {
    child.on("error", (cause) => {
      const parts = { what: "Program cannot be started", where: command, got: cause.message };
      fail(new LightDqmError("not-found", parts, { cause }));
    });
    child.on("close", (status) => {
      signal?.removeEventListener("abort", stop);
      const [stdout, stderr] = texts.map((pieces) => pieces.join("")) as [string, string];
      if (signal?.aborted) fail(interruptedError());
      else done({ status: status ?? 1, stdout, stderr });
    });
  });
  return { feed: (text) => void child.stdin.end(text), ended, stop };
}

/** A directory and those above it. */
export function* ancestors(directory: string): Generator<string> {
  for (let at = directory; ; at = dirname(at)) {
    yield at;
    if (dirname(at) === at) return;
  }
}

/** Whether a file can be run as a program. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
