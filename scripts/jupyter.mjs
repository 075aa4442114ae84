import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Makes the notebooks' kernel and, where it is built, the JupyterLab extension known to the
 * Jupyter of .venv, and to no other.
 */
export function ensureJupyter(root, python, say) {
  writeKernelSpec(root, python);
  linkExtension(root, join(root, ".venv/share/jupyter/labextensions/@light-dqm/jupyterlab"));
  say("Jupyter kernel: known to .venv");
}

/** The kernel runs under the Node that set the checkout up. */
function writeKernelSpec(root, python) {
  const command = [join(root, "packages/core/bin/light-dqm.mjs"), "notebook", "kernel"];
  const env = { ...process.env, LIGHT_DQM_PYTHON: python };
  const { status, stderr } = spawnSync(process.execPath, command, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the Jupyter kernel could not be installed: ${stderr.trim()}`);
}

function linkExtension(root, link) {
  const built = join(root, "packages/jupyterlab-ext/light_dqm_jupyter/labextension");
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (!existsSync(join(built, "package.json")) || there?.isSymbolicLink()) return;
  mkdirSync(dirname(link), { recursive: true });
  // The wheel lays a copy there, which would not follow the next build.
  if (there) rmSync(link, { recursive: true });
  symlinkSync(relative(dirname(link), built), link, "dir");
}
