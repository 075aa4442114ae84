/** Whether an alarmed fraction is back at its old level: files of few events say little one by one. */
import { describe, expect, test } from "vitest";
import { addShares, compareShares } from "../../../src/history/shares/compare-shares.js";
import type { ShareCounts } from "../../../src/history/shares/share-counts.js";
import { type ShareMemory, startShares } from "../../../src/history/shares/share-memory.js";
import { countsOf, groupsOf, watchMonth } from "./months.js";

const groups = groupsOf(1, 4);
const still = { followsLight: false };

/** Twenty files with 1 % in every channel. */
function healthyMemory(): ShareMemory {
  const memory = startShares(4);
  for (let file = 0; file < 20; file++) addFile(memory, healthy, file, 0);
  return memory;
}

const healthy = countsOf(4, () => 1, 100, still);
const of100 = (passed: number): ShareCounts =>
  countsOf(4, (i) => (i === 2 ? passed : 1), 100, still);

/** Remembers a file. @param held 1 if channel 2 is alarmed in it */
function addFile(memory: ShareMemory, now: ShareCounts, file: number, held: 0 | 1): void {
  const marks = Uint8Array.from([0, 0, held, 0]);
  addShares(memory, compareShares(memory, now, groups), marks, marks, 20, file);
}

const look = (memory: ShareMemory, passed: number) => {
  const { compared, since } = compareShares(memory, of100(passed), groups);
  const evidence = since.returnEvidence[2]!;
  return { share: compared.risenShare[2], isBack: compared.isBack[2], evidence };
};

describe("the level since a rise", () => {
  test("is unknown of a channel that is not alarmed", () => {
    expect(look(healthyMemory(), 20)).toEqual({ share: Number.NaN, isBack: 0, evidence: 0 });
  });

  test("is that of the files since it began, with half a count added", () => {
    const memory = healthyMemory();
    addFile(memory, of100(16), 20, 1);
    expect(look(memory, 15).share).toBeCloseTo(16.5 / 101, 9);
    addFile(memory, of100(14), 21, 1);
    expect(look(memory, 15).share).toBeCloseTo((0.95 * 16 + 14 + 0.5) / (0.95 * 100 + 101), 9);
  });

  test("is forgotten once the alarm is over", () => {
    const memory = healthyMemory();
    addFile(memory, of100(16), 20, 1);
    addFile(memory, of100(1), 21, 0);
    expect(memory.heldSince[2]).toBe(-1);
    expect(look(memory, 1)).toEqual({ share: Number.NaN, isBack: 0, evidence: 0 });
    for (const { total } of [memory.risen, memory.waiting]) expect(total[4 + 2]).toBe(0);
  });

  test("waits with files that speak for the old one, until others have outweighed them", () => {
    const memory = healthyMemory();
    addFile(memory, of100(16), 20, 1);
    addFile(memory, of100(3), 21, 1);
    expect(memory.returnEvidence[2]).toBeGreaterThan(0);
    expect(look(memory, 15).share).toBeCloseTo(16.5 / 101, 9);
    addFile(memory, of100(16), 22, 1);
    expect(memory.returnEvidence[2]).toBe(0);
    expect(look(memory, 15).share).toBeCloseTo((0.95 * 16 + 3 + 16 + 0.5) / (295 + 1), 9);
  });

  test("begins anew where it is alarmed though the old level seemed back", () => {
    const memory = healthyMemory();
    addFile(memory, of100(80), 20, 1);
    expect(look(memory, 9).isBack).toBe(1);
    addFile(memory, of100(9), 21, 1);
    expect(memory.heldSince[2]).toBe(20);
    expect(look(memory, 9).share).toBeCloseTo(9.5 / 101, 9);
  });
});

describe("the evidence for the old level", () => {
  const risen = healthyMemory();
  for (let file = 20; file < 30; file++) addFile(risen, of100(16), file, 1);

  test("falls with the count, and is none where the new level is likelier", () => {
    const evidence = Array.from({ length: 17 }, (_, passed) => look(risen, passed).evidence);
    for (let k = 1; k < 17; k++) expect(evidence[k]).toBeLessThanOrEqual(evidence[k - 1]!);
    expect(evidence[0]).toBeGreaterThan(9);
    for (const k of [8, 12, 16]) expect(evidence[k]).toBe(0);
  });

  test("adds up over files", () => {
    const memory = structuredClone(risen);
    const one = look(memory, 3).evidence;
    addFile(memory, of100(3), 30, 1);
    expect(look(memory, 3).evidence).toBeCloseTo(2 * one, 6);
  });

  test("is none of a file without a waveform: the alarm stays as it was", () => {
    const memory = structuredClone(risen);
    addFile(memory, of100(3), 30, 1);
    const before = structuredClone(memory);
    const empty = countsOf(
      4,
      () => 0,
      (i) => (i === 2 ? 0 : 100),
      still,
    );
    addFile(memory, empty, 31, 0);
    expect(memory.heldSince[2]).toBe(20);
    expect(memory.returnEvidence[2]).toBe(before.returnEvidence[2]);
  });
});

/** A healthy channel clips about 1 %. */
const rises = [0.1, 0.15, 0.3].flatMap((rise) => [20, 60, 300].map((events) => ({ rise, events })));

describe.each(rises)("a rise by $rise in files of $events events", ({ rise, events }) => {
  const [began, ended, channel] = [20, 70, 9];

  /** Files of 20 months in which the channel is alarmed. */
  const months = Array.from({ length: 20 }, (_, seed) => {
    const alarmedIn: number[] = [];
    watchMonth(
      {
        ...{ tpcCount: 1, fileCount: 100, events, seed: 100 + seed },
        share: (file, i) => 0.01 + (i === channel && file >= began && file < ended ? rise : 0),
      },
      (_compared, file, alarmed) => {
        if (alarmed[channel]) alarmedIn.push(file);
      },
    );
    return alarmedIn;
  });

  test("is alarmed from the file that shows it, if one does, until it ends", () => {
    const alarmed = months.filter((files) => files.length > 0);
    expect(alarmed.length).toBeGreaterThan(0);
    for (const files of alarmed) {
      const there = files.filter((file) => file >= began && file < ended);
      expect(there).toEqual(there.map((_, i) => there[0]! + i));
      expect(there.at(-1)).toBe(ended - 1);
    }
  });

  test("is over soon after: as much evidence as it takes is in few files", () => {
    // Files that the mean ln likelihood ratio needs for ln 10⁴, and three for its scatter.
    const [p, q] = [0.01, 0.01 + rise];
    const ofFile = events * (p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)));
    const most = Math.ceil(Math.log(1e4) / ofFile) + 3;
    for (const files of months) {
      const late = files.filter((file) => file >= ended);
      expect(late.length).toBeLessThanOrEqual(2 * most);
      expect(late).toEqual(late.map((_, i) => ended + i));
    }
  });
});
