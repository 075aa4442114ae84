/**
 * A function that runs one call at a time. Of the calls that come meanwhile only the last one is
 * made, so that a quick walk over many channels does not leave a queue for the kernel.
 */
export function latestOnly<Arguments extends unknown[]>(
  run: (...args: Arguments) => Promise<unknown>,
): (...args: Arguments) => Promise<void> {
  let waiting: Arguments | null = null;
  let running: Promise<void> | null = null;

  async function runAll(): Promise<void> {
    try {
      while (waiting) {
        const args = waiting;
        waiting = null;
        await run(...args);
      }
    } finally {
      running = null;
    }
  }

  return (...args) => {
    waiting = args;
    running ??= runAll();
    return running;
  };
}
