import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const core = fileURLToPath(new URL("../../", import.meta.url));

/** The command, bundled from the sources as the package is, in a directory of its own. */
export interface BundledCommand {
  /** Path of the program. */
  program: string;
  remove(): void;
}

/** @param name of the directory, other tests may bundle meanwhile */
export async function bundledCommand(name: string): Promise<BundledCommand> {
  // Two levels below packages/core, as dist/cjs is, so that assets and node_modules are found.
  const bundle = join(core, "dist", `${name}-${process.pid}`);
  const { command } = await import(new URL("../../scripts/bundling.mjs", import.meta.url).href);
  const worker = { "crew-worker": "src/pipeline/crew/crew-worker.ts" };
  const entryPoints = { ...command.entryPoints, ...worker };
  mkdirSync(bundle, { recursive: true });
  await build({ ...command, entryPoints, outdir: bundle });
  writeFileSync(join(bundle, "package.json"), '{"type":"commonjs"}');
  return { program: join(bundle, "cli.js"), remove: () => rmSync(bundle, { recursive: true }) };
}
