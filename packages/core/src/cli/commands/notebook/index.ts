import type { CommandGroup } from "../../command.js";
import { notebookCopyCommand } from "./copy.js";
import { notebookKernelCommand } from "./kernel.js";
import { notebookListCommand } from "./list.js";
import { notebookPdfCommand } from "./pdf.js";
import { notebookRunCommand } from "./run.js";

/** `light-dqm notebook`. */
export const notebookCommands: CommandGroup = {
  name: "notebook",
  summary: "list, copy and run notebook templates, print notebooks",
  description:
    "Lists, copies and runs notebook templates, and prints notebooks as PDF, without network access.",
  commands: [
    notebookListCommand,
    notebookCopyCommand,
    notebookRunCommand,
    notebookPdfCommand,
    notebookKernelCommand,
  ],
  hasHelpCommand: false,
};
