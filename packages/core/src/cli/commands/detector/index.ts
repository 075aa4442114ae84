import type { CommandGroup } from "../../command.js";
import { detectorCheckCommand } from "./check.js";
import { detectorExamples } from "./examples.js";
import { detectorShowCommand } from "./show.js";

/** `light-dqm detector`. */
export const detectorCommands: CommandGroup = {
  name: "detector",
  summary: "show or check the description of a detector",
  description:
    "Descriptions of detectors: which channels are connected, to what, and where. Built in are " +
    "those that `detector show` lists; any other is a file in the public format of the experiment's geometry.",
  commands: [detectorShowCommand, detectorCheckCommand],
  hasHelpCommand: true,
  help: detectorExamples,
};
