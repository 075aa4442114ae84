import { configYaml, plainConfig } from "../../../config/describe-config.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { configOf } from "../../setting-flags.js";
import { jsonText } from "../../text/json-text.js";
import { configExamples } from "./examples.js";

/** `light-dqm config show`. */
export const configShowCommand: CommandRow = command({
  name: "show",
  summary: "the effective configuration as YAML, with the origin of each value",
  description:
    "Prints the effective configuration as YAML; comments say where each value comes from.",
  help: configExamples,
  flags: { json: bareFlag("print JSON: {config, origin}") },
  settings: "all",
  run({ io }, _args, options) {
    const loaded = configOf(options, io.cwd);
    const { config, origin } = loaded;
    io.stdout.write(
      options.json ? jsonText({ config: plainConfig(config), origin }) : configYaml(loaded),
    );
  },
});
