/**
 * Compiles kernels/ to WebAssembly and embeds it as src/compute/fast/kernel-wasm.ts. That module is
 * committed, so that sources run without a build; a test holds it equal to what this makes.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const packageDirectory = fileURLToPath(new URL("..", import.meta.url));
const target = `${packageDirectory}/src/compute/fast/kernel-wasm.ts`;
/** Read by the kernels and by what reads their results. */
const recordLayout = "src/compute/fast/waveform-record.ts";

const options = [
  ...["kernels/index.ts", "--outFile", "kernels.wasm"],
  ...["-O3", "--noAssert", "--runtime", "stub"],
  ...["--enable", "simd,threads,bulk-memory", "--disable", "mutable-globals"],
  ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
];

/** The source text of src/compute/fast/kernel-wasm.ts. */
export async function kernelModuleText() {
  const { default: asc } = await import("assemblyscript/asc");
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
  return `/** Made from kernels/ (${sourceHash()}) by scripts/build-kernels.mjs: change those, not this. */\nexport const kernelWasmBase64: string = [\n${lines.join("\n")}\n].join("");\n`;
}

/** Compiles and embeds the kernels unless what is embedded was made from the same sources. */
export async function embedKernels() {
  const embedded = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (embedded.includes(`(${sourceHash()})`)) return;
  writeFileSync(target, await kernelModuleText());
}

/** Of all that the kernels are made from, and of this file, which holds the compiler's options. */
function sourceHash() {
  const kernels = readdirSync(`${packageDirectory}/kernels`).sort();
  const files = [...kernels.map((name) => `kernels/${name}`), recordLayout];
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of files)
    hash.update(`${name}\0`).update(readFileSync(`${packageDirectory}/${name}`));
  return hash.digest("hex").slice(0, 16);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await embedKernels();
