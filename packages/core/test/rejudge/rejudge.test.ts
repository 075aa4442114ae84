import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Judgement } from "../../src/judge/judge-file.js";
import { startWatch } from "../../src/judge/start-watch.js";
import { falseAlarmControls } from "../../src/judge/states/false-alarms.js";
import type { KnownFault } from "../../src/judge/states/known/known-faults.js";
import { recordKey, type Verdict } from "../../src/judge/states/verdict.js";
import { lineFrequenciesMHz } from "../../src/quantities/indexed-by/watched-lines.js";
import { type Flip, rejudge } from "../../src/rejudge/rejudge.js";
import type { Rejudgement } from "../../src/rejudge/rejudgement.js";
import { comparePlaced, isEarlier } from "../../src/store/order.js";
import { decodeSummary, encodeSummary } from "../../src/store/parquet/summary-parquet.js";
import { bufferOf } from "../../src/store/stored-files.js";
import type { FileSummary } from "../../src/summary.js";
import { arbitrarySummary } from "../store/arbitrary-summary.js";
import { makeSummary, quantilesOf, smallDetector } from "../store/make-summary.js";

/** Every record of a file, judged on its own after those before it. */
function judgedAlone(
  files: readonly FileSummary[],
  index: number,
  how: Rejudgement,
  judgement: Judgement,
): Map<string, Verdict> {
  const { ncomp, excludeBad } = how;
  const watch = startWatch({ ...judgement, ncomp, excludeBad, acceptances: [], runType: "auto" });
  for (const one of files) if (isEarlier(one, files[index]!)) watch.pass(one);
  const { verdicts } = watch.peek(files[index]!);
  const isRecovery = ({ change, members }: Verdict): boolean =>
    change === "recovered" && members.length > 0;
  return new Map(verdicts.filter((one) => !isRecovery(one)).map((one) => [recordKey(one), one]));
}

function flipsOfEachAlone(files: readonly FileSummary[], how: Rejudgement): Flip[] {
  return files.flatMap(({ input }, index) => {
    const was = judgedAlone(files, index, how, how.before);
    const is = judgedAlone(files, index, how, how.after);
    const keys = new Set([...is.keys(), ...was.keys()]);
    return [...keys].flatMap((key): Flip[] => {
      const [from, to] = [was.get(key)?.state ?? null, is.get(key)?.state ?? null];
      if (from === to) return [];
      const verdict = (is.get(key) ?? was.get(key))!;
      return [{ file: input.name, verdict, from, to }];
    });
  });
}

/** In order; what is gone after is told in fewer words. */
const comparable = (flips: readonly Flip[]): Flip[] =>
  flips
    .map((flip) => (flip.to ? flip : { ...flip, verdict: { ...flip.verdict, reason: "" } }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const keyOf = ({ file, verdict }: Flip): string => `${file} ${recordKey(verdict)}`;

/** As the store gives it to a judge: without what only figures need. */
async function readForChecks(summary: FileSummary): Promise<FileSummary> {
  const bytes = encodeSummary(summary, { bytes: 0, sha256: "" }, "run=000001/file");
  return (await decodeSummary(bufferOf(bytes), "memory", true)).summary;
}

const limits = fc.constantFrom<Judgement["limits"]>(
  {},
  { "baseline-shift": { minShiftAdc16: 150, maxChance: 0.01 } },
  { "baseline-range": { lowestAdc16: -90_000, highestAdc16: 90_000, minEvents: 1 } },
  {
    "clipped-rise": { maxChance: 0.5, minRise: 0 },
    "lines-grown": { minRatio: 1.1, minEvents: 1 },
  },
  { "noise-high": { minRatio: 1.1, maxChance: 0.1 }, "noise-high-siblings": { ratio: 1.5 } },
);

const controls = fc.constantFrom(...falseAlarmControls);

const knownFault: KnownFault = {
  adc: 0,
  channel: 2,
  status: 3,
  fromMs: 1_700_000_000_000,
  toMs: 1_700_000_000_000 + 5 * 60_000,
  author: "A. Person",
  where: "known.csv, line 2",
  reason: "cable",
};

/** Files of one detector that differ as those of months do, some broken, some of another kind. */
const history = fc
  .array(
    fc.record({
      shift: fc.constantFrom(0, 3, -5, 130, 400),
      noise: fc.constantFrom(1, 1.02, 1.4, 4),
      passed: fc.nat({ max: 20 }),
      channelIndex: fc.nat({ max: 2 }),
      line: fc.constantFrom(1, 1, 1.5, 40),
      minutes: fc.option(fc.nat({ max: 9 })),
      thresholdAdc16: fc.constantFrom(500, 500, 500, 400),
      sampleCount: fc.constantFrom(20, 20, 12),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((files) =>
    files.map(({ shift, noise, passed, channelIndex, line, minutes, ...kind }, n) => {
      const summary = makeSummary({
        detector: smallDetector,
        name: `f_${n}`,
        firstMs: minutes === null ? null : 1_700_000_000_000 + minutes * 60_000,
        ...kind,
      });
      for (const part of quantilesOf(summary.darkBaseline)) part[channelIndex]! += shift;
      for (const part of quantilesOf(summary.darkNoise)) part[channelIndex]! *= noise;
      summary.lines.watched[channelIndex * lineFrequenciesMHz.length] = Math.log(line);
      for (const { total } of Object.values(summary.clipped))
        total.passed[channelIndex] = Math.min(passed, total.total[channelIndex]!);
      return summary;
    }),
  );

describe("judging stored files again", () => {
  const property = (files: fc.Arbitrary<FileSummary[]>) =>
    fc.asyncProperty(
      files,
      limits,
      limits,
      fc.constantFrom(-1, 0, 2, 4),
      fc.boolean(),
      controls,
      fc.option(controls),
      fc.option(fc.constant([knownFault]), { nil: undefined }),
      async (unordered, before, after, ncomp, excludeBad, falseAlarms, others, knownFaults) => {
        const ordered = [...unordered].sort(comparePlaced);
        const how: Rejudgement = {
          before: { limits: before, falseAlarms },
          after: {
            limits: after,
            falseAlarms: others ?? falseAlarms,
            ...(knownFaults && { knownFaults }),
          },
          ncomp,
          excludeBad,
        };
        const read = await Promise.all(ordered.map(readForChecks));
        expect(comparable(rejudge(read, how))).toEqual(comparable(flipsOfEachAlone(ordered, how)));
      },
    );

  test("flips the very records that differ when each file is judged on its own", async () => {
    await fc.assert(property(history), { numRuns: 100, endOnFailure: true });
  });

  test("does so for whatever summaries", async () => {
    const any = fc.array(arbitrarySummary, { minLength: 1, maxLength: 4 }).map((files) =>
      files.map((one, n) => ({
        ...one,
        input: { ...one.input, name: `${n}_${one.input.name}` },
      })),
    );
    await fc.assert(property(any), { numRuns: 25, endOnFailure: true });
  });
});
