/** Preloaded into a measured process: writes its peak memory when it ends. */
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

process.on("exit", () => {
  if (!isMainThread) return;
  // maxRSS is in KiB on every platform.
  const peakMB = (process.resourceUsage().maxRSS * 1024) / 1e6;
  writeFileSync(process.env.LIGHT_DQM_PEAK_FILE, JSON.stringify({ peakMB }));
});
