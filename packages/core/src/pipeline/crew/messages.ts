/** What a batch and the threads of its crew say to each other. */
import type { Failure } from "../../compute/threads/worker-errors.js";
import type { JudgedFile } from "../../judge/judged-file.js";
import type { ReportPlace } from "../../report/report.js";
import type { FileSummary } from "../../summary.js";
import type { Drawing } from "./file-work.js";

/** One piece of work, or the end of the one that is being done. */
export type Order =
  | { kind: "numbers"; path: string }
  /** Without the table of checks, whose functions stay here: the thread makes its own. */
  | { kind: "drawing"; judged: Omit<JudgedFile, "checks">; place: ReportPlace }
  | { kind: "interrupt" };

export type Answer =
  | { kind: "progress"; share: number }
  | { kind: "done"; result: FileSummary | Drawing }
  | Failure;
