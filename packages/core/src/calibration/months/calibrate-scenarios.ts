/** How verdicts hold over months: every scenario, and the power beside the optimum. */
import { defaultDetector } from "../../detector/index.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { measurePower, type Power, type PowerSpec } from "../power/measure-power.js";
import { scenarios as everyScenario } from "../scenarios/index.js";
import type { Scenario } from "../scenarios/scenario.js";
import { stationary } from "../scenarios/stationary.js";
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

/**
 * Runs every scenario, then measures the power. The optimum is calculated at the rate of false warnings
 * and bad states in the stationary scenario; if these are fewer than three, at three in all its files,
 * the limit at 95 % confidence of none at all.
 * @param onProgress fraction done, 0…1, and of what
 */
export async function calibrateScenarios(
  spec: PowerSpec,
  watchOf: WatchOf,
  onProgress: (fraction: number, what: string) => Promise<void> | void = () => {},
  detector: DetectorProfile = defaultDetector(),
  table: readonly Scenario[] = everyScenario,
): Promise<ScenarioCalibration> {
  const results: ScenarioResult[] = [];
  let falseAlarmsPerFile = Number.NaN;
  // The power takes about as many files as a third of the scenarios.
  const shareOf = (done: number): number => (0.75 * done) / table.length;
  for (const [done, scenario] of table.entries()) {
    const onFile = () => onProgress(shareOf(done), scenario.name);
    const outcome = await runScenario(scenario, watchOf, spec.seed, detector, onFile);
    results.push(resultOf(scenario, outcome));
    if (scenario === stationary) falseAlarmsPerFile = rateOf(outcome);
  }
  const power = Number.isNaN(falseAlarmsPerFile)
    ? []
    : await measurePower(spec, falseAlarmsPerFile, watchOf, detector, () =>
        onProgress(shareOf(table.length), "power"),
      );
  return { spec, scenarios: results, falseAlarmsPerFile, power };
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

function rateOf({ files }: ScenarioOutcome): number {
  const alarms = files.reduce((sum, { falseBad, falseWarn }) => sum + falseBad + falseWarn, 0);
  return Math.max(3, alarms) / files.length;
}
