import type { CommandGroup } from "../../command.js";
import { configExamples } from "./examples.js";
import { configSchemaCommand } from "./schema.js";
import { configShowCommand } from "./show.js";

/** `light-dqm config`. */
export const configCommands: CommandGroup = {
  name: "config",
  summary: "show the effective configuration or its schema",
  description: "The configuration: defaults < detector < YAML file < flags.",
  commands: [configShowCommand, configSchemaCommand],
  hasHelpCommand: true,
  help: configExamples,
};
