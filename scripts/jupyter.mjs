import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Makes the notebooks' kernel and, where it is built, the JupyterLab extension known to the
 * Jupyter of .venv, and to no other. Writes only what differs.
 */
export function ensureJupyter(root, say) {
  const share = join(root, ".venv/share/jupyter");
  const changes = [
    writeKernelSpec(root, join(share, "kernels/tslab/kernel.json")),
    linkExtension(root, join(share, "labextensions/@light-dqm/jupyterlab")),
  ];
  const changed = changes.some(Boolean);
  say(changed ? "Jupyter kernel: installed in .venv" : "Jupyter kernel: up to date");
}

/** The kernel runs under the Node that set the checkout up. @returns whether it was changed */
function writeKernelSpec(root, file) {
  const tslab = join(root, "node_modules/tslab/bin/tslab");
  const spec = {
    argv: [
      process.execPath,
      "--require",
      join(root, "scripts/lean-kernel.cjs"),
      ...[tslab, "kernel", "--config-path={connection_file}"],
    ],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "signal",
  };
  const text = `${JSON.stringify(spec, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return true;
}

/** @returns whether the link was changed */
function linkExtension(root, link) {
  const built = join(root, "packages/jupyterlab-ext/light_dqm_jupyter/labextension");
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (!existsSync(join(built, "package.json")) || there?.isSymbolicLink()) return false;
  mkdirSync(dirname(link), { recursive: true });
  // The wheel lays a copy there, which would not follow the next build.
  if (there) rmSync(link, { recursive: true });
  symlinkSync(relative(dirname(link), built), link, "dir");
  return true;
}
