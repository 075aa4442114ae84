import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { loadHdf5 } from "../../src/flow/hdf5/h5wasm.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { dune2x2 } from "../detectors.js";
import { samplePath } from "../samples.js";
import { temporaryDirectory } from "./temporary.js";

const sample = samplePath("adc64_demo_103");

async function refusal(path: string, detector = dune2x2) {
  return openFlowFile(path, detector).then(
    () => "opened",
    (error) => `${error.code}: ${error.message}`,
  );
}

function written(bytes: Uint8Array | string): string {
  const path = join(temporaryDirectory(), "r_1.FLOW.hdf5");
  writeFileSync(path, bytes);
  return path;
}

describe("a file that cannot be used is refused in one clear line:", () => {
  it("absent, a directory, empty, or not HDF5", async () => {
    expect(await refusal("/absent.hdf5")).toMatch(/^not-found: .*\/absent\.hdf5/);
    expect(await refusal(temporaryDirectory())).toMatch(/^bad-input: .*got a directory/);
    expect(await refusal(written(""))).toMatch(/^bad-input: Not an HDF5 file.*empty/);
    expect(await refusal(written("text".repeat(500)))).toMatch(/^bad-input: Not an HDF5 file/);
  });

  it("truncated at any length", async () => {
    const whole = readFileSync(sample);
    for (const length of [1, 8, 30, 96, 2000, 50_000, whole.length >> 1, whole.length - 1]) {
      const path = written(whole.subarray(0, length));
      expect(await refusal(path)).toMatch(/^bad-input: (Truncated|Not an HDF5 file)/);
    }
  });

  it("marked by a writer that is at work", async () => {
    const bytes = readFileSync(sample);
    bytes[20] = 1;
    expect(await refusal(written(bytes))).toMatch(/^bad-input: File still open for writing/);
  });

  it("of unequal numbers of events and waveforms, or none", async () => {
    const path = join(temporaryDirectory(), "r_1.FLOW.hdf5");
    await simulateFlowFile(path, { eventCount: 0, seed: 1 });
    expect(await refusal(path)).toMatch(/^bad-input: No events/);
    const file = (await loadHdf5()).open(path, "append");
    file.resize("/light/wvfm/data", 3);
    file.close();
    expect(await refusal(path)).toMatch(/^bad-input: Numbers of events and waveforms.*got 3/);
  });

  it("of another detector", async () => {
    const smaller = { ...dune2x2, adcCount: 6 };
    expect(await refusal(sample, smaller)).toMatch(
      /^bad-input: .*expected 6 ADCs × 64 channels, got 8 × 64; it fits --detector dune-2x2 or/,
    );
  });
});

it("a corrupt chunk is an error that names the event, and the others can be read", async () => {
  const path = join(temporaryDirectory(), "r_1.FLOW.hdf5");
  copyFileSync(samplePath("mpd_run_demo_rctl_101"), path);
  const bytes = readFileSync(path);
  const eventThreeAt = 1_042_395;
  bytes.fill(0x55, eventThreeAt + 1000, eventThreeAt + 1400);
  writeFileSync(path, bytes);
  const file = await openFlowFile(path);
  const samples = new Int16Array(512 * 1000);
  expect(() => file.readEvent(3, samples)).toThrow(/event 3 cannot be read/);
  expect(() => file.readEvent(4, samples)).not.toThrow();
  expect(() => file.readEvent(12, samples)).toThrow(/event 12 cannot be read/);
  file.close();
});
