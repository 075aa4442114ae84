#!/usr/bin/env node
/**
 * JupyterLab of the project on the notebook templates, with the kernel and the extension ready.
 * Arguments go to JupyterLab: `npm run lab -- --no-browser --port 9999`.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const python = process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python";
const config = join(root, ".venv/share/jupyter-user");

const child = spawn(
  join(root, python),
  [
    ...["-m", "jupyterlab", `--ServerApp.root_dir=${root}`],
    ...[
      "--LabApp.default_url=/lab/tree/notebooks",
      "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ],
    ...["--LabApp.news_url=", "--MultiKernelManager.default_kernel_name=tslab"],
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: "inherit",
    // Nothing outside the checkout is read or written; paths in notebooks start from it.
    env: {
      ...process.env,
      JUPYTER_PREFER_ENV_PATH: "1",
      JUPYTER_CONFIG_DIR: join(config, "config"),
      JUPYTER_DATA_DIR: join(config, "data"),
      JUPYTER_RUNTIME_DIR: join(config, "runtime"),
      LIGHT_DQM_START_DIRECTORY: root,
    },
  },
);
// Ctrl-C goes to JupyterLab, which asks and tidies up.
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
child.on("error", (error) => {
  console.error(`lab: ${error.message}; run npm run setup first`);
  process.exitCode = 1;
});
child.on("close", (status) => {
  process.exitCode = status ?? 1;
});
