/** Ends a kernel whose client is gone: tslab itself would run forever. */
import { Worker } from "node:worker_threads";

/** Runs beside the kernel, so that a cell in an endless loop ends too. */
const watch = `
  const { workerData: startedBy } = require("node:worker_threads");
  const isGone = () => {
    try {
      process.kill(startedBy, 0);
      return false;
    } catch (error) {
      return error.code === "ESRCH";
    }
  };
  setInterval(() => isGone() && process.kill(process.pid, "SIGTERM"), 1000);
`;

let watching = false;

/**
 * From now on this process ends when the one that started it does. Only where a Jupyter program
 * started it as a kernel; elsewhere nothing happens.
 */
export function endWithParent(): void {
  const startedBy = Number(process.env.JPY_PARENT_PID);
  if (watching || !Number.isInteger(startedBy) || startedBy <= 1) return;
  watching = true;
  new Worker(watch, { eval: true, workerData: startedBy }).unref();
}
