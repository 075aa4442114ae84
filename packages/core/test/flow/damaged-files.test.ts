import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isLightDqmError } from "../../src/errors.js";
import { loadHdf5 } from "../../src/flow/hdf5/h5wasm.js";
import { randomSource } from "../../src/flow/simulation/random.js";
import {
  contentOf,
  type FlowContent,
  fixtureBytes,
  goodFixtures,
  placeFixture,
} from "./fixtures.js";
import { temporaryDirectory } from "./temporary.js";

/** What reading bytes ends with: the content, or the message of an error of ours. */
async function readingOf(bytes: Uint8Array, path: string): Promise<FlowContent | string> {
  writeFileSync(path, bytes);
  try {
    return await contentOf(path);
  } catch (error) {
    if (!isLightDqmError(error) || error.code !== "bad-input") throw error;
    expect(error.message).toContain(path);
    expect(error.message).not.toContain("\n");
    return error.message;
  }
}

const damagedPath = (): string => join(temporaryDirectory(), "r_1.FLOW.hdf5");

/** Places where HDF5's structures begin: the signatures of its blocks. */
function structureStarts(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (const signature of [
    "TREE",
    "HEAP",
    "SNOD",
    "OHDR",
    "OCHK",
    "BTHD",
    "BTLF",
    "FADB",
    "EAHD",
  ]) {
    for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1)) {
      starts.push(at);
    }
  }
  return starts;
}

describe("a file cut off is refused, wherever the cut lies:", () => {
  it.each(["good-producer", "good-latest", "good-user-block"])("%s", async (name) => {
    const whole = fixtureBytes(name);
    const spread = Array.from({ length: 50 }, (_, i) => Math.floor((i / 50) * whole.length));
    const boundaries = structureStarts(whole).flatMap((at) => [at - 1, at, at + 4, at + 9]);
    const first = [1, 7, 8, 9, 20, 21, 31, 32, 43, 48, 95, 96, 97, 512, 513, 520, 1023, 1025];
    const lengths = [...spread, ...boundaries, ...first, whole.length - 1];
    expect(boundaries.length).toBeGreaterThan(4);
    const path = damagedPath();
    for (const length of lengths) {
      expect(await readingOf(whole.subarray(0, length), path)).toMatch(
        length === 0 ? /got an empty file/ : /^(Truncated|Not an HDF5 file)/,
      );
    }
  });
});

it("bytes after the end of a file are no harm", async () => {
  const longer = Buffer.concat([fixtureBytes("good-producer"), Buffer.alloc(1000, 7)]);
  expect(await readingOf(longer, damagedPath())).toEqual(goodFixtures["good-producer"]);
});

describe("one damaged byte", () => {
  afterEach(() => void vi.restoreAllMocks());

  /** Bytes with one of them changed, at places and in ways that a seed gives. */
  function* damaged(whole: Buffer, count: number, end: number): Generator<Buffer> {
    const random = randomSource(whole.length);
    for (let i = 0; i < count; i++) {
      const bytes = Buffer.from(whole);
      bytes[random.uint32() % end]! ^= 1 + (random.uint32() % 255);
      yield bytes;
    }
  }

  it("never gives wrong numbers where everything has a checksum", async () => {
    const name = "good-latest-fletcher32";
    const whole = fixtureBytes(name);
    const path = damagedPath();
    const readings: (FlowContent | string)[] = [];
    for (const end of [3000, whole.length]) {
      for (const bytes of damaged(whole, 200, end)) readings.push(await readingOf(bytes, path));
    }
    for (const reading of readings) {
      if (typeof reading !== "string") expect(reading).toEqual(goodFixtures[name]);
    }
    const refused = readings.filter((reading) => typeof reading === "string");
    expect(refused.length).toBeGreaterThan(300);
  });

  it.each(["good-producer", "good-many-a-chunk", "good-contiguous"])(
    "in the structure of %s ends in numbers or an error, prints nothing, and spares the next file",
    async (name) => {
      const written = vi.spyOn(process.stderr, "write");
      const printed = vi.spyOn(console, "error");
      const whole = fixtureBytes(name);
      const path = damagedPath();
      let refused = 0;
      for (const bytes of damaged(whole, 300, 9300)) {
        if (typeof (await readingOf(bytes, path)) === "string") refused++;
      }
      expect(refused).toBeGreaterThan(20);
      const next = placeFixture("good-untyped", temporaryDirectory());
      expect(await contentOf(next)).toEqual(goodFixtures["good-untyped"]);
      expect(written).not.toHaveBeenCalled();
      expect(printed).not.toHaveBeenCalled();
    },
  );
});

describe("a damaged file", () => {
  it("with samples that reach past their row is refused", async () => {
    const bytes = fixtureBytes("good-producer");
    // The array type: three dimensions of 4 bytes each, 8, 64 and 64.
    const dimensions = Buffer.from(Uint32Array.of(8, 64, 64).buffer);
    const at = bytes.lastIndexOf(dimensions);
    expect(at).toBeGreaterThan(bytes.indexOf("samples"));
    bytes.writeUInt32LE(0x4000_0040, at + 8);
    expect(await readingOf(bytes, damagedPath())).toMatch(/longer than its row.*samples/);
  });

  it("is told by HDF5's own reason, not by the library's thrown text", async () => {
    const bytes = fixtureBytes("good-latest");
    // The last object header before the chunks is a dataset's.
    bytes[bytes.lastIndexOf("OHDR") + 20]! ^= 1;
    expect(await readingOf(bytes, damagedPath())).toMatch(/got incorrect metadata checksum/);
  });
});

it("loading the library leaves console.error as it was", async () => {
  const before = console.error;
  vi.resetModules();
  const fresh: { loadHdf5: typeof loadHdf5 } = await import("../../src/flow/hdf5/h5wasm.js");
  await fresh.loadHdf5();
  await loadHdf5();
  expect(console.error).toBe(before);
});
