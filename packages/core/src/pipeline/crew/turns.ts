/** Stretches of work on many things side by side that are done in the order of the things. */

export interface Turns {
  /** Does the work when all things before this one have done theirs or left. */
  take<Done>(index: number, work: () => Promise<Done>): Promise<Done>;
  /** Says that a thing takes no turn any more. */
  leave(index: number): void;
}

/** The turns of things that are counted from 0. */
export function turns(): Turns {
  let next = 0;
  const left = new Set<number>();
  const waiting = new Map<number, () => void>();
  const leave = (index: number): void => {
    if (index < next) return;
    left.add(index);
    while (left.delete(next)) next++;
    waiting.get(next)?.();
  };
  return {
    async take(index, work) {
      if (index > next) await new Promise<void>((resolve) => waiting.set(index, resolve));
      try {
        return await work();
      } finally {
        leave(index);
      }
    },
    leave,
  };
}
