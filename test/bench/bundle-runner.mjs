/** Programs of a benchmark that need more than the package exports. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Bundles a program of this folder, with that of the compute workers beside it.
 * @param name of the TypeScript file, without its ending
 * @returns the path of the program
 */
export async function bundleRunner(name) {
  // As deep in the package as its builds, where packages and assets are found.
  const directory = join(root, "packages/core/dist", name);
  await build({
    entryPoints: {
      [name]: join(root, "test/bench", `${name}.ts`),
      "compute-worker": join(root, "packages/core/src/compute/threads/compute-worker.ts"),
    },
    outdir: directory,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }\n');
  return join(directory, `${name}.js`);
}
