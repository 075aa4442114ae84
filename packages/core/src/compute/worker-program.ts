/** The program of the compute workers. */

/**
 * Where the workers' program lies: beside this module once the package is built. From the sources,
 * as in tests, it is bundled first, once a process.
 */
export function workerProgram(): Promise<URL | string> {
  program ??= import.meta.url.endsWith(".ts")
    ? bundled(new URL("./compute-worker.ts", import.meta.url).pathname)
    : Promise.resolve(new URL("./compute-worker.js", import.meta.url));
  return program;
}
let program: Promise<URL | string> | undefined;

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
