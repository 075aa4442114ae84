/** Work of a cell that stops when the cell is interrupted. */

/**
 * Does work with a signal that aborts when the kernel gets SIGINT, as interrupting a cell sends it.
 * The kernel itself only stops waiting for the cell; the work would go on.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const onInterrupt = (): void => abort.abort();
  process.on("SIGINT", onInterrupt);
  try {
    return await work(abort.signal);
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
