/** Work of a cell that ends when the cell is interrupted. */

/**
 * Does work with a signal that aborts when the kernel gets SIGINT, as interrupting a cell sends it.
 * The kernel itself gives up waiting for the cell, and would leave the work going on.
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
