/**
 * An engine of this package, asked on standard input: a line of JSON a run, answered by one with
 * its time, the process's peak memory and some of the numbers. Arguments: `fast` or `plain`, and
 * the number of threads.
 */
import { createInterface } from "node:readline";
import { computeFast } from "../../packages/core/src/compute/fast/fast-engine.js";
import { kernelModule } from "../../packages/core/src/compute/fast/kernels.js";
import { plainEngine } from "../../packages/core/src/compute/plain/plain-engine.js";
import { openFlowFile } from "../../packages/core/src/flow/flow-file.js";
import type { FileNumbers, NumbersSettings } from "../../packages/core/src/summary.js";

/** What is asked for. */
interface Request {
  path: string;
  maxEvts: number;
  /** Default: all. */
  spectrumEvents?: number;
  probabilities: number[];
  memoryMiB?: number;
  /** Interrupts after so many milliseconds; the answer is how long it took to hear. */
  interruptAfterMs?: number;
}

const [engine, threads] = process.argv.slice(2);
const startMiB = process.memoryUsage.rss() / 2 ** 20;
kernelModule();

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Request;
  console.log(JSON.stringify(await run(request)));
}

async function run(request: Request): Promise<object> {
  const settings: NumbersSettings = {
    maxEvts: request.maxEvts,
    powspecNevts: request.spectrumEvents ?? request.maxEvts,
    thresholdAdc16: new Array<number>(8).fill(500),
    spectrumScale: "power",
  };
  const controller = new AbortController();
  const { interruptAfterMs } = request;
  if (interruptAfterMs) setTimeout(() => controller.abort(performance.now()), interruptAfterMs);
  const hooks = { signal: controller.signal };
  const cpu = process.cpuUsage();
  const start = performance.now();
  const file = await openFlowFile(request.path);
  try {
    const numbers =
      engine === "plain"
        ? await plainEngine(file, settings, hooks)
        : await computeFast(file, settings, hooks, {
            threads: Number(threads),
            spectrumQuantiles: request.probabilities,
            memoryBytes: request.memoryMiB && request.memoryMiB * 2 ** 20,
          });
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const peakMiB = process.resourceUsage().maxRSS / 1024;
    return { seconds, cpuSeconds: (user + system) / 1e6, peakMiB, startMiB, check: check(numbers) };
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    return { seconds: (performance.now() - controller.signal.reason) / 1000 };
  } finally {
    file.close();
  }
}

/** Numbers that all programs of the benchmark must agree on. */
function check(numbers: FileNumbers): object {
  const active = Array.from({ length: 64 }, (_, channel) => channel).filter((c) => c % 16 >= 4);
  const channelIndex = (adc: number, channel: number): number => adc * 64 + active[channel]!;
  const probes = [
    [0, 0, 1],
    [1, 47, 77],
    [3, 10, 250],
    [6, 30, 499],
    [7, 20, 500],
    [2, 2, 160],
  ] as const;
  const sum = (counts: Uint32Array): number => counts.reduce((a, b) => a + b, 0);
  return {
    power: probes.map(
      ([adc, channel, bin]) => numbers.spectra.p50[channelIndex(adc, channel) * 501 + bin],
    ),
    baseline: numbers.baseline.p50[channelIndex(3, 10)],
    noise: numbers.noise.p50[channelIndex(3, 10)],
    clipped: sum(numbers.clipped.all!.total.passed),
    negative: sum(numbers.negative.all!.total.passed),
    over: sum(numbers.clipped.all!.channel.total),
    jump: numbers.largestJump?.sizeAdc16,
  };
}
