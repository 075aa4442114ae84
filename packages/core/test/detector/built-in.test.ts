import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { detectorGroups } from "../../src/detector/groups.js";
import {
  defaultDetector,
  detectorNames,
  detectorOf,
  detectorsOfShape,
  readDescription,
} from "../../src/detector/index.js";
import { parseEventLayout } from "../../src/flow/flow-layout.js";
import type { Hdf5Dataset } from "../../src/flow/hdf5/h5wasm.js";
import { smallDescription } from "./small-description.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-description-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Channels of a TPC by ADC, as runs: `{4: "36–47 52–63"}`. */
function channelsOf(name: string, tpc: number): Record<number, string> {
  const { tpcMembers, placeOf } = detectorGroups(detectorOf(name));
  const byAdc: Record<number, number[]> = {};
  for (const { adc, channel } of tpcMembers[tpc]!.map(placeOf)) (byAdc[adc] ??= []).push(channel);
  return Object.fromEntries(
    Object.entries(byAdc).map(([adc, channels]) => {
      const starts = channels.filter((channel) => !channels.includes(channel - 1));
      const ends = channels.filter((channel) => !channels.includes(channel + 1));
      return [adc, starts.map((start, i) => `${start}–${ends[i]}`).join(" ")];
    }),
  );
}

const [lower, upper] = ["4–15 20–31", "36–47 52–63"];

describe("the built-in detectors", () => {
  it("are four, the 2x2 that takes data first", () => {
    expect(detectorNames()).toEqual(["dune-2x2", "dune-2x2-simulation", "fsd", "ndlar"]);
    expect(defaultDetector().name).toBe("dune-2x2");
  });

  it.each(detectorNames())("%s has no problem, and the name of its file", (name) => {
    const { profile, problems } = readDescription(name);
    expect(problems).toEqual([]);
    expect(profile!.name).toBe(name);
  });

  it.each([
    ["dune-2x2", { adcs: 8, active: 384, modules: 4, tpcs: 8, arcLights: 32, lcms: 96, epcbs: 8 }],
    ["fsd", { adcs: 4, active: 240, modules: 1, tpcs: 2, arcLights: 20, lcms: 60, epcbs: 10 }],
    [
      "ndlar",
      { adcs: 140, active: 8400, modules: 35, tpcs: 70, arcLights: 700, lcms: 2100, epcbs: 10 },
    ],
  ])("%s has its ADCs, channels, modules, TPCs and traps", (name, expected) => {
    const profile = detectorOf(name);
    const groups = detectorGroups(profile);
    expect(profile.channelCount).toBe(64);
    expect({
      adcs: profile.adcCount,
      active: groups.active.length,
      modules: groups.moduleCount,
      tpcs: groups.tpcCount,
      arcLights: groups.traps.filter(({ kind }) => kind === "ArCLight").length,
      lcms: groups.traps.filter(({ kind }) => kind === "LCM").length,
      epcbs: groups.epcbsPerAdc,
    }).toEqual(expected);
  });

  it("of 2x2 differ in module 2, whose cables are swapped in the data", () => {
    expect(channelsOf("dune-2x2", 4)).toEqual({ 4: upper, 5: upper });
    expect(channelsOf("dune-2x2", 5)).toEqual({ 4: lower, 5: lower });
    expect(channelsOf("dune-2x2-simulation", 4)).toEqual({ 4: lower, 5: lower });
    expect(channelsOf("dune-2x2-simulation", 5)).toEqual({ 4: upper, 5: upper });
    for (const tpc of [0, 1, 2, 3, 6, 7])
      expect(channelsOf("dune-2x2", tpc)).toEqual(channelsOf("dune-2x2-simulation", tpc));
  });

  it("of FSD cables are by wall: a TPC is ADC 0 and 1, or 2 and 3, without 30, 31, 62 and 63", () => {
    expect(channelsOf("fsd", 0)).toEqual({ 0: "0–29 32–61", 1: "0–29 32–61" });
    expect(channelsOf("fsd", 1)).toEqual({ 2: "0–29 32–61", 3: "0–29 32–61" });
    const { sideOf, indexOf } = detectorGroups(detectorOf("fsd"));
    expect([0, 1, 2, 3].map((adc) => sideOf[indexOf(adc, 0)])).toEqual([0, 1, 0, 1]);
  });

  it("ND-LAr repeats its module, each on four ADCs", () => {
    for (const module of [0, 17, 34]) {
      expect(Object.keys(channelsOf("ndlar", 2 * module))).toEqual(
        [0, 1].map((adc) => `${4 * module + adc}`),
      );
      expect(Object.keys(channelsOf("ndlar", 2 * module + 1))).toEqual(
        [2, 3].map((adc) => `${4 * module + adc}`),
      );
    }
  });

  it("2x2 counts SiPMs upwards: an ArCLight's six, then three LCMs of two, on either wall", () => {
    const { traps, heightCm } = detectorGroups(defaultDetector());
    const first = traps.filter(({ tpc, trap }) => tpc === 0 && trap < 4);
    expect(first.map(({ kind, side }) => [kind, side])).toEqual([
      ["ArCLight", 0],
      ["LCM", 0],
      ["LCM", 0],
      ["LCM", 0],
    ]);
    expect(first.flatMap(({ members }) => members.map((member) => heightCm[member]))).toEqual([
      -60.07, -54.85, -49.62, -44.4, -39.18, -33.95, -28.73, -23.51, -18.28, -13.06, -7.84, -2.61,
    ]);
    expect(new Set(traps.filter(({ trap }) => trap >= 8).map(({ side }) => side))).toEqual(
      new Set([1]),
    );
  });

  it("of one shape are found by it", () => {
    expect(detectorsOfShape(8, 64)).toEqual(["dune-2x2", "dune-2x2-simulation"]);
    expect(detectorsOfShape(140, 64)).toEqual(["ndlar"]);
    expect(detectorsOfShape(9, 64)).toEqual([]);
  });

  it("are named by a file that does not fit the chosen one", () => {
    const array = (shape: number[]) => ({
      ...{ type: 10, size: 1, signed: false, littleEndian: true },
      array_type: { type: 0, size: 1, signed: false, littleEndian: true, shape },
    });
    const members = ["utime_ms", "wvfm_valid"].map((name) => ({
      ...{ name, offset: 0, ...array([4, 64]) },
    }));
    const dataset = { type: 6, size: 1000, shape: [1], compound_type: { members } };
    expect(() =>
      parseEventLayout(dataset as unknown as Hdf5Dataset, defaultDetector(), "run.hdf5"),
    ).toThrow("expected 8 ADCs × 64 channels, got 4 × 64; it fits --detector fsd");
  });
});

