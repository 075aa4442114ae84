/** Every command, in the order of the help. */
import type { AnyCommand } from "../command.js";
import { calibrateCommand } from "./calibrate.js";
import { mapCommand } from "./campaign/map.js";
import { reduceCommand } from "./campaign/reduce.js";
import { statusCommand } from "./campaign/status.js";
import { submitCommand } from "./campaign/submit.js";
import { checksCommand } from "./checks.js";
import { configCommands } from "./config/index.js";
import { detectorCommands } from "./detector/index.js";
import { historyCommands } from "./history/index.js";
import { indexCommand } from "./index-command.js";
import { legacyCommand } from "./legacy.js";
import { notebookCommands } from "./notebook/index.js";
import { pageCommand } from "./page.js";
import { quantitiesCommand } from "./quantities.js";
import { reportCommand } from "./report.js";
import { simulateCommand } from "./simulate.js";
import { watchCommand } from "./watch.js";

export const commands: readonly AnyCommand[] = [
  reportCommand,
  pageCommand,
  indexCommand,
  watchCommand,
  legacyCommand,
  submitCommand,
  statusCommand,
  mapCommand,
  reduceCommand,
  simulateCommand,
  historyCommands,
  checksCommand,
  quantitiesCommand,
  calibrateCommand,
  notebookCommands,
  detectorCommands,
  configCommands,
];
