import { absoluteDetector } from "../../../config/absolute-paths.js";
import { detectorGroups } from "../../../detector/groups.js";
import { detectorNames, detectorOf } from "../../../detector/index.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { jsonText } from "../../text/json-text.js";
import { textTable } from "../../text/text-table.js";
import { detectorExamples } from "./examples.js";
import { defaultsText, overviewOf, overviewText, tpcRows } from "./overview.js";

/** `light-dqm detector show`. */
export const detectorShowCommand: CommandRow = command({
  name: "show",
  summary: "the built-in detectors, or the ADCs, TPCs and traps of one",
  description:
    "Without an argument lists the built-in detectors. With one prints how it is cabled: for every " +
    "TPC its module, its ADCs with their channels, and its light traps.",
  help: detectorExamples,
  arguments: [["[detector]", "a built-in detector or a file"]],
  flags: { json: bareFlag("print JSON") },
  run({ io }, [name], { json }) {
    if (name === undefined) {
      const overviews = detectorNames().map((each) => overviewOf(detectorOf(each)));
      io.stdout.write(json ? jsonText(overviews) : overviews.map(overviewText).join(""));
      return;
    }
    const profile = detectorOf(absoluteDetector(name, io.cwd));
    const rows = tpcRows(detectorGroups(profile));
    if (json) {
      io.stdout.write(jsonText({ ...overviewOf(profile), cabling: rows, profile }));
      return;
    }
    const columns = [
      ...["TPC", "module"].map((title) => ({ title, align: "right" as const })),
      ...["ADC: channels", "light traps"].map((title) => ({ title, align: "left" as const })),
    ];
    const table = textTable(
      columns,
      rows.map(({ tpc, module, channels, traps }) => [`${tpc}`, `${module}`, channels, traps]),
    );
    io.stdout.write(`${overviewText(overviewOf(profile))}${defaultsText(profile)}\n${table}`);
  },
});