describe("a description in a file", () => {
  const inFile = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };

  it("is YAML or JSON, and has the name of its file where it has none of its own", () => {
    const yaml = detectorOf(inFile("near.yaml", stringify(smallDescription())));
    const json = detectorOf(inFile("near.json", JSON.stringify(smallDescription())));
    expect(yaml.name).toBe("near");
    expect(json).toEqual(yaml);
  });

  it("that is cabled as a built-in one has the defaults of that one, where it says nothing else", () => {
    const builtIn = fileURLToPath(new URL("../../assets/detectors/fsd.json", import.meta.url));
    const { light_dqm: _, ...published } = JSON.parse(readFileSync(builtIn, "utf8"));
    const plain = detectorOf(inFile("published.json", JSON.stringify(published)));
    expect(plain.own).toEqual(detectorOf("fsd").own);
    const light_dqm = { threshold_adc16: 100 };
    const own = detectorOf(inFile("own.json", JSON.stringify({ ...published, light_dqm })));
    expect(own.own).toEqual({ ...detectorOf("fsd").own, thresholdAdc16: 100 });
    const near = detectorOf(inFile("near.json", JSON.stringify(smallDescription())));
    expect(near.own).toBeUndefined();
  });

  it("is read again when it has changed, and only then", () => {
    const path = inFile("changes.json", JSON.stringify(smallDescription()));
    expect(detectorOf(path).sampleNs).toBe(16);
    expect(detectorOf(path)).toBe(detectorOf(path));
    inFile("changes.json", JSON.stringify({ ...smallDescription(), light_dqm: { sample_ns: 8 } }));
    expect(detectorOf(path).sampleNs).toBe(8);
  });

  it.each([
    ["bad.yaml", "geom: [1, 2\ndet_adc: 3\n", /expected YAML or JSON, got .+ at line 2, column 1/],
    ["twice.yaml", "geom: {}\ngeom: {}\n", /expected YAML or JSON, got Map keys must be unique/],
    ["bad.json", "{", /expected YAML or JSON, got /],
    ["empty.json", "", /expected YAML or JSON, got /],
    ["empty.yaml", "", /the description: expected entries by name, got null/],
    ["list.json", "[]", /the description: expected entries by name, got \[\]/],
    [
      "version.json",
      '{"format_version":"9"}',
      /missing \(and \d+ more: light-dqm detector check\)/,
    ],
  ])("%s is refused in one line that names it", (name, text, reason) => {
    const path = inFile(name, text);
    expect(() => detectorOf(path)).toThrow(reason);
    expect(() => detectorOf(path)).toThrow(path);
  });

  it("that is not there, and a name that is not known, are told apart", () => {
    const path = join(directory, "absent.yaml");
    expect(() => detectorOf(path)).toThrow(/ENOENT/);
    expect(() => detectorOf("absent")).toThrow(
      "expected one of dune-2x2, dune-2x2-simulation, fsd, ndlar, or the file of a description, got absent",
    );
  });
});
