import type { Command } from "commander";
import {
  quantitiesMarkdown,
  quantitiesText,
  quantityRecords,
} from "../../quantities/quantities-text.js";
import type { CliIo } from "../io.js";

/** `light-dqm quantities`. */
export function addQuantitiesCommand(program: Command, io: CliIo): void {
  program
    .command("quantities")
    .summary("the table of quantities: definition, unit, what is kept")
    .description("Lists every quantity that is computed from a file and kept in its summary.")
    .option("--json", "print JSON")
    .option("--markdown", "print the page of the documentation")
    .addHelpText("after", help)
    .action((options: { json?: boolean; markdown?: boolean }) => {
      io.stdout.write(
        options.json
          ? `${JSON.stringify(quantityRecords(), null, 2)}\n`
          : options.markdown
            ? quantitiesMarkdown()
            : quantitiesText(),
      );
    });
}

const help = `
Examples:
  $ light-dqm quantities                                      every quantity and its definition
  $ light-dqm quantities --markdown > docs/quantities.md      the page of the documentation
`;
