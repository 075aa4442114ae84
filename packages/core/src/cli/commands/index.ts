/** Every command, in the order of the help. */
import type { AnyCommand } from "../command.js";
import { calibrateCommand } from "./calibrate.js";
import { checksCommand } from "./checks.js";
import { configCommands } from "./config/index.js";
import { detectorCommands } from "./detector/index.js";
import { historyCommands } from "./history/index.js";
import { notebookCommands } from "./notebook/index.js";
import { quantitiesCommand } from "./quantities.js";
import { reportCommand } from "./report.js";
import { simulateCommand } from "./simulate.js";

export const commands: readonly AnyCommand[] = [
  reportCommand,
  simulateCommand,
  historyCommands,
  checksCommand,
  quantitiesCommand,
  calibrateCommand,
  notebookCommands,
  detectorCommands,
  configCommands,
];
