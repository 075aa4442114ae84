import { absoluteDetector } from "../../../config/absolute-paths.js";
import { defaultDetectorName, readDescription } from "../../../detector/index.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { jsonText } from "../../text/json-text.js";
import { detectorExamples } from "./examples.js";
import { defaultsText, overviewOf, overviewText } from "./overview.js";

/** `light-dqm detector check`. */
export const detectorCheckCommand: CommandRow = command({
  name: "check",
  summary: "check the description of a detector",
  description:
    "Checks that a description is complete and consistent: every channel at most once, every number " +
    "in its range, every SiPM within its trap. Lists all problems; the exit status is 1 if there are any.",
  help: detectorExamples,
  arguments: [["[detector]", `a built-in detector or a file (default ${defaultDetectorName})`]],
  flags: { json: bareFlag("print JSON: {problems}") },
  run({ io, setStatus }, [name = defaultDetectorName], { json }) {
    const { profile, problems } = readDescription(absoluteDetector(name, io.cwd));
    if (!profile) setStatus(1);
    if (json) io.stdout.write(jsonText({ problems }));
    else if (profile)
      io.stdout.write(
        `${overviewText(overviewOf(profile))}${defaultsText(profile)}\nno problem found\n`,
      );
    else io.stdout.write(`${problems.join("\n")}\n${countText(problems.length, "problem")}\n`);
  },
});
