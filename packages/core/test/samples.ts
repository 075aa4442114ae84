/**
 * The sample FLOW files in test/samples, with the numbers that an independent program computed from
 * them. Some are committed brotli-compressed and are unpacked once into the temp directory.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

/** Names of the sample runs. */
export type SampleName = "adc64_demo_103" | "mpd_run_demo_rctl_101" | "mpd_run_demo_rctl_102";

export const sampleNames: readonly SampleName[] = [
  "adc64_demo_103",
  "mpd_run_demo_rctl_101",
  "mpd_run_demo_rctl_102",
];

const samplesDirectory = fileURLToPath(new URL("../../../test/samples/", import.meta.url));

/** Path of a sample's FLOW file. */
export function samplePath(name: SampleName): string {
  const fileName = `${name}.FLOW.hdf5`;
  const plain = join(samplesDirectory, fileName);
  return existsSync(plain) ? plain : unpacked(fileName);
}

/** The expected numbers of a sample. */
// biome-ignore lint/suspicious/noExplicitAny: read by many tests, each for the part it checks
export function expectedNumbers(name: SampleName): any {
  const packed = readFileSync(join(samplesDirectory, `${name}.expected.json.br`));
  return JSON.parse(brotliDecompressSync(packed).toString("utf8"));
}

/** The faults that were planted in a sample. */
// biome-ignore lint/suspicious/noExplicitAny: read by many tests, each for the part it checks
export function truthOf(name: SampleName): any {
  return JSON.parse(readFileSync(join(samplesDirectory, `${name}.truth.json`), "utf8"));
}

/** Unpacks under a name that changes with the packed file, by rename: tests run in parallel. */
function unpacked(fileName: string): string {
  const packed = join(samplesDirectory, `${fileName}.br`);
  const { size, mtimeMs } = statSync(packed);
  const directory = join(tmpdir(), `light-dqm-samples-${size}-${Math.floor(mtimeMs)}`);
  const target = join(directory, fileName);
  if (!existsSync(target)) {
    mkdirSync(directory, { recursive: true });
    const partial = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    writeFileSync(partial, brotliDecompressSync(readFileSync(packed)));
    renameSync(partial, target);
  }
  return target;
}
