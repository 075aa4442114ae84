#!/usr/bin/env node
/**
 * Lint, types and tests, closed by the files that took longest and one line `N passed, N failed`. A failed lint or type check
 * counts as one failure. Arguments go to vitest, and then only the tests run:
 * `npm test -- flow` runs those whose path holds "flow".
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const chosen = process.argv.slice(2);

let failedSteps = 0;
if (chosen.length === 0) {
  failedSteps += step("lint", require.resolve("@biomejs/biome/bin/biome"), ["check", "."]);
  failedSteps += step("types", require.resolve("typescript/bin/tsc"), [
    "-b",
    ".",
    "packages/core/tsconfig.figures.json",
  ]);
}

const scratch = mkdtempSync(join(tmpdir(), "light-dqm-test-"));
const resultFile = join(scratch, "vitest.json");
const vitestFailed = step("tests", join(root, "node_modules/vitest/vitest.mjs"), [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${resultFile}`,
  ...chosen,
]);
const { passed, failed, skipped, slowest, unsteady } = countsOf(resultFile);
rmSync(scratch, { recursive: true });

const bad = failedSteps + Math.max(failed, vitestFailed);
if (chosen.length === 0) console.log(`\nslowest files:\n${slowest.join("\n")}`);
if (unsteady.length > 0)
  console.log(`\nunsteady: failed once, passed when run again:\n${unsteady.join("\n")}`);
console.log(`\n${passed} passed, ${bad} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = bad > 0 || passed === 0 ? 1 : 0;

/** @returns 1 when the step failed, else 0 */
function step(name, script, args) {
  console.log(`\n${name}:`);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: "inherit",
    // How Node would load vitest's configuration in a later Vite: nobody's business here.
    env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: "true" },
  });
  if (status !== 0) console.error(`${name}: failed`);
  return status === 0 ? 0 : 1;
}

/** Counts of vitest's JSON; a file that fails as a whole, e.g. on import, is one failure. */
function countsOf(file) {
  try {
    const result = JSON.parse(readFileSync(file, "utf8"));
    const broken = result.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((one) => one.status === "failed"),
    );
    const slowest = result.testResults
      .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, 12)
      .map(({ name, seconds }) => `${seconds.toFixed(0).padStart(5)} s  ${relative(root, name)}`);
    const unsteady = result.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0)
        .map(({ fullName, failureMessages }) =>
          [`  ${relative(root, name)}: ${fullName}`, ...failureMessages].join("\n"),
        ),
    );
    return {
      ...{ slowest, unsteady },
      passed: result.numPassedTests,
      failed: result.numFailedTests + broken.length,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, slowest: [], unsteady: [] };
  }
}
