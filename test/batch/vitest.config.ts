import { defineConfig } from "vitest/config";

/** Tests with real batch systems: `npm run test:slurm`. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/batch/*.check.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What follows rests on what was before.
    bail: 1,
    pool: "forks",
    fileParallelism: false,
  },
});
