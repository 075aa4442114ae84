/**
 * Paints one figure per frame, so that forty outputs that appear at once do not freeze the page.
 * A job that fails does not stop the others; it reports its own error.
 */
const waiting = new Set<() => Promise<void>>();
let running = false;

/** Runs the job in its turn; asking again before that changes nothing. */
export function enqueuePaint(job: () => Promise<void>): void {
  waiting.add(job);
  if (!running) void run();
}

export function cancelPaint(job: () => Promise<void>): void {
  waiting.delete(job);
}

async function run(): Promise<void> {
  running = true;
  while (waiting.size > 0) {
    await nextFrame();
    const [job] = waiting;
    if (!job) break;
    waiting.delete(job);
    try {
      await job();
    } catch {
      // The job has shown it in place.
    }
  }
  running = false;
}

/** Frames stop in hidden windows; a timer goes on. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 100);
    const frame = requestAnimationFrame(done);
    function done(): void {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      resolve();
    }
  });
}
