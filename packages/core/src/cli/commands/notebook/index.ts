import type { CommandGroup } from "../../command.js";
import { notebookPdfCommand } from "./pdf.js";
import { notebookRunCommand } from "./run.js";

/** `light-dqm notebook`. */
export const notebookCommands: CommandGroup = {
  name: "notebook",
  summary: "run notebook templates, print notebooks",
  description: "Runs notebook templates and prints notebooks as PDF, without network access.",
  commands: [notebookRunCommand, notebookPdfCommand],
  hasHelpCommand: false,
};
