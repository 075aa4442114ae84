import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runNode } from "./run-node.js";

it.each([
  ["import", "esm", "const core = await import('@light-dqm/core');"],
  [
    "require",
    "cjs",
    "const core = (await import('node:module')).createRequire(process.cwd() + '/x.js')('@light-dqm/core');",
  ],
])("the built package, loaded by %s, computes on workers of its own", (_way, format, load) => {
  const directory = mkdtempSync(join(tmpdir(), "light-dqm-workers-"));
  try {
    const script = `
      import { createRequire } from "node:module";
      const threads = createRequire(import.meta.url)("node:worker_threads");
      const programs = [];
      const { Worker } = threads;
      threads.Worker = class extends Worker {
        constructor(program, options) {
          programs.push(String(program));
          super(program, options);
          this.on("message", ({ kind }) => programs.push(kind));
        }
      };
      (await import("node:module")).syncBuiltinESMExports();
      ${load}
      const path = ${JSON.stringify(join(directory, "small.hdf5"))};
      await core.simulateFlowFile(path, { eventCount: 120, sampleCount: 600, seed: 1 });
      const file = await core.openFlowFile(path);
      const settings = { maxEvts: 500, powspecNevts: 500, thresholdAdc16: new Array(8).fill(500), spectrumScale: "power" };
      // The calling thread stands still once, so that the worker finds work to do.
      let stoodStill = false;
      const onProgress = (share) => {
        if (share === 0 || share === 1 || stoodStill) return;
        stoodStill = true;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
      };
      const fast = await core.fastEngine({ threads: 2 })(file, settings, { onProgress });
      const plain = await core.plainEngine(file, settings);
      const errors = Array.from(fast.spectra.p50, (power, i) => Math.abs(power / plain.spectra.p50[i] - 1)).filter((error) => error > 1e-3);
      console.log(JSON.stringify({ programs, errors: errors.length }));
    `;
    const { status, stdout, stderr } = runNode(["--input-type=module", "--eval", script]);
    expect(status, stderr).toBe(0);
    const { programs, errors } = JSON.parse(stdout);
    expect(programs[0]).toMatch(new RegExp(`/dist/${format}/compute-worker\\.js$`));
    expect(programs.slice(1)).toContain("done");
    expect(programs.slice(1)).not.toContain("failed");
    expect(errors).toBe(0);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
