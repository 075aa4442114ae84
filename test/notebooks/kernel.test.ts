import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../run-node.js";
import { python, runProgram } from "./project.js";

it("the kernel is interrupted, left alone, killed and used for long as test_kernel.py says", () => {
  const tests = join(root, "test/notebooks/test_kernel.py");
  const args = ["-m", "pytest", "-q", tests, "-p", "no:cacheprovider"];
  const { status, stdout } = runProgram(python, args, root);
  expect(status, stdout).toBe(0);
  expect(stdout).toMatch(/\d+ passed/);
}, 600_000);
