import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulateSummary } from "../../src/calibration/simulate-summary.js";
import { drawnDrift } from "../../src/calibration/simulated-channels.js";
import { defaultWatch } from "../../src/calibration/watched/prepared-watches.js";
import { startMsOf } from "../../src/calibration/watched/scenario-files.js";
import { defaultConfig } from "../../src/config/load-config.js";
import type { SimulatedFault } from "../../src/flow/simulation/faults.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { startWatch } from "../../src/judge/start-watch.js";
import { alarmsOf } from "../../src/judge/states/alarms.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import type { FileSummary } from "../../src/summary.js";

const eventCount = 48;
const earlierCount = 5;
const epcb = [20, 21, 22, 23, 24, 25].map((channel): [number, number] => [1, channel]);

/** One fault of each class that the calibration plants, and the check that is to find it. */
const planted: { fault: SimulatedFault; check: string }[] = [
  { fault: { kind: "dead", channels: [[0, 4]] }, check: "flatline" },
  { fault: { kind: "dark", channels: [[0, 5]] }, check: "flatline" },
  { fault: { kind: "stuck-high", channels: [[0, 26]] }, check: "stuck-at-rail" },
  {
    fault: { kind: "baseline-shift", channels: [[1, 4]], shiftAdc16: 300 },
    check: "baseline-shift",
  },
  { fault: { kind: "baseline-shift", channels: epcb, shiftAdc16: 300 }, check: "baseline-shift" },
  { fault: { kind: "noise-scale", channels: [[2, 4]], factor: 2 }, check: "noise-high" },
  { fault: { kind: "clipped", channels: [[3, 4]], share: 0.5 }, check: "clipped-rise" },
  {
    fault: { kind: "negative", channels: [[3, 26]], share: 0.5, depthAdc16: 1500 },
    check: "negative-rise",
  },
  {
    fault: { kind: "noise-line", channels: [[4, 4]], frequencyMHz: 10, amplitudeAdc16: 40 },
    check: "lines-grown",
  },
  { fault: { kind: "missing-adc", adc: 6 }, check: "missing-adc" },
];

let directory: string;
const faults = planted.map(({ fault }) => fault);
const specs = Array.from({ length: earlierCount + 2 }, (_, n) => ({
  eventCount,
  seed: 40 + n,
  detectorSeed: 5,
  startMs: startMsOf(n),
  faults: n === earlierCount + 1 ? faults : [],
}));
/** The earlier files, one without a fault and one with all. */
const files: Record<string, FileSummary[]> = { waveforms: [], model: [] };
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "light-dqm-calibration-"));
  for (const [n, spec] of specs.entries()) {
    const path = join(directory, `sim_${n}.FLOW.hdf5`);
    await simulateFlowFile(path, spec);
    files.waveforms!.push(await summarizeFile(path, defaultConfig(), null));
    files.model!.push(simulateSummary({ name: `m_${n}`, drift: drawnDrift, ...spec }));
  }
}, 180_000);
afterAll(() => rm(directory, { recursive: true }));

/** The records of a file after the earlier ones. */
function judged(name: string, index: number): Verdict[] {
  const all = files[name]!;
  const watch = startWatch(defaultWatch());
  for (const summary of all.slice(0, earlierCount)) watch.pass(summary);
  return watch.peek(all[index]!).verdicts;
}

const placesOf = (fault: SimulatedFault): string[] =>
  "channels" in fault
    ? fault.channels.map(([adc, channel]) => `${adc} ${channel}`)
    : "adc" in fault
      ? [`${fault.adc} null`]
      : [];

describe.each(["waveforms", "model"])("files made of the %s", (name) => {
  test("have no bad alarm where nothing was planted", () => {
    const verdicts = judged(name, earlierCount);
    const bad = alarmsOf(verdicts).filter(({ verdict }) => verdict.state === "bad");
    expect(bad.map(({ title, place }) => `${title}: ${place}`)).toEqual([]);
  });

  test.each(planted)("show $fault.kind as bad by $check", ({ fault, check }) => {
    const verdicts = judged(name, earlierCount + 1);
    const bad = verdicts
      .filter((one) => one.check === check && one.state === "bad" && one.members.length === 0)
      .map(({ adc, channel }) => `${adc} ${channel}`);
    expect(bad).toEqual(expect.arrayContaining(placesOf(fault)));
  });

  test("are bad nowhere else", () => {
    const verdicts = judged(name, earlierCount + 1);
    const places = new Set(faults.flatMap(placesOf));
    const elsewhere = verdicts.filter(
      ({ state, adc, channel, scope }) =>
        state === "bad" &&
        (scope === "channel" || scope === "adc") &&
        adc !== 6 &&
        !places.has(`${adc} ${channel}`),
    );
    expect(elsewhere.map(({ check, adc, channel }) => `${check} ${adc} ${channel}`)).toEqual([]);
  });
});
