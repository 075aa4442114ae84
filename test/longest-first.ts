import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { root } from "./run-node.js";

/** What takes longest, with what is made ready before the tests; the longest first. */
const longest = [
  "test/notebooks/templates.test.ts",
  "test/readme.test.ts",
  "test/bench.test.ts",
  "test/jupyterlab/application.test.ts",
  "test/nearline/kills.test.ts",
  "test/notebooks/failures.test.ts",
  "test/notebooks/kernel.test.ts",
  "test/page/page.test.ts",
  "test/nearline/watch.test.ts",
  "test/interrupted.test.ts",
  "test/jupyterlab/behaviour.test.ts",
  "packages/core/test/report/batch.test.ts",
  "packages/core/test/independent/numbers.test.ts",
  "test/jobs.test.ts",
  "packages/core/test/pipeline/late-files.test.ts",
  "test/types-5.0.test.ts",
  "test/notebooks/anywhere.test.ts",
  "packages/core/test/rejudge/rejudge.test.ts",
];

/**
 * Long files come first, so that all workers end together. Files that can share a worker follow each
 * other: it is given up when the next file needs another kind.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId, project }: TestSpecification): number {
  if (project.config.isolate) return -1;
  const place = longest.indexOf(relative(root, moduleId));
  if (place >= 0) return place;
  const needsWindow = readFileSync(moduleId, "utf8").startsWith("// @vitest-environment");
  return longest.length + Number(needsWindow);
}
