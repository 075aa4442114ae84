/** What a watcher tells the world: its status, as JSON and for Prometheus, and alarms. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isLightDqmError } from "../errors.js";
import { type OutputFile, writeOutputFiles } from "../files/output-files.js";
import { allChecksMaskOf, maskCells } from "../judge/states/mask.js";
import type { LightDqmDocument } from "../report/document.js";
import { isDocumentName } from "../report/report-stem.js";
import { type AlarmOptions, openAlarms } from "./alarms/alarms.js";
import { latestDocument } from "./latest-links.js";
import { prometheusText } from "./prometheus.js";
import { type LastReport, type WatchState, watchStatus } from "./status.js";
import type { Reported, Stand } from "./watch-hooks.js";

export interface Observer {
  /** With each report, before the ledger says that it is done. @throws LightDqmError `output` */
  report(reported: Reported): Promise<void>;
  /** After a scan and after each try: where the watch stands. Sends the alarms that are due. */
  stands(stand: Stand): Promise<void>;
  /** Alarms that not everybody has who is to get them. */
  alarmsUnsent(): number;
  /** While work goes on: says from time to time that the watcher lives. */
  lives(): void;
}

/** So often a watcher that works on a long file says that it lives. */
const beatMs = 30_000;

/**
 * Keeps `watch-status.json` and `light-dqm.prom` in the output directory, written whole or not at all,
 * and sends alarms.
 * @param note gets what went wrong; the watch goes on
 * @throws LightDqmError `output` where the output directory cannot be written
 */
export async function watchObserver(
  outputDir: string,
  options: AlarmOptions,
  now: () => number,
  note: (text: string) => void,
): Promise<Observer> {
  const alarms = await openAlarms(outputDir, options, now, note);
  let state: WatchState = {
    ...{ startedMs: now(), entries: new Map(), waiting: 0, away: [], alarmsUnsent: 0 },
    last: lastReport(await readDocument(join(outputDir, latestDocument))),
  };
  let writtenMs = Number.NEGATIVE_INFINITY;

  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isLightDqmError(error)) throw error;
      note(error.message);
    }
  };

  const write = (): Promise<void> => {
    writtenMs = now();
    const status = watchStatus({ ...state, alarmsUnsent: alarms.unsentCount() }, writtenMs);
    const files: OutputFile[] = [
      { path: join(outputDir, "watch-status.json"), bytes: `${JSON.stringify(status)}\n` },
      { path: join(outputDir, "light-dqm.prom"), bytes: prometheusText(status) },
    ];
    return attempt(() => writeOutputFiles(files));
  };

  return {
    async report({ file, files, isLatest }) {
      const document = await readDocument(files.find(isDocumentName));
      if (!document || !isLatest) return;
      state = { ...state, last: lastReport(document) };
      await alarms.take(file, document, files);
    },
    async stands(stand) {
      state = { ...state, ...stand };
      await attempt(alarms.send);
      await write();
    },
    alarmsUnsent: alarms.unsentCount,
    lives() {
      if (now() - writtenMs >= beatMs) void write();
    },
  };
}

function lastReport(document: LightDqmDocument | null): LastReport | null {
  if (!document) return null;
  const { input, time, headline, counts, verdicts, processedAt } = document;
  return {
    ...{ input: input.path, run: input.run, dataMs: time?.firstMs ?? null },
    atMs: Date.parse(processedAt),
    ...{ headline, counts },
    channels: maskCells(verdicts, allChecksMaskOf()).map(({ adc, channel, state }) => ({
      ...{ adc, channel, state },
    })),
  };
}

/** Null where there is none, or a damaged one. */
async function readDocument(path: string | undefined): Promise<LightDqmDocument | null> {
  if (path === undefined) return null;
  try {
    const document = JSON.parse(await readFile(path, "utf8")) as LightDqmDocument | null;
    return document?.kind === "light-dqm-document" ? document : null;
  } catch {
    return null;
  }
}
