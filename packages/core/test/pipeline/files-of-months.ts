/** Files that change as those of months do, and judging them as reports do. */
import type { Config } from "../../src/config/config.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { judgeInHistory } from "../../src/pipeline/judge-summary.js";
import { watchSettingsOf } from "../../src/pipeline/watch-settings.js";
import { startSide } from "../../src/rejudge/judged-side.js";
import { readForWatch } from "../../src/store/read-for-watch.js";
import { writeSummary } from "../../src/store/store.js";
import { storedFiles } from "../../src/store/stored-files.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, quantilesOf, smallDetector } from "../store/make-summary.js";

export const startMs = 1_700_000_000_000;
export const minuteMs = 60_000;

/** A file a minute; its baselines wander, one moves away for a while, then all of an ADC do. */
export function fileOf(n: number, moved: boolean = n % 9 > 5): FileSummary {
  const firstMs = startMs + n * minuteMs;
  const summary = makeSummary({ detector: smallDetector, name: `f_${n}`, run: n, firstMs });
  for (const part of quantilesOf(summary.darkBaseline)) {
    part[2]! += moved ? 700 + n : n % 4;
    part[3]! += n % 3;
    if (n % 9 === 4) for (const channel of [2, 3, 6, 7]) part[8 + channel]! += 900;
  }
  if (n % 7 === 3) summary.maxAmplitude[6] = 10;
  return summary;
}

/** Judges a file as a report does, and stores it. */
export async function report(config: Config, summary: FileSummary) {
  const { judged, stamp, readCount, remember } = await judgeInHistory(summary, config);
  await writeSummary(config.store!, summary);
  await remember();
  return { verdicts: judged.verdicts, stamp, readCount };
}

/** What the stored files are judged as one after another. */
export async function inOrder(config: Config): Promise<Map<string, Verdict[]>> {
  const watchOf = startSide(await watchSettingsOf(config));
  const found = new Map<string, Verdict[]>();
  for (const file of await storedFiles(config.store!)) {
    const summary = await readForWatch(file);
    found.set(summary.input.name, watchOf(summary).next(summary).verdicts);
  }
  return found;
}

export const verdictsOf = async (config: Config, summary: FileSummary): Promise<Verdict[]> =>
  (await judgeInHistory(summary, config)).judged.verdicts;
