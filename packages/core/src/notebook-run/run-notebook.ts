/** Runs a template with papermill. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { LightDqmError } from "../errors.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { failureOf, readNotebook } from "./notebook-file.js";
import { papermillParameters } from "./parameters.js";
import { findPython, pythonModule, startProgram } from "./programs.js";

export interface NotebookRun {
  /** The template, absolute. */
  template: string;
  /** Where the notebook with its outputs goes, absolute. */
  output: string;
  /** `name=value` */
  parameters: readonly string[];
  /** Directory of relative paths in parameters. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a template's cells in order and writes the notebook with their outputs.
 * @throws LightDqmError `compute` for a failed cell, which the written notebook shows; `bad-config`,
 *   `not-found`, `bad-input` and `output` where it cannot start; `interrupted`
 */
export async function runNotebook(run: NotebookRun): Promise<void> {
  const { template, output, parameters, cwd, env, signal } = run;
  const notebook = await readNotebook(template);
  const python = findPython(cwd, env);
  const args = papermillParameters(notebook, parameters);
  if (template === output)
    throw new LightDqmError("bad-config", {
      what: "The output would overwrite the template",
      where: output,
      expected: "--output with another name",
    });
  await ensureWritableDirectory(dirname(output));
  const program = startProgram(
    python,
    pythonModule("papermill", [
      ...[template, output, "--no-progress-bar"],
      ...["--engine", "light-dqm", "--cwd", kernelDirectory(template)],
      ...args,
    ]),
    { cwd, env: { ...env, LIGHT_DQM_START_DIRECTORY: cwd, JUPYTER_PREFER_ENV_PATH: "1" }, signal },
  );
  program.feed("");
  const { status, stderr } = await program.ended;
  if (status === 0) return;
  const written = await readNotebook(output).catch(() => null);
  const failure = written && failureOf(written);
  if (failure)
    throw new LightDqmError("compute", {
      what: `Code cell ${failure.cell} failed: ${failure.error}`,
      where: output,
    });
  throw new LightDqmError("compute", {
    what: "papermill failed",
    where: template,
    got: lastLine(stderr),
  });
}

/** Where cells import this package from: the template's directory if that works, else ours. */
function kernelDirectory(template: string): string {
  try {
    createRequire(template).resolve("@light-dqm/core/notebook");
    return dirname(template);
  } catch {
    return dirname(fileURLToPath(import.meta.url));
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "no reason given";
}
