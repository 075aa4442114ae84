/** Preloaded into a measured process: writes its peak memory and the time of CPU that it took when it ends. */
import { readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

process.on("exit", () => {
  if (!isMainThread) return;
  const { user, system } = process.cpuUsage();
  const used = { peakMB: peakKiB() * 1.024e-3, cpuSeconds: (user + system) / 1e6 };
  writeFileSync(process.env.LIGHT_DQM_PEAK_FILE, JSON.stringify(used));
});

/** On Linux `maxRSS` begins with the memory of the process that started this one. */
function peakKiB() {
  const own = process.platform === "linux" && readFileSync("/proc/self/status", "utf8");
  const found = own && /^VmHWM:\s*(\d+) kB$/m.exec(own);
  return found ? Number(found[1]) : process.resourceUsage().maxRSS;
}
