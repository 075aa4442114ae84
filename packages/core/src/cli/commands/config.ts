import type { Command } from "commander";
import {
  configMarkdown,
  configSchema,
  configYaml,
  plainConfig,
} from "../../config/describe-config.js";
import type { CliIo } from "../io.js";
import { createLog } from "../log.js";
import { addSettingFlags, configOf } from "../setting-flags.js";

/** `light-dqm config show|schema`. */
export function addConfigCommand(program: Command, io: CliIo): void {
  const config = program
    .command("config")
    .summary("show the effective configuration or its schema")
    .description("The configuration: defaults < YAML file < flags.")
    .addHelpText("after", help);
  addSettingFlags(
    config
      .command("show")
      .summary("the effective configuration as YAML, with the origin of each value")
      .description(
        "Prints the effective configuration as YAML; the comment says where each value comes from.",
      )
      .option("--json", "print JSON: {config, origin}"),
  )
    .addHelpText("after", help)
    .action((options: Record<string, unknown>) => {
      const log = createLog(io, "text");
      const loaded = configOf(options, io.cwd, (line) => log.event("warning", "note", {}, line));
      io.stdout.write(
        options.json
          ? `${JSON.stringify({ config: plainConfig(loaded.config), origin: loaded.origin }, null, 2)}\n`
          : configYaml(loaded),
      );
    });
  config
    .command("schema")
    .summary("the JSON schema of the YAML file")
    .description("Prints a JSON schema of the YAML file, for editors and checks.")
    .option("--markdown", "print tables of settings and limits, for the documentation")
    .addHelpText("after", help)
    .action(({ markdown }: { markdown?: boolean }) =>
      io.stdout.write(markdown ? configMarkdown() : `${JSON.stringify(configSchema(), null, 2)}\n`),
    );
}

const help = `
Examples:
  $ light-dqm config show                                     every default
  $ light-dqm config show --config night.yaml --units V       what a report would use
  $ light-dqm config show > light-dqm.yaml                    a file to start from
  $ light-dqm config schema > light-dqm.schema.json           for the editor
  $ light-dqm config schema --markdown                        every setting and limit, to read
`;
