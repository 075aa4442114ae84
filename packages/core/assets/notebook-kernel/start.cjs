/** Loaded before the tslab kernel: makes it fit for notebooks anywhere, see the modules beside this. */
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { isMainThread } = require("node:worker_threads");

// Threads of the package inherit the arguments of the kernel, not its work.
if (isMainThread) {
  const fromTslab = createRequire(tslabThatRuns());
  const { sys } = fromTslab("@tslab/typescript-for-tslab");
  require("./lean.cjs").spare(sys);
  require("./own-package.cjs").offer(sys, fromTslab);
  require("./merged-streams.cjs").mergeStreams(fromTslab("../dist/jupyter.js"));
}

/** tslab hands over to one of the notebook's own directories. */
function tslabThatRuns() {
  try {
    return createRequire(join(process.cwd(), "notebook.js")).resolve("tslab/bin/tslab");
  } catch {
    return process.argv[1];
  }
}
