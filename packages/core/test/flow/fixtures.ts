/** Small FLOW files, right and wrong, that h5py wrote (fixtures/make_fixtures.py). */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { openFlowFile } from "../../src/flow/flow-file.js";

/** What is in a file; `expected.json` holds it for the good fixtures, as h5py's arrays gave it. */
export interface FlowContent {
  count: number;
  sampleCount: number;
  trigType: number[] | null;
  /** Null where no ADC is valid. */
  timeMs: (number | null)[];
  /** Valid waveforms of active channels, by event. */
  validCount: number[];
  /** Of all samples of an event as little-endian int16. */
  sha256: string[];
}

const directory = fileURLToPath(new URL("./fixtures/", import.meta.url));
const extension = ".hdf5.gz";

/** The content of the good fixtures by name. */
export const goodFixtures: Record<string, FlowContent> = JSON.parse(
  readFileSync(join(directory, "expected.json"), "utf8"),
);

/** Names of the fixtures that have to be refused. */
export const badFixtures: readonly string[] = readdirSync(directory)
  .filter((name) => name.endsWith(extension))
  .map((name) => name.slice(0, -extension.length))
  .filter((name) => !(name in goodFixtures))
  .sort();

/** The bytes of a fixture. */
export function fixtureBytes(name: string): Buffer {
  return gunzipSync(readFileSync(join(directory, `${name}${extension}`)));
}

/** Writes a fixture as `<name>.FLOW.hdf5` into a directory. */
export function placeFixture(name: string, into: string): string {
  const path = join(into, `${name}.FLOW.hdf5`);
  writeFileSync(path, fixtureBytes(name));
  return path;
}

/** Reads all of a file. */
export async function contentOf(path: string): Promise<FlowContent> {
  const file = await openFlowFile(path);
  try {
    const { events, sampleCount } = file;
    const indexCount = events.valid.length / events.count;
    const samples = new Int16Array(indexCount * sampleCount);
    const each = Array.from({ length: events.count }, (_, event) => event);
    return {
      count: events.count,
      sampleCount,
      trigType: events.trigType && [...events.trigType],
      timeMs: [...events.timeMs].map((time) => (Number.isNaN(time) ? null : time)),
      validCount: each.map((event) => {
        const flags = events.valid.subarray(event * indexCount, (event + 1) * indexCount);
        return flags.reduce((sum, flag) => sum + flag, 0);
      }),
      sha256: each.map((event) => {
        file.readEvent(event, samples);
        return createHash("sha256").update(new Uint8Array(samples.buffer)).digest("hex");
      }),
    };
  } finally {
    file.close();
  }
}
