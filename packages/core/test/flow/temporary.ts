import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A directory for one test, removed when it ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "light-dqm-flow-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
