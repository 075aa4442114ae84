/** The Python that runs and prints notebooks. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LightDqmError } from "../errors.js";
import { ancestors, isExecutable, onPath, type ProgramOptions, startProgram } from "./programs.js";

const venvPython = process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python";
const needed = "papermill nbconvert light-dqm-jupyter";

/**
 * The Python that has papermill and nbconvert: `LIGHT_DQM_PYTHON`, else that of the nearest `.venv`
 * of the working directory or of this package, else `python3` on the path.
 * @throws LightDqmError `not-found`
 */
export function findPython(cwd: string, env: NodeJS.ProcessEnv): string {
  if (env.LIGHT_DQM_PYTHON) return env.LIGHT_DQM_PYTHON;
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [...ancestors(cwd), ...ancestors(here)].map((dir) => join(dir, venvPython));
  const found = candidates.find(isExecutable) ?? onPath(["python3", "python"], env);
  if (found) return found;
  throw new LightDqmError("not-found", {
    what: "Notebooks need a Python with papermill and nbconvert",
    expected: "a .venv here or above, LIGHT_DQM_PYTHON, or python3 on the PATH",
    got: "none",
  });
}

/**
 * Arguments for Python to run a module with, as `-m` does, but without `rfc3987_syntax`: jsonschema
 * would load it to check IRIs, which notebooks do not contain, and it takes a second to load.
 */
export function pythonModule(name: string, args: readonly string[]): string[] {
  const program =
    "import runpy, sys; sys.modules['rfc3987_syntax'] = None; " +
    `runpy.run_module('${name}', run_name='__main__', alter_sys=True)`;
  return ["-c", program, ...args];
}

/**
 * The directory of a Python environment.
 * @throws LightDqmError `not-found` for a program that is no Python
 */
export async function pythonPrefix(python: string, options: ProgramOptions): Promise<string> {
  const program = startProgram(python, ["-c", "import sys; print(sys.prefix)"], options);
  program.feed("");
  const { status, stdout, stderr } = await program.ended;
  if (status === 0) return stdout.trim();
  const got = stderr.trim() || `exit status ${status}`;
  throw new LightDqmError("not-found", { what: "Not a Python", where: python, got });
}

/**
 * What a Python lacks, by what it wrote before it ended: the error that says how to install it; null
 * where it ended for another reason.
 */
export function missingPackage(python: string, stderr: string): LightDqmError | null {
  const missing =
    /No module named '?(papermill|nbconvert)'?/.exec(stderr)?.[1] ??
    (stderr.includes("No engine named 'light-dqm' found") ? "light-dqm-jupyter" : null);
  if (missing === null) return null;
  return new LightDqmError("not-found", {
    what: `Notebooks need the Python package ${missing}`,
    where: python,
    expected: `${python} -m pip install ${needed}`,
    got: "no package of that name",
  });
}
