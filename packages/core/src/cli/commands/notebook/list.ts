import { listTemplates } from "../../../notebook-run/find-template.js";
import { type CommandRow, command } from "../../command.js";
import { textTable } from "../../text/text-table.js";

/** `light-dqm notebook list`. */
export const notebookListCommand: CommandRow = command({
  name: "list",
  summary: "list the notebook templates",
  description: "Lists the notebook templates of the package: their names, and what each is for.",
  flags: {},
  async run({ io }) {
    const columns = ["template", "for"].map((title) => ({ title, align: "left" as const }));
    const rows = (await listTemplates()).map(({ name, description }) => [name, description]);
    io.stdout.write(textTable(columns, rows));
  },
});
