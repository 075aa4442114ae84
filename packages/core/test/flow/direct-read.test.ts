import { copyFileSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { isLightDqmError } from "../../src/errors.js";
import {
  chunkReader,
  type FlowDirectLayout,
  openDirect,
  readSlices,
  samplesInChunk,
} from "../../src/flow/direct-read.js";
import { type OpenFlowFile, openFlowFile } from "../../src/flow/flow-file.js";
import { lookup3 } from "../../src/flow/hdf5/bytes.js";
import { gridDetector } from "../detectors.js";
import { sampleNames, samplePath } from "../samples.js";
import { temporaryDirectory } from "./temporary.js";

/** What h5py says of each file that layouts/make_layouts.py wrote. */
interface LayoutFacts {
  name: string;
  events: number;
  /** Whether it can be read without the library. */
  direct: boolean;
  /** Chunk number, first byte, bytes; where `direct`. */
  chunks: [number, number, number][];
}

const directory = fileURLToPath(new URL("./layouts/", import.meta.url));
const layouts: LayoutFacts[] = JSON.parse(
  readFileSync(join(directory, "layouts.expected.json"), "utf8"),
);

const smallDetector: DetectorProfile = gridDetector({
  name: "two by two",
  channelCount: 2,
  activeChannels: [0, 1],
  channelsPerEpcb: 2,
});

const openLayout = (name: string): Promise<OpenFlowFile> =>
  openFlowFile(join(directory, `${name}.hdf5`), smallDetector);
const allEvents = (file: OpenFlowFile): number[] =>
  Array.from({ length: file.events.count }).map((_, i) => i);

/** An event through the direct reader, put together from slices or taken from its chunk. */
function readDirectly(layout: FlowDirectLayout, event: number, sliceBytes: number): Uint8Array {
  const { samplesBytes, chunkElements } = layout;
  if (layout.filters.length > 0) {
    const chunk = chunkReader(layout)(Math.floor(event / chunkElements));
    return samplesInChunk(layout, chunk, event).slice();
  }
  const bytes = new Uint8Array(samplesBytes);
  for (let at = 0; at < samplesBytes; at += sliceBytes)
    readSlices(layout, event, at, bytes, at, Math.min(sliceBytes, samplesBytes - at));
  return bytes;
}

/** An event through h5wasm. */
function readThroughLibrary(file: OpenFlowFile, event: number): Uint8Array {
  const { adcCount, channelCount } = file.detector;
  const samples = new Int16Array(adcCount * channelCount * file.sampleCount);
  file.readEvent(event, samples);
  return new Uint8Array(samples.buffer);
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe.each(layouts.filter(({ direct }) => direct))(
  "the layout $name",
  ({ name, events, chunks }) => {
    it("has its chunks where h5py says they are", async () => {
      const file = await openLayout(name);
      const access = openDirect(file, allEvents(file));
      if (!access.layout) expect.fail(access.reason);
      const { addresses, storedBytes } = access.layout;
      const found = Array.from(addresses, (address, chunk) => [chunk, address, storedBytes[chunk]]);
      expect(found).toEqual(chunks);
      access.close();
      file.close();
    });

    it("reads directly what the library reads, byte for byte", async () => {
      const file = await openLayout(name);
      expect(file.events.count).toBe(events);
      const access = openDirect(file, allEvents(file));
      if (!access.layout) expect.fail(access.reason);
      for (const event of allEvents(file)) {
        const expected = readThroughLibrary(file, event);
        for (const sliceBytes of [37, 400])
          expect(isSame(readDirectly(access.layout, event, sliceBytes), expected)).toBe(true);
      }
      access.close();
      file.close();
    });
  },
);

describe("the samples of the producer", () => {
  it.each(sampleNames)("%s: are read directly as by the library", async (name) => {
    const file = await openFlowFile(samplePath(name));
    const access = openDirect(file, allEvents(file));
    if (!access.layout) expect.fail(access.reason);
    for (const event of allEvents(file))
      expect(
        isSame(readDirectly(access.layout, event, 24_000), readThroughLibrary(file, event)),
      ).toBe(true);
    access.close();
    file.close();
  });
});

describe("a layout that is left to the library", () => {
  const reasons: Record<string, RegExp> = {
    fletcher32: /^filter 3$/,
    lzf: /^filter 32000$/,
    "crowded-new-groups": /^no link "data"/,
    "soft-link": /not a hard one/,
    "user-block": /user block|signature/,
    "missing-chunks": /a chunk is missing/,
  };

  it("is there for every reason that is known", () => {
    const left = layouts.filter(({ direct }) => !direct).map(({ name }) => name);
    expect(left.sort()).toEqual(Object.keys(reasons).sort());
  });

  it.each(Object.entries(reasons))("%s, because of that", async (name, reason) => {
    const file = await openLayout(name);
    const access = openDirect(file, allEvents(file));
    expect(access.layout).toBeNull();
    if (access.layout === null) expect(access.reason).toMatch(reason);
    file.close();
  });

  it("is only left where a missing chunk is asked for", async () => {
    const file = await openLayout("missing-chunks");
    const access = openDirect(file, [0, 1, 2, 3]);
    if (!access.layout) expect.fail(access.reason);
    access.close();
    file.close();
  });

  it("is one whose file cannot be opened a second time", async () => {
    const file = await openLayout("old-raw");
    const access = openDirect({ ...file, path: join(directory, "absent.hdf5") }, [0]);
    expect(access.layout).toBeNull();
    file.close();
  });

  it("is one where both readers disagree", async () => {
    const file = await openLayout("old-raw");
    const differing = { ...file, readEvent: (_: number, into: Int16Array) => void into.fill(1) };
    const access = openDirect(differing, [0]);
    expect(access).toMatchObject({ layout: null, reason: "the two readers disagree" });
    file.close();
  });
});

describe("a damaged file", () => {
  /** What a reader makes of an event: its bytes, or "error" for an error in words. */
  const attempt = (read: () => Uint8Array): Uint8Array | "error" => {
    try {
      return read();
    } catch (error) {
      expect(isLightDqmError(error)).toBe(true);
      return "error";
    }
  };

  it.each([
    "old-raw-chunks-of-3",
    "old-gzip-shuffle-chunks-of-3",
    "old-contiguous",
    "new-fixed-array-gzip",
    "new-extensible-array-gzip",
    "new-single-chunk-gzip",
    "new-implicit",
  ])(
    "with the layout %s is refused, left to the library or read as the library reads it",
    async (name) => {
      const whole = readFileSync(join(directory, `${name}.hdf5`));
      const path = join(temporaryDirectory(), `${name}.hdf5`);
      await fc.assert(
        fc.asyncProperty(
          fc.nat(whole.length - 1),
          fc.integer({ min: 1, max: 255 }),
          async (at, flip) => {
            const damaged = Buffer.from(whole);
            damaged[at]! ^= flip;
            writeFileSync(path, damaged);
            const file = await openFlowFile(path, smallDetector).catch((error) => {
              expect(isLightDqmError(error)).toBe(true);
              return null;
            });
            if (!file) return;
            try {
              const access = openDirect(file, allEvents(file));
              if (!access.layout) return;
              const { layout } = access;
              for (const event of allEvents(file)) {
                const direct = attempt(() => readDirectly(layout, event, 100));
                const library = attempt(() => readThroughLibrary(file, event));
                if (direct !== "error" && library !== "error")
                  expect(isSame(direct, library)).toBe(true);
              }
              access.close();
            } catch (error) {
              if (!isLightDqmError(error)) throw error;
            } finally {
              file.close();
            }
          },
        ),
        { numRuns: 150, seed: 7 },
      );
    },
  );

  it("whose chunk tree names a chunk twice is left to the library", async () => {
    const { chunks } = layouts.find(({ name }) => name === "old-raw")!;
    const path = join(temporaryDirectory(), "twice.hdf5");
    const bytes = readFileSync(join(directory, "old-raw.hdf5"));
    const address = Buffer.alloc(8);
    address.writeBigUInt64LE(BigInt(chunks[3]![1]));
    const at = bytes.indexOf(address);
    expect(bytes.indexOf(address, at + 1)).toBe(-1);
    bytes.writeBigUInt64LE(BigInt(chunks[2]![1]), at);
    writeFileSync(path, bytes);
    const file = await openFlowFile(path, smallDetector);
    const access = openDirect(file, allEvents(file));
    expect(access).toMatchObject({ layout: null, reason: "chunks that overlap" });
    file.close();
  });

  it("that ends early while it is read gives an error that says so", async () => {
    const path = join(temporaryDirectory(), basename("old-raw.hdf5"));
    copyFileSync(join(directory, "old-raw.hdf5"), path);
    const file = await openFlowFile(path, smallDetector);
    const access = openDirect(file, allEvents(file));
    if (!access.layout) expect.fail(access.reason);
    writeFileSync(path, readFileSync(path).subarray(0, 8000));
    const { layout } = access;
    const into = new Uint8Array(400);
    expect(() => readSlices(layout, 6, 0, into, 0, 400)).toThrow(/ends within its waveforms/);
    access.close();
    expect(() => readSlices(layout, 0, 0, into, 0, 400)).toThrow(/cannot be read/);
    file.close();
  });

  it("with a gzip chunk that does not unpack gives an error that names the chunk", async () => {
    const file = await openLayout("old-gzip");
    const access = openDirect(file, allEvents(file));
    if (!access.layout) expect.fail(access.reason);
    const fd = openSync(join(directory, "old-raw.hdf5"), "r");
    expect(() => chunkReader({ ...access.layout, fd })(2)).toThrow(/cannot be unpacked.*chunk 2/);
    access.close();
    file.close();
  });
});

describe("the checksum of newer structures", () => {
  it.each([
    ["", 0xdeadbeef],
    ["Four score and seven years ago", 0x17770551],
  ])("of %j is what its author's program prints", (text, hash) => {
    expect(lookup3(Buffer.from(text, "latin1"))).toBe(hash);
  });
});
