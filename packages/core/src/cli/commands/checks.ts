import type { Command } from "commander";
import { checkRecords, checksMarkdown, checksText } from "../../judge/checks-text.js";
import type { CliIo } from "../io.js";
import { configOf } from "../setting-flags.js";

/** `light-dqm checks`. */
export function addChecksCommand(program: Command, io: CliIo): void {
  program
    .command("checks")
    .summary("the table of checks: meaning, what to do, limits")
    .description("Lists every check with what it means, what to do, and its limits.")
    .option("--config <file>", "YAML file whose limits are shown")
    .option(
      "--set <check.limit=value>",
      "limit of a check (repeatable)",
      (value: string, earlier: string[] = []) => [...earlier, value],
    )
    .option("--json", "print JSON")
    .option("--markdown", "print the page of the documentation")
    .addHelpText("after", help)
    .action((options: Record<string, unknown>) => {
      const { limits } = configOf(options, io.cwd, () => {}).config;
      if (options.json) io.stdout.write(`${JSON.stringify(checkRecords(limits), null, 2)}\n`);
      else io.stdout.write(options.markdown ? checksMarkdown(limits) : checksText(limits));
    });
}

const help = `
Examples:
  $ light-dqm checks                                   every check and its limits
  $ light-dqm checks --config night.yaml --json        with the limits of a configuration
  $ light-dqm checks --markdown > docs/checks.md       the page of the documentation
`;
