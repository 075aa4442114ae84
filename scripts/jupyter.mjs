import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Makes the notebooks' kernel, the template of their HTML and, where it is built, the JupyterLab
 * extension known to the Jupyter of .venv, and to no other.
 */
export function ensureJupyter(root, python, say) {
  writeKernelSpec(root, python);
  const own = join(root, "packages/jupyterlab-ext/light_dqm_jupyter");
  const shared = join(root, ".venv/share/jupyter");
  const extension = join(own, "labextension");
  if (existsSync(join(extension, "package.json")))
    linkShared(extension, join(shared, "labextensions/@light-dqm/jupyterlab"));
  const template = "light-dqm-html";
  linkShared(join(own, "nbconvert", template), join(shared, "nbconvert/templates", template));
  say("Jupyter kernel: known to .venv");
}

/** The kernel runs under the Node that set the checkout up. */
function writeKernelSpec(root, python) {
  const command = [join(root, "packages/core/bin/light-dqm.mjs"), "notebook", "kernel"];
  const env = { ...process.env, LIGHT_DQM_PYTHON: python };
  const { status, stderr } = spawnSync(process.execPath, command, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the Jupyter kernel could not be installed: ${stderr.trim()}`);
}

function linkShared(directory, link) {
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) return;
  mkdirSync(dirname(link), { recursive: true });
  // The wheel lays a copy there, which would not follow the next build.
  if (there) rmSync(link, { recursive: true });
  symlinkSync(relative(dirname(link), directory), link, "dir");
}
