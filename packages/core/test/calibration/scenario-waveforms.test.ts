/** Courses of files that went the whole way from waveforms, beside the same ones of the model. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Course, FileParts } from "../../src/calibration/planted/course.js";
import { simulateSummary } from "../../src/calibration/simulate-summary.js";
import { drawnDrift } from "../../src/calibration/simulated-channels.js";
import { defaultWatch } from "../../src/calibration/watched/prepared-watches.js";
import { outcomeOfFile } from "../../src/calibration/watched/scenario-file.js";
import { nameOf, startMsOf } from "../../src/calibration/watched/scenario-files.js";
import type { FaultInFile, FileOutcome } from "../../src/calibration/watched/scenario-outcome.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { startWatch } from "../../src/judge/start-watch.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import type { FileSummary } from "../../src/summary.js";

const eventCount = 60;
const fileCount = 12;
/** Beam files, half of whose TPCs are lit: light for the gain, dark waveforms for the lines. */
const conditions = { runType: "beam", litShare: 0.5 } as const;
const dim = { name: "gain", channels: [[1, 8]], firstFile: 8, endFile: null } as const;
const lined = { name: "line", channels: [[5, 40]], firstFile: 8, endFile: null } as const;
const faults: FileParts["faults"] = [
  { kind: "gain", channels: [...dim.channels], factor: 0.1 },
  {
    kind: "noise-line",
    channels: [...lined.channels],
    frequencyMHz: 10.1,
    amplitudeAdc16: 20,
  },
];

const courses: Record<string, Course> = {
  "of a channel that sees less and one with a line": {
    files: Array.from({ length: fileCount }, (_, index) => ({
      conditions,
      ...(index >= dim.firstFile && { faults }),
    })),
    faults: [dim, lined],
  },
  "of brighter beam, then of LED pulses": {
    files: Array.from({ length: fileCount }, (_, index): FileParts => {
      if (index >= 8) return { conditions: { runType: "led" } };
      return { conditions: { runType: "beam", litShare: 0.9, intensity: index < 4 ? 0.3 : 0.9 } };
    }),
    faults: [],
    newConditions: [8],
    oldConditions: [4],
  },
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "light-dqm-scenario-"));
});
afterAll(() => rm(directory, { recursive: true }));

/** Makes the summary of a file of a course. */
type Source = (parts: FileParts, index: number) => Promise<FileSummary>;

const common = (index: number) => ({
  ...{ eventCount, seed: 700 + index, detectorSeed: 5, startMs: startMsOf(index) },
});
const sources: Record<string, Source> = {
  waveforms: async (parts, index) => {
    const path = join(directory, nameOf(index).replace(".hdf5", ".FLOW.hdf5"));
    const { conditions: light = conditions, faults: planted = [] } = parts;
    await simulateFlowFile(path, { ...common(index), conditions: light, faults: planted });
    return summarizeFile(path, defaultConfig(), null);
  },
  model: async (parts, index) =>
    simulateSummary({ ...common(index), ...parts, name: nameOf(index), drift: drawnDrift }),
};

const outcomes = new Map<string, { file: FileOutcome; faults: FaultInFile[] }[]>();
beforeAll(async () => {
  for (const [sourceName, source] of Object.entries(sources))
    for (const [courseName, course] of Object.entries(courses)) {
      const watch = startWatch(defaultWatch());
      const files: { file: FileOutcome; faults: FaultInFile[] }[] = [];
      for (const [index, parts] of course.files.entries()) {
        const summary = await source(parts, index);
        files.push(outcomeOfFile(watch.next(summary), course, index, summary.detector));
      }
      outcomes.set(`${sourceName} ${courseName}`, files);
    }
}, 300_000);

describe.each(Object.keys(sources))("files made of the %s", (source) => {
  const [faulty, lit] = Object.keys(courses).map(
    (course) => () => outcomes.get(`${source} ${course}`)!,
  );

  test("have no false bad state, whatever the light and the kind of run", () => {
    for (const course of [faulty!, lit!])
      expect(course().flatMap(({ file }) => (file.falseBad > 0 ? file.falseChecks : []))).toEqual(
        [],
      );
  });

  test("show that a channel sees less light, and a line between the watched ones", () => {
    const states = (fault: number) => faulty!().map(({ faults: of }) => of[fault]!.state);
    for (const fault of [0, 1]) {
      expect(states(fault).slice(0, 8)).toEqual(Array(8).fill("ok"));
      expect(states(fault).slice(8)).not.toContain("ok");
    }
  });

  test("are told apart as beam and LED", () => {
    expect(lit!().map(({ file }) => file.runType)).toEqual([
      ...Array(8).fill("beam"),
      ...Array(4).fill("led"),
    ]);
  });
});
