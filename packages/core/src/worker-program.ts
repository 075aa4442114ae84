/** The programs of worker threads. */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where a worker's program lies: beside this module once the package is built. From the sources, as
 * in tests, it is bundled first, once a process.
 * @param source its TypeScript file, by the name that its bundle has too
 */
export function workerProgram(source: URL): Promise<URL | string> {
  const path = fileURLToPath(source);
  if (!import.meta.url.endsWith(".ts"))
    return Promise.resolve(new URL(`./${basename(path, ".ts")}.js`, import.meta.url));
  const known = programs.get(path) ?? bundled(path);
  programs.set(path, known);
  return known;
}
const programs = new Map<string, Promise<string>>();

async function bundled(entry: string): Promise<string> {
  // Named indirectly: no part of the built package may ask for it.
  const bundler = "esbuild";
  const { build } = (await import(bundler)) as {
    build(options: object): Promise<{ outputFiles: { text: string }[] }>;
  };
  const options = { bundle: true, format: "cjs", platform: "node", write: false };
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  return outputFiles[0]!.text;
}
