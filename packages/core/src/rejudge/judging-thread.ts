/** A thread that judges the files of a store in their order, ahead of whoever takes the results. */
import { Worker } from "node:worker_threads";
import { type Failure, failureOf, listen } from "../compute/threads/worker-errors.js";
import { workerProgram } from "../worker-program.js";
import { type FilePlace, postedTeller, startJudging, type Teller, type Told } from "./judging.js";
import type { ToldFile } from "./told-file.js";

/** The answer of a judging thread. */
export type JudgingAnswer = { kind: "judged"; told: ToldFile } | Failure;

/** Files that a thread is asked for at once. */
const filesAhead = 8;
/** Larger than Node's default, since nothing that is read lives long. */
const youngMegabytes = 64;

/** As a thread of its own would, in the calling thread. */
export async function* judgedHere(
  files: readonly FilePlace[],
  teller: Teller,
): AsyncGenerator<Told> {
  const judge = startJudging(teller);
  for (const file of files) yield await judge(file);
}

/**
 * Judges files in their order, in a thread of its own.
 * @throws LightDqmError `compute` where the thread ends
 */
export async function* judgedInThread(
  files: readonly FilePlace[],
  teller: Teller,
): AsyncGenerator<Told> {
  const thread = await startThread(teller);
  const asked: Promise<Told>[] = [];
  let next = 0;
  const ask = (): void => {
    if (next >= files.length) return;
    const answer = thread.judge(files[next++]!);
    // The error is thrown where the file is taken.
    answer.catch(() => {});
    asked.push(answer);
  };
  try {
    for (let i = 0; i < filesAhead; i++) ask();
    for (let answer = asked.shift(); answer; answer = asked.shift()) {
      yield await answer;
      ask();
    }
  } finally {
    thread.end();
  }
}

async function startThread(
  teller: Teller,
): Promise<{ judge(file: FilePlace): Promise<Told>; end(): void }> {
  const program = await workerProgram(new URL("./judging-worker.ts", import.meta.url));
  const worker = new Worker(program, {
    eval: typeof program === "string",
    execArgv: [],
    name: "light-dqm judging",
    workerData: postedTeller(teller),
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  const waiting: { done(told: Told): void; fail(error: unknown): void }[] = [];
  let failure: unknown;
  const failAll = (error: unknown): void => {
    failure ??= error;
    for (const { fail } of waiting.splice(0)) fail(failure);
  };
  listen(worker, "judging", failAll, (answer: JudgingAnswer) => {
    waiting
      .shift()!
      .done(answer.kind === "failed" ? { unreadable: failureOf(answer) } : { told: answer.told });
  });
  return {
    judge: (file) =>
      new Promise((done, fail) => {
        if (failure) return fail(failure);
        waiting.push({ done, fail });
        worker.postMessage(file);
      }),
    end: () => void worker.terminate(),
  };
}
