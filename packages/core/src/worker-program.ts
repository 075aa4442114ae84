/** The programs of worker threads. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

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
  const { outputFiles } = await build({
    ...options,
    entryPoints: [entry],
    external: ["@napi-rs/canvas", "h5wasm/node"],
    plugins: [{ name: "module-urls", setup: keepModuleUrls }],
  });
  return outputFiles[0]!.text;
}

/** What esbuild hands to a plugin, as far as it is used. */
interface BundlerHooks {
  onLoad(
    files: { filter: RegExp },
    load: (file: { path: string }) => Promise<{ contents: string; loader: string }>,
  ): void;
}

/** Each module finds its assets by where it lies, not by where the bundle does. */
function keepModuleUrls(hooks: BundlerHooks): void {
  hooks.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const source = await readFile(path, "utf8");
    const url = JSON.stringify(pathToFileURL(path).href);
    return { contents: source.replace(/\bimport\.meta\.url\b/g, () => url), loader: "ts" };
  });
}
