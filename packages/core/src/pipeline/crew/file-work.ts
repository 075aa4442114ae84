/** The work on a file that needs no other file, so that any thread can do it. */
import type { Config } from "../../config/config.js";
import type { JudgedFile } from "../../judge/judged-file.js";
import { type DrawnReport, drawReport, type ReportPlace } from "../../report/report.js";
import type { FileSummary } from "../../summary.js";
import { summarizeFile } from "../one-file.js";

/** What the files of a batch have in common. */
export interface Shared {
  config: Config;
  /** Codes by channel index, or null. */
  channelStatus: Int8Array | null;
}

export interface NumbersHooks {
  signal?: AbortSignal | undefined;
  /** Called with the fraction of the work that is done, 0…1: with 0 when it begins. */
  onProgress: (share: number) => void;
}

/** A report that is not yet written. */
export interface Drawing extends DrawnReport {
  /** What could not be shown, and why. */
  notes: string[];
}

/** A report that is being drawn, or waits for a thread that draws it. */
export interface DrawingAhead {
  begun: Promise<void>;
  done: Promise<Drawing>;
}

/** Does the work on one file of a batch. */
export interface FileWork {
  /** @throws LightDqmError as `summarizeFile` */
  numbers(path: string, hooks: NumbersHooks): Promise<FileSummary>;
  /** It is not interrupted: others wait for it. */
  drawing(judged: JudgedFile, place: ReportPlace): DrawingAhead;
}

/** The work, in the calling thread. */
export function workHere({ config, channelStatus }: Shared): FileWork {
  return {
    numbers: (path, hooks) => {
      hooks.onProgress(0);
      return summarizeFile(path, config, channelStatus, hooks);
    },
    drawing: (judged, place) => ({
      begun: Promise.resolve(),
      done: drawn(judged, config, place),
    }),
  };
}

async function drawn(judged: JudgedFile, config: Config, place: ReportPlace): Promise<Drawing> {
  const notes: string[] = [];
  const report = await drawReport(judged, config, place, (text) => notes.push(text));
  return { ...report, notes };
}
