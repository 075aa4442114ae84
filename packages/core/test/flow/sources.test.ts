/** Files whose data lie elsewhere, or were never written (sources/make_sources.py). */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { computeFast, fastEngine } from "../../src/compute/fast/fast-engine.js";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { numbersSettings } from "../../src/config/numbers-settings.js";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { dune2x2 } from "../detectors.js";
import { temporaryDirectory } from "./temporary.js";

const directory = fileURLToPath(new URL("./sources/", import.meta.url));

/** The first of the fixtures, with the others beside it. */
function placed(...names: string[]): string {
  const into = temporaryDirectory();
  const paths = names.map((name) => {
    const path = join(into, `${name}.hdf5`);
    writeFileSync(path, gunzipSync(readFileSync(join(directory, `${name}.hdf5.gz`))));
    return path;
  });
  return paths[0]!;
}

async function samplesOf(path: string): Promise<Int16Array[]> {
  const file = await openFlowFile(path);
  const events = Array.from({ length: file.events.count }, (_, event) => {
    const samples = new Int16Array(8 * 64 * file.sampleCount);
    file.readEvent(event, samples);
    return samples;
  });
  file.close();
  return events;
}

it.each(["virtual", "virtual-latest", "virtual-interleaved"])(
  "%s: a virtual dataset whose sources are whole is read as they are",
  async (name) => {
    const expected = await samplesOf(placed("source"));
    expect(await samplesOf(placed(name, "source"))).toEqual(expected);
  },
);

it.each<[string, RegExp, ...string[]]>([
  ["virtual", /wvfm\/data\): expected its source source\.hdf5, got nothing of that name/],
  ["virtual-gone", /expected its source gone\.hdf5, got nothing of that name \(.*gone\.hdf5\)$/],
  ["virtual-gap", /expected a source for every row, got none for row 3$/],
  ["virtual-short", /expected 6 rows in its source source\.hdf5, got 4 /],
  ["virtual-no-dataset", /expected the dataset light\/other in source\.hdf5, got none/],
  ["virtual-of-gone", /expected its source gone\.hdf5, got nothing/, "virtual-gone"],
  [
    "virtual-of-unwritten",
    /expected all rows of its source unwritten\.hdf5, got rows never/,
    "unwritten",
  ],
  ["virtual-events", /light\/events\/data\): expected its source gone\.hdf5, got nothing/],
  ["external", /expected its external file gone\.raw, got nothing of that name/],
  ["unwritten-events", /^Event 2 was never written.*, got only zeros$/],
])("%s: data that are missing are an error that names them", async (name, message, ...others) => {
  const isAlone = name === "virtual";
  const path = placed(name, ...(isAlone ? [] : ["source"]), ...others);
  await expect(openFlowFile(path)).rejects.toMatchObject({
    code: "bad-input",
    message: expect.stringMatching(message),
  });
});

it.each(["unwritten", "unwritten-allocated"])(
  "%s: a fill value that is not zero is not taken for waveforms, in any way of reading",
  async (name) => {
    const file = await openFlowFile(placed(name));
    const settings = numbersSettings(defaultConfig(), dune2x2);
    const notRead = /^Waveforms of event [23] were never written.*, got only the fill value$/;
    const byLibrary = { threads: 1, directReads: false };
    await expect(plainEngine(file, settings)).rejects.toThrow(notRead);
    await expect(fastEngine({ threads: 1 })(file, settings)).rejects.toThrow(notRead);
    await expect(computeFast(file, settings, {}, byLibrary)).rejects.toThrow(notRead);
    file.close();
  },
);

it("a source that is cut off is named with the reason", async () => {
  const path = placed("virtual", "source");
  const source = join(path, "../source.hdf5");
  writeFileSync(source, readFileSync(source).subarray(0, 50_000));
  await expect(openFlowFile(path)).rejects.toThrow(
    /expected its source source\.hdf5, got truncated/,
  );
});

it("an external file that HDF5 would not find is told of with what to do", async () => {
  const path = placed("external");
  writeFileSync(join(path, "../gone.raw"), new Uint8Array(1000));
  await expect(openFlowFile(path)).rejects.toThrow(
    /expected its external file gone\.raw, got one at .*gone\.raw only: start the program in that/,
  );
});
