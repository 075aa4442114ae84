import { detector } from "../../config/value-kinds.js";
import { detectorOf } from "../../detector/index.js";
import { checkRecords, checksMarkdown, checksText } from "../../judge/checks-text.js";
import { effectiveLimits } from "../../judge/limits.js";
import { checkTable } from "../../judge/own/check-table.js";
import { type CommandRow, command } from "../command.js";
import { bareFlag, optionalFlag, setFlag } from "../flag.js";
import { jsonText } from "../text/json-text.js";

/** `light-dqm checks`. */
export const checksCommand: CommandRow = command({
  name: "checks",
  summary: "the table of checks: meaning, what to do, limits",
  description: "Lists every check: what it means, what to do, and its limits.",
  help: `
Examples:
  $ light-dqm checks                                   every check and its limits
  $ light-dqm checks --config night.yaml --json        with the limits of a configuration
  $ light-dqm checks --checks my-checks.mjs            with those of your own
  $ light-dqm checks --markdown > docs/checks.md       the documentation page
`,
  flags: {
    detector: optionalFlag(detector, "detector whose limits to show"),
    set: setFlag,
    json: bareFlag("print JSON"),
    markdown: bareFlag("print the documentation page"),
  },
  settings: ["checks"],
  run({ io, configFor }, _args, options) {
    const config = configFor(options);
    const table = checkTable(config.checks);
    const limits = effectiveLimits(config.limits, detectorOf(config.detector), table);
    if (options.json) io.stdout.write(jsonText(checkRecords(limits, table)));
    else
      io.stdout.write(options.markdown ? checksMarkdown(limits, table) : checksText(limits, table));
  },
});
