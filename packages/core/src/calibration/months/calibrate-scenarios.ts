/** How verdicts hold over months: every scenario, and the power beside the optimum. */
import { defaultDetector } from "../../detector/index.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { measurePower, type Power, type PowerSpec } from "../power/measure-power.js";
import { scenarios as everyScenario } from "../scenarios/index.js";
import type { Scenario } from "../scenarios/scenario.js";
import type { Met } from "../wanted/wanted.js";
import type { WatchOf } from "../watched/prepared-watches.js";
import { runScenario } from "../watched/run-scenario.js";
import type { ScenarioOutcome } from "../watched/scenario-outcome.js";

/** A demand with what came out of it. */
export interface Judged extends Met {
  wanted: string;
  /** Whether it is about the rate of false alarms. */
  isRate: boolean;
}

/** What came out of a scenario. */
export interface ScenarioResult {
  name: string;
  what: string;
  files: number;
  eventCount: number;
  /** Alarms of healthy channels, each fault once, over all files. */
  falseBad: number;
  falseWarn: number;
  /** Of them, by check. */
  falseByCheck: Record<string, number>;
  judged: Judged[];
  isMet: boolean;
}

/** What came out of all of them. */
export interface ScenarioCalibration {
  spec: PowerSpec;
  scenarios: ScenarioResult[];
  /** False alarms a file at which the optimum is calculated. */
  falseAlarmsPerFile: number;
  power: Power[];
}

/** Told after every file: the fraction done, 0…1, and of what. */
export type OnProgress = (fraction: number, what: string) => Promise<void> | void;

/** Runs scenarios, one after another. @param seed the same one gives the same files */
export async function runScenarios(
  table: readonly Scenario[],
  watchOf: WatchOf,
  seed: number,
  onProgress: OnProgress = () => {},
  detector: DetectorProfile = defaultDetector(),
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const [done, scenario] of table.entries()) {
    const onFile = () => onProgress(done / table.length, scenario.name);
    results.push(resultOf(scenario, await runScenario(scenario, watchOf, seed, detector, onFile)));
  }
  return results;
}

/**
 * Runs every scenario, then measures the power. The optimum is calculated at the rate of false warnings
 * and bad states in the first scenario, the stationary one; if these are fewer than three, at three in
 * all its files, the limit at 95 % confidence of none at all.
 */
export async function calibrateScenarios(
  spec: PowerSpec,
  watchOf: WatchOf,
  onProgress: OnProgress = () => {},
  detector: DetectorProfile = defaultDetector(),
  table: readonly Scenario[] = everyScenario,
): Promise<ScenarioCalibration> {
  // The power takes about as many files as a third of the scenarios.
  const scenarios = await runScenarios(
    table,
    watchOf,
    spec.seed,
    (fraction, what) => onProgress(0.75 * fraction, what),
    detector,
  );
  const { falseBad, falseWarn, files } = scenarios[0]!;
  const falseAlarmsPerFile = Math.max(3, falseBad + falseWarn) / files;
  const onTrial = () => onProgress(0.75, "power");
  const power = await measurePower(spec, falseAlarmsPerFile, watchOf, detector, onTrial);
  return { spec, scenarios, falseAlarmsPerFile, power };
}

function resultOf(
  { name, what, eventCount, wanted }: Scenario,
  outcome: ScenarioOutcome,
): ScenarioResult {
  const judged = wanted.map(({ words, isRate = false, measure }) => ({
    ...{ wanted: words, isRate },
    ...measure(outcome),
  }));
  const falseByCheck: Record<string, number> = {};
  for (const check of outcome.files.flatMap(({ falseChecks }) => falseChecks))
    falseByCheck[check] = (falseByCheck[check] ?? 0) + 1;
  return {
    ...{ name, what, eventCount, falseByCheck, judged },
    files: outcome.files.length,
    falseBad: outcome.files.reduce((sum, { falseBad }) => sum + falseBad, 0),
    falseWarn: outcome.files.reduce((sum, { falseWarn }) => sum + falseWarn, 0),
    isMet: judged.every(({ isMet }) => isMet),
  };
}
