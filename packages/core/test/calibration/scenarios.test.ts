import { describe, expect, test } from "vitest";
import type { Course } from "../../src/calibration/planted/course.js";
import { scenarios } from "../../src/calibration/scenarios/index.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { detectorOf } from "../../src/detector/index.js";
import type { SimulatedFault } from "../../src/flow/simulation/faults.js";
import { randomSource } from "../../src/flow/simulation/random.js";

const detector = detectorOf("dune-2x2");
const courseOf = (name: string, seed = 1): Course =>
  scenarios.find((one) => one.name === name)!.course(detector, randomSource(seed));

/** Whether a planted fault is of a channel. */
function isOf(fault: SimulatedFault, [adc, channel]: readonly [number, number]): boolean {
  if (fault.kind === "missing-adc") return fault.adc === adc;
  return "channels" in fault && fault.channels.some(([a, c]) => a === adc && c === channel);
}

test("every scenario has a name of its own", () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(scenarios.map(({ name }) => name))("the course of %s", (name) => {
  test("is the same with the same random numbers", () => {
    expect(courseOf(name)).toEqual(courseOf(name));
  });

  test("plants each fault in active channels, in all its files and in none before", () => {
    const { files, faults } = courseOf(name);
    const { active, placeOf } = detectorGroups(detector);
    const known = new Set(active.map((i) => `${placeOf(i).adc} ${placeOf(i).channel}`));
    for (const { channels, firstFile, endFile } of faults) {
      expect(firstFile).toBeLessThan(files.length);
      expect(endFile ?? files.length).toBeGreaterThan(firstFile);
      for (const channel of channels) {
        expect(known).toContain(channel.join(" "));
        const has = files.map(({ faults: of = [] }) => of.some((fault) => isOf(fault, channel)));
        expect(has.indexOf(true)).toBe(Math.min(...firstFilesOf(faults, channel)));
        expect(has.slice(firstFile, endFile ?? files.length)).not.toContain(false);
      }
    }
  });

  test("plants nothing but what it tells", () => {
    const { files, faults } = courseOf(name);
    const told = faults.flatMap(({ channels }) => channels.map((channel) => channel.join(" ")));
    const planted = files.flatMap(({ faults: of = [] }) =>
      of.flatMap((fault) => ("channels" in fault ? fault.channels : [])),
    );
    const untold = planted.filter((channel) => !told.includes(channel.join(" ")));
    expect(untold).toEqual([]);
  });
});

function firstFilesOf(faults: Course["faults"], [adc, channel]: readonly [number, number]) {
  return faults
    .filter(({ channels }) => channels.some(([a, c]) => a === adc && c === channel))
    .map(({ firstFile }) => firstFile);
}

describe("faults of single channels", () => {
  test.each(["gain", "partly-dead", "small-lines", "many-faults", "clipped-for-good"])(
    "of %s are on EPCBs of their own",
    (name) => {
      const { groupOf, indexOf } = detectorGroups(detector);
      const { faults } = courseOf(name);
      const boards = faults.map(
        ({ channels: [place] }) => groupOf("epcb", indexOf(place![0], place![1]))!.label,
      );
      expect(new Set(boards).size).toBe(faults.length);
    },
  );
});

describe("a random walk", () => {
  test("has steps of 20 counts, of every channel its own", () => {
    const { files } = courseOf("random-walk");
    const { active } = detectorGroups(detector);
    const steps = files
      .slice(1)
      .flatMap(({ state }, index) =>
        active.map((i) => state!.shiftAdc16![i]! - files[index]!.state!.shiftAdc16![i]!),
      );
    const variance = steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length;
    expect(Math.abs(Math.sqrt(variance) / 20 - 1)).toBeLessThan(0.02);
    const pairs = files.slice(1).map(({ state }, index) => {
      const before = files[index]!.state!.shiftAdc16!;
      const [a, b] = active as [number, number];
      return (state!.shiftAdc16![a]! - before[a]!) * (state!.shiftAdc16![b]! - before[b]!);
    });
    const mean = pairs.reduce((sum, product) => sum + product, 0) / pairs.length;
    // Of 59 products of independent values within four standard errors.
    expect(Math.abs(mean)).toBeLessThan((4 * 400) / Math.sqrt(59));
  });
});
