import { configMarkdown, configSchema } from "../../../config/describe-config.js";
import { checkTable } from "../../../judge/own/check-table.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { jsonText } from "../../text/json-text.js";
import { configExamples } from "./examples.js";

/** `light-dqm config schema`. */
export const configSchemaCommand: CommandRow = command({
  name: "schema",
  summary: "the JSON schema of the YAML file",
  description: "Prints a JSON schema of the YAML file, for editors and validation.",
  help: configExamples,
  flags: { markdown: bareFlag("print tables of settings and limits, for the documentation") },
  settings: ["checks"],
  run({ io, configFor }, _args, options) {
    const table = checkTable(configFor(options).checks);
    io.stdout.write(options.markdown ? configMarkdown(table) : jsonText(configSchema(table)));
  },
});
