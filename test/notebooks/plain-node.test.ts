import { expect, it } from "vitest";
import { samplePath } from "../../packages/core/test/samples.js";
import { root } from "../run-node.js";
import { runProgram } from "./project.js";

const work = `
  const run = await openRun(${JSON.stringify(samplePath("mpd_run_demo_rctl_101"))}, { maxEvts: 4 });
  await show(flatlineMask(run));
  await showTable(faults(run).slice(0, 1));
`;
const names = "openRun, show, flatlineMask, showTable, faults";

it.each([
  ["an ES module", "module", `import { ${names} } from "@light-dqm/core/notebook"; ${work}`],
  [
    "a CommonJS module",
    "commonjs",
    `const { ${names} } = require("@light-dqm/core/notebook"); (async () => { ${work} })();`,
  ],
])("the helpers write text in plain Node, loaded as %s", (_, type, code) => {
  const args = [`--input-type=${type}`, "-e", code];
  const { status, stdout, stderr } = runProgram(process.execPath, args, root);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("4 of 12 events");
  expect(stdout).toContain("Which channels are dead?");
  expect(stdout).toMatch(/^change +state +place +fault +reason$/m);
});
