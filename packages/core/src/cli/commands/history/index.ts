import type { CommandGroup } from "../../command.js";
import { acceptCommand } from "./accept.js";
import { compactCommand } from "./compact.js";
import { compareCommand } from "./compare.js";
import { historyExamples } from "./examples.js";
import { importCommand } from "./import.js";
import { listCommand } from "./list.js";
import { rejudgeCommand } from "./rejudge.js";
import { showCommand } from "./show.js";
import { sqlCommand } from "./sql.js";
import { trendCommand } from "./trend.js";

/** `light-dqm history`. */
export const historyCommands: CommandGroup = {
  name: "history",
  summary: "stored summaries: list, trend, compare and more",
  description: "Works with the summaries of a store.",
  commands: [
    listCommand,
    showCommand,
    trendCommand,
    rejudgeCommand,
    acceptCommand,
    compareCommand,
    compactCommand,
    importCommand,
    sqlCommand,
  ],
  hasHelpCommand: true,
  help: historyExamples,
};
