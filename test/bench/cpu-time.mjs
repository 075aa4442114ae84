/** Preloaded into a measured process: writes the CPU time of all its threads when it ends. */
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

process.on("exit", () => {
  if (!isMainThread) return;
  const { user, system } = process.cpuUsage();
  writeFileSync(
    process.env.LIGHT_DQM_CPU_FILE,
    JSON.stringify({ cpuSeconds: (user + system) / 1e6 }),
  );
});
