/**
 * Compiles kernels/ to WebAssembly and embeds it as src/compute/kernel-wasm.ts. That module is
 * committed, so that sources run without a build; a test holds it equal to what this makes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";

const packageDirectory = fileURLToPath(new URL("..", import.meta.url));

const options = [
  ...["kernels/index.ts", "--outFile", "kernels.wasm"],
  ...["-O3", "--noAssert", "--runtime", "stub"],
  ...["--enable", "simd,threads,bulk-memory", "--disable", "mutable-globals"],
  ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
];

/** The source text of src/compute/kernel-wasm.ts. */
export async function kernelModuleText() {
  let wasm;
  const { error, stderr } = await asc.main(options, {
    readFile: (name) => {
      try {
        return readFileSync(`${packageDirectory}/${name}`, "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_name, contents) => {
      wasm = contents;
    },
    listFiles: () => [],
  });
  if (error || !wasm) throw new Error(`the kernels do not compile: ${stderr.toString()}`);
  const base64 = Buffer.from(wasm).toString("base64");
  const lines = base64.match(/.{1,94}/g).map((line) => `  "${line}",`);
  return `/** Made from kernels/ by scripts/build-kernels.mjs: change those, not this. */\nexport const kernelWasmBase64: string = [\n${lines.join("\n")}\n].join("");\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const target = `${packageDirectory}/src/compute/kernel-wasm.ts`;
  writeFileSync(target, await kernelModuleText());
}
