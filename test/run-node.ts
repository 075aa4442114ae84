import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root: string = fileURLToPath(new URL("..", import.meta.url));

/** What a Node process wrote and how it ended; started in the checkout unless `cwd` says else. */
export function runNode(
  args: readonly string[],
  cwd: string = root,
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}
