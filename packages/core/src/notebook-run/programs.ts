/** The programs of others that run and print notebooks: where they are, and how they ended. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LightDqmError } from "../errors.js";

const venvPython = process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python";

/**
 * The Python that has papermill and nbconvert: `LIGHT_DQM_PYTHON`, else that of the nearest `.venv`
 * of the working directory or of this package.
 * @throws LightDqmError `not-found`
 */
export function findPython(cwd: string, env: NodeJS.ProcessEnv): string {
  if (env.LIGHT_DQM_PYTHON) return env.LIGHT_DQM_PYTHON;
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [...ancestors(cwd), ...ancestors(here)].map((dir) => join(dir, venvPython));
  const found = candidates.find(isExecutable);
  if (found) return found;
  throw new LightDqmError("not-found", {
    what: "Notebooks need a Python with papermill and nbconvert",
    expected: "a .venv made by `npm run setup`, or LIGHT_DQM_PYTHON",
    got: "neither",
  });
}

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
  const directories = (env.PATH ?? "").split(delimiter);
  const found = browsers
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find(isExecutable);
  if (found) return found;
  throw new LightDqmError("not-found", {
    what: "Printing a notebook needs Chromium or Chrome",
    expected: `one of ${browsers.join(", ")} on the PATH, or LIGHT_DQM_CHROMIUM`,
    got: "none",
  });
}

/** How a program ended and what it wrote. */
export interface Ended {
  status: number;
  stderr: string;
}

/** Runs a program to its end. An abort asks it to end and waits until it has. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<Ended> {
  const { cwd, env, signal } = options;
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const stop = (): void => void child.kill("SIGTERM");
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    child.on("error", (cause) => {
      const parts = { what: "Program cannot be started", where: command, got: cause.message };
      fail(new LightDqmError("not-found", parts, { cause }));
    });
    child.on("close", (status) => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted) fail(new LightDqmError("interrupted", { what: "Interrupted" }));
      else done({ status: status ?? 1, stderr });
    });
  });
}

/** A directory and those above it. */
export function* ancestors(directory: string): Generator<string> {
  for (let at = directory; ; at = dirname(at)) {
    yield at;
    if (dirname(at) === at) return;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
