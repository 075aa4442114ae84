/** Threads that read stored files ahead of the one that judges them. */
import { Worker } from "node:worker_threads";
import { type Failure, failureOf, listen } from "../compute/threads/worker-errors.js";
import { oneProfile } from "../store/parquet/provenance.js";
import { workerProgram } from "../worker-program.js";
import { type FilePlace, type ReadFile, startReading, type UnreadableFile } from "./reading.js";
import type { Rejudgement } from "./rejudgement.js";

/** The answer of a reading thread. */
export type ReadingAnswer = ({ kind: "read" } & ReadFile) | Failure;

/** Reads one file after another. */
interface Reader {
  /** @throws LightDqmError `compute` where the thread has ended */
  read(file: FilePlace): Promise<ReadFile | UnreadableFile>;
  end(): void;
}

/** Starting a thread takes as long as reading this many files. */
const filesPerThread = 100;
/** Files that a thread is asked for at once. */
const filesAhead = 4;
/** Larger than Node's default, since nothing that is read lives long. */
const youngMegabytes = 64;

/**
 * Reads files in their order, ahead of whoever takes them. With one thread, or for few files, the
 * calling thread reads.
 * @throws LightDqmError `compute` where a thread ends
 */
export async function* readFiles(
  files: readonly FilePlace[],
  how: Rejudgement,
  threads: number,
): AsyncGenerator<ReadFile | UnreadableFile> {
  const useful = Math.min(threads, Math.floor(files.length / filesPerThread));
  const readers = useful > 1 ? await startThreads(useful, how) : [ownReader(how)];
  const asked: Promise<ReadFile | UnreadableFile>[] = [];
  let next = 0;
  const ask = (): void => {
    if (next >= files.length) return;
    const answer = readers[next % readers.length]!.read(files[next]!);
    // The error is thrown where the file is taken.
    answer.catch(() => {});
    asked.push(answer);
    next++;
  };
  try {
    for (let i = 0; i < readers.length * filesAhead; i++) ask();
    for (let answer = asked.shift(); answer; answer = asked.shift()) {
      yield await answer;
      ask();
    }
  } finally {
    for (const reader of readers) reader.end();
  }
}

function ownReader(how: Rejudgement): Reader {
  return { read: startReading(how), end: () => {} };
}

async function startThreads(count: number, how: Rejudgement): Promise<Reader[]> {
  const program = await workerProgram(new URL("./reading-worker.ts", import.meta.url));
  return Array.from({ length: count }, () => startThread(program, how));
}

function startThread(program: URL | string, how: Rejudgement): Reader {
  const worker = new Worker(program, {
    eval: typeof program === "string",
    execArgv: [],
    name: "light-dqm reading",
    workerData: how,
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  const waiting: { done(file: ReadFile | UnreadableFile): void; fail(error: unknown): void }[] = [];
  let failure: unknown;
  const failAll = (error: unknown): void => {
    failure ??= error;
    for (const { fail } of waiting.splice(0)) fail(failure);
  };
  listen(worker, "reading", failAll, (answer: ReadingAnswer) => {
    const found =
      answer.kind === "failed" ? { unreadable: failureOf(answer) } : withOneProfile(answer);
    waiting.shift()!.done(found);
  });
  return {
    read: (file) =>
      new Promise((done, fail) => {
        if (failure) return fail(failure);
        waiting.push({ done, fail });
        worker.postMessage(file);
      }),
    end: () => void worker.terminate(),
  };
}

/** What is kept for a detector serves all files of it, if it is one object. */
function withOneProfile({ summary, bad }: ReadFile): ReadFile {
  return { summary: { ...summary, detector: oneProfile(summary.detector) }, bad };
}
