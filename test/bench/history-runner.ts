/**
 * What the benchmark of long histories does in processes of its own. Arguments: `make`, `remember` or
 * `compare`, and a JSON object.
 */
import { readFileSync } from "node:fs";
import { defaultConfig } from "../../packages/core/src/config/load-config.js";
import { judgeInHistory } from "../../packages/core/src/pipeline/judge-summary.js";
import { newcomer } from "../../packages/core/src/pipeline/newcomer.js";
import { summarizeFile } from "../../packages/core/src/pipeline/one-file.js";
import { entryOfFile } from "../../packages/core/src/store/address.js";
import { writeSummary } from "../../packages/core/src/store/store.js";
import { rememberLongHistory, writeLongHistory } from "./long-history.js";

const [what, given] = process.argv.slice(2);
const { store, path, fileCount, ncomp } = JSON.parse(given!) as {
  store: string;
  /** A FLOW file. */
  path: string;
  fileCount: number;
  ncomp: number;
};
const config = { ...defaultConfig(), store, ncomp };
const summary = await summarizeFile(path, config, null);

if (what === "make") {
  const singleCount = Math.min(fileCount / 2, 100);
  await writeLongHistory(store, summary, fileCount, { singleCount });
} else if (what === "remember") await rememberLongHistory(config, summary);
else console.log(JSON.stringify(await compare()));

/** All that a report does beside numbers and pages, in seconds, and the peak memory of the process. */
async function compare(): Promise<object> {
  const seconds: Record<string, number> = {};
  const timed = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const startedMs = performance.now();
    const result = await work();
    seconds[name] = (performance.now() - startedMs) / 1000;
    return result;
  };
  const startMB = peakMB();
  const startCpu = process.cpuUsage();
  const { readCount, remember, judged } = await timed("judge", () =>
    judgeInHistory(summary, config),
  );
  const before = await timed("find", () => entryOfFile(store, summary));
  await timed("write", () => writeSummary(store, summary));
  await timed("remember", remember);
  await timed("newcomer", () => newcomer(store, summary, before, config));
  const { user, system } = process.cpuUsage(startCpu);
  seconds["all, of a processor"] = (user + system) / 1e6;
  const { fileCount } = judged;
  return { fileCount, readCount, seconds, startMB, peakMB: peakMB() };
}

/** Not `maxRSS`: on Linux a process inherits that of the one that started it. */
function peakMB(): number {
  const own = process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
  const found = /^VmHWM:\s*(\d+) kB$/m.exec(own);
  return (found ? Number(found[1]) : process.resourceUsage().maxRSS) * 1.024e-3;
}
