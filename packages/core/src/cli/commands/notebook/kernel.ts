import { join } from "node:path";
import { writeKernelSpec } from "../../../notebook-run/kernel-spec.js";
import { findPython, pythonPrefix } from "../../../notebook-run/python.js";
import { type CommandRow, command } from "../../command.js";

/** `light-dqm notebook kernel`. */
export const notebookKernelCommand: CommandRow = command({
  name: "kernel",
  summary: "make the TypeScript kernel known to Jupyter",
  description:
    "Makes the TypeScript kernel known to the Jupyter of a Python environment, for JupyterLab and " +
    "papermill: LIGHT_DQM_PYTHON, else the nearest .venv, else python3 on the PATH. Notebooks may " +
    "then lie anywhere. `light-dqm notebook run` works without it.",
  flags: {},
  async run({ io }) {
    const prefix = await pythonPrefix(findPython(io.cwd, io.env), io);
    io.stdout.write(`${await writeKernelSpec(join(prefix, "share/jupyter"))}\n`);
  },
});
