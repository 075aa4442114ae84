/** The TypeScript kernel, as Jupyter starts it. */
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LightDqmError } from "../errors.js";
import { assetUrl } from "../files/assets.js";
import { ensureWritableDirectory } from "../files/output-files.js";

/** The name that templates ask for. */
const kernelName = "tslab";

/**
 * Writes the kernel's description into a directory of Jupyter's data, such as `share/jupyter` of a
 * Python environment: tslab under this Node. Cells find this package, with its types, wherever their
 * notebook lies.
 * @returns the path of the description
 * @throws LightDqmError `not-found` where tslab is not installed; `output` where it cannot be written
 */
export async function writeKernelSpec(jupyterDirectory: string): Promise<string> {
  const start = fileURLToPath(assetUrl("notebook-kernel/start.cjs"));
  const argv = [process.execPath, "--require", start, findTslab()];
  const spec = {
    argv: [...argv, "kernel", "--config-path={connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "signal",
  };
  const directory = join(jupyterDirectory, "kernels", kernelName);
  await ensureWritableDirectory(directory);
  const path = join(directory, "kernel.json");
  await writeFile(path, `${JSON.stringify(spec, null, 2)}\n`);
  return path;
}

function findTslab(): string {
  try {
    return createRequire(import.meta.url).resolve("tslab/bin/tslab");
  } catch (cause) {
    const parts = {
      what: "Notebooks need tslab, their TypeScript kernel",
      expected: "npm install tslab, where @light-dqm/core is installed",
      got: "no package of that name",
    };
    throw new LightDqmError("not-found", parts, { cause });
  }
}
