/** The phases of a job and their tasks: what any thread can do next. */
import { chunkFiller, eventFiller, eventTaker, type FillTask, fillTasks } from "./fill.js";
import { computeGroup, type GroupDistributions } from "./group.js";
import type { ChannelGroup, FastJob } from "./job.js";
import type { FastThread } from "./thread.js";

/** Tasks that may be done in any order by any thread, after those of the phase before. */
export type FastPhase =
  | { kind: "fill"; pass: number; tasks: FillTask[] }
  | { kind: "groups"; pass: number; tasks: ChannelGroup[] };

/** What a task hands back; a filling task leaves everything in the memory. */
export type TaskResult = GroupDistributions | null;

/** The phases in order; without direct access, those of filling run on the main thread only. */
export function phasesOf(job: FastJob): FastPhase[] {
  const { mode, passes } = job.plan;
  return passes.flatMap((groups, pass): FastPhase[] => {
    const compute: FastPhase = { kind: "groups", pass, tasks: groups };
    if (mode === "slices") return [compute];
    const chunksPerTask = 4;
    // Events of a compressed chunk are unpacked together.
    const chunkElements = isCompressed(job) ? job.direct!.chunkElements : 1;
    const tasks = fillTasks(job.selection.events, chunkElements, chunksPerTask);
    return [{ kind: "fill", pass, tasks }, compute];
  });
}

function isCompressed({ direct }: FastJob): boolean {
  return direct !== null && direct.filters.length > 0;
}

/** Does tasks of one phase in one thread. */
export function taskRunner(
  thread: FastThread,
  phase: FastPhase,
): (task: number) => Generator<void, TaskResult> {
  if (phase.kind === "groups") return (task) => computeGroup(thread, phase.tasks[task]!);
  const takeEvent = eventTaker(thread, thread.job.plan.passes[phase.pass]!);
  const filler = isCompressed(thread.job) ? chunkFiller : eventFiller;
  const fill = filler(thread, takeEvent);
  return function* (task) {
    yield* fill(phase.tasks[task]!);
    return null;
  };
}
