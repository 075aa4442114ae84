/** `light-dqm watch` as a program, on files of a tiny detector. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { tinyDetector } from "../../packages/core/test/tiny-detector.js";
import { root, runNode } from "../run-node.js";

export const program = join(root, "packages/core/bin/light-dqm.mjs");

/** A line of the watch's log. */
export interface LogLine {
  event: string;
  file?: string;
  reason?: string;
}

export interface RunningWatch {
  child: ChildProcess;
  lines: LogLine[];
  ended: Promise<number | null>;
}

/**
 * A temporary directory with a run of small files in `data`, of a detector of twelve channels.
 * @returns the directory, and the paths of the files
 */
export function smallRun(fileCount: number): { directory: string; files: string[] } {
  const directory = mkdtempSync(join(tmpdir(), "light-dqm-watch-"));
  const detector = tinyDetector(directory);
  const size = ["--files", String(fileCount), "--events", "2", "--samples", "60"];
  const { status, stderr } = runNode(
    [program, "simulate", "data", "--detector", detector, ...size],
    directory,
  );
  if (status !== 0) throw new Error(stderr);
  const names = readdirSync(join(directory, "data")).filter((name) => name.endsWith(".hdf5"));
  return { directory, files: names.map((name) => join(directory, "data", name)) };
}

/** Starts a watch of `data` that reports into `dqm`. @param onLine called with each line of its log */
export function startWatch(
  directory: string,
  argv: readonly string[],
  onLine: (line: LogLine, child: ChildProcess) => void = () => {},
): RunningWatch {
  const few = ["--max-evts", "2", "--powspec-nevts", "1", "--ncomp", "0", "--threads", "1"];
  const pages = ["--clipped-per", "none", "--negative-per", "none", "--marks", "plain"];
  const where = ["data", "--output-dir", "dqm", "--detector", "tiny.json"];
  const args = [program, "watch", ...where, "--log", "json", ...few, ...pages, ...argv];
  const child = spawn(process.execPath, args, {
    cwd: directory,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines: LogLine[] = [];
  let text = "";
  child.stderr!.on("data", (data) => {
    text += data;
    const parts = text.split("\n");
    text = parts.pop()!;
    for (const part of parts) {
      const line = JSON.parse(part) as LogLine;
      lines.push(line);
      onLine(line, child);
    }
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, lines, ended };
}

/** Names of the files that have such an event, one for each. */
export const inputsOf = (lines: readonly LogLine[], wanted: string): string[] =>
  lines.filter(({ event }) => event === wanted).map(({ file }) => basename(file!));

/** The results of tries in the ledger, line by line; a torn line is left out. */
export function ledgerOf(directory: string): { path: string; state: string; reason?: string }[] {
  const lines = readFileSync(join(directory, "dqm/watch-ledger.jsonl"), "utf8").split("\n");
  return lines.flatMap((line) => {
    try {
      const entry = JSON.parse(line);
      return ["begun", "forgotten"].includes(entry.state) ? [] : [entry];
    } catch {
      return [];
    }
  });
}
