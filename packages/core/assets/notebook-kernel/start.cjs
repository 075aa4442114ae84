/** Loaded before the tslab kernel: makes it fit for notebooks anywhere, see the modules beside this. */
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { isMainThread } = require("node:worker_threads");

// Threads of the package inherit the arguments of the kernel, not its work.
if (isMainThread) {
  const fromTslab = createRequire(tslabThatRuns());
  const compiler = "@tslab/typescript-for-tslab";
  const typescript = fromTslab(compiler);
  const { nameLines, withMaps } = require("./cell-lines.cjs");
  require.cache[fromTslab.resolve(compiler)].exports = withMaps(typescript);
  require("./lean.cjs").spare(typescript.sys);
  require("./own-package.cjs").offer(typescript.sys, fromTslab);
  const jupyter = fromTslab("../dist/jupyter.js");
  require("./merged-streams.cjs").mergeStreams(jupyter);
  require("./failures.cjs").tellFailures(fromTslab("../dist/executor.js"), typescript);
  nameLines(jupyter);
}

/** tslab hands over to one of the notebook's own directories. */
function tslabThatRuns() {
  try {
    return createRequire(join(process.cwd(), "notebook.js")).resolve("tslab/bin/tslab");
  } catch {
    return process.argv[1];
  }
}
