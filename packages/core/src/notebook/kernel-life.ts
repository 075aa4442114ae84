/** Ends a kernel whose client is gone: tslab itself would live on for ever. */

const checkEveryMs = 2000;
let watching = false;

/**
 * From now on this process ends when the one that started it does. Only where a Jupyter program
 * started it as a kernel; elsewhere nothing happens.
 */
export function endWithParent(): void {
  const startedBy = Number(process.env.JPY_PARENT_PID);
  if (watching || !Number.isInteger(startedBy) || startedBy <= 1) return;
  watching = true;
  setInterval(() => {
    if (!isAlive(startedBy)) process.exit(1);
  }, checkEveryMs).unref();
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
