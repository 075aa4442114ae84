/** Runs a template with papermill. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { LightDqmError } from "../errors.js";
import { ensureWritableDirectory, writeOutputFiles } from "../files/output-files.js";
import { failureText } from "./cell-failure.js";
import { writeKernelSpec } from "./kernel-spec.js";
import { notebookText, readNotebook } from "./notebook-file.js";
import { papermillParameters } from "./parameters.js";
import { startProgram } from "./programs.js";
import { findPython, missingPackage, pythonModule } from "./python.js";

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
  // papermill says less well what is wrong with a file.
  await readNotebook(template);
  const python = findPython(cwd, env);
  const args = papermillParameters(parameters);
  if (template === output)
    throw new LightDqmError("bad-config", {
      what: "The output would overwrite the template",
      where: output,
      expected: "--output with another name",
    });
  await ensureWritableDirectory(dirname(output));
  const jupyterDirectory = await mkdtemp(join(tmpdir(), "light-dqm-kernel-"));
  try {
    await writeKernelSpec(jupyterDirectory);
    const program = startProgram(
      python,
      pythonModule("papermill", [
        ...[template, output, "--no-progress-bar"],
        ...["--engine", "light-dqm", "--cwd", dirname(template)],
        ...args,
      ]),
      { cwd, env: kernelEnv(env, cwd, jupyterDirectory), signal },
    );
    program.feed("");
    const { status, stderr } = await program.ended;
    if (status !== 0) throw (await failedCell(output)) ?? failedProgram(python, template, stderr);
    const bytes = notebookText(await readNotebook(output));
    await writeOutputFiles([{ path: output, bytes }], signal);
  } finally {
    await rm(jupyterDirectory, { recursive: true, force: true });
  }
}

/** Jupyter's environment: the kernel of this package comes before others of its name. */
function kernelEnv(env: NodeJS.ProcessEnv, cwd: string, directory: string): NodeJS.ProcessEnv {
  const others = env.JUPYTER_PATH ? [env.JUPYTER_PATH] : [];
  const path = [directory, ...others].join(delimiter);
  return { ...env, LIGHT_DQM_START_DIRECTORY: cwd, JUPYTER_PATH: path };
}

async function failedCell(output: string): Promise<LightDqmError | null> {
  const written = await readNotebook(output).catch(() => null);
  const what = written && failureText(written);
  return what === null ? null : new LightDqmError("compute", { what, where: output });
}

function failedProgram(python: string, template: string, stderr: string): LightDqmError {
  const lines = stderr.trim().split("\n");
  const raised = lines.filter((line) => /^[\w.]+(Error|Exception)\b/.test(line)).at(-1);
  const got = raised ?? (lines.at(-1) || "no reason given");
  const parts = { what: "papermill failed", where: template, got };
  return missingPackage(python, stderr) ?? new LightDqmError("compute", parts);
}
