import {
  quantitiesMarkdown,
  quantitiesText,
  quantityRecords,
} from "../../quantities/quantities-text.js";
import { type CommandRow, command } from "../command.js";
import { bareFlag } from "../flag.js";
import { jsonText } from "../text/json-text.js";

/** `light-dqm quantities`. */
export const quantitiesCommand: CommandRow = command({
  name: "quantities",
  summary: "the table of quantities: definition, unit, what is kept",
  description: "Lists every quantity that is computed from a file and kept in its summary.",
  help: `
Examples:
  $ light-dqm quantities                                      every quantity and its definition
  $ light-dqm quantities --markdown > docs/quantities.md      the documentation page
`,
  flags: {
    json: bareFlag("print JSON"),
    markdown: bareFlag("print the documentation page"),
  },
  run({ io }, _args, { json, markdown }) {
    if (json) io.stdout.write(jsonText(quantityRecords()));
    else io.stdout.write(markdown ? quantitiesMarkdown() : quantitiesText());
  },
});
