/** The scenarios and the power as part of the page of the documentation. */
import { markdownTable } from "../../words/markdown-table.js";
import type { Power } from "../power/measure-power.js";
import { rateText } from "../wanted/per-file.js";
import type { ScenarioCalibration, ScenarioResult } from "./calibrate-scenarios.js";

/** How far from the optimum a warning may be. */
const mostTimes = 1.4;

/** The scenarios and the power in Markdown. */
export function monthsMarkdown(calibration: ScenarioCalibration): string {
  return `${scenariosMarkdown(calibration.scenarios)}\n${powerMarkdown(calibration)}`;
}

/** The scenarios in Markdown. */
export function scenariosMarkdown(scenarios: readonly ScenarioResult[]): string {
  const met = scenarios.filter(({ isMet }) => isMet).length;
  return `## Scenarios

Files of months as they may come, watched one after another from the first, each with the default limits.
A false alarm is one of healthy channels, each fault once; an alarm of a group is false if most of its
channels are healthy. Of every clean scenario at most 0.05 false \`bad\` and 0.3 false warnings a file are wanted, not
on average over them. What is wanted is met in ${met} of ${scenarios.length}.

${markdownTable(
  [
    "Scenario",
    "What happens",
    "Files",
    "False bad a file",
    "False warnings a file",
    "Delay or power",
    "Wanted",
    "Met",
  ],
  scenarios.map(rowOf),
)}
${falseChecksText(scenarios)}`;
}

function rowOf({ name, what, files, falseBad, falseWarn, judged, isMet }: ScenarioResult) {
  const ofFaults = judged.filter(({ isRate }) => !isRate);
  const unmet = judged.filter((one) => !one.isMet).map(({ wanted }) => wanted);
  return [
    ...[`\`${name}\``, what, String(files)],
    ...[rateText(falseBad / files), rateText(falseWarn / files)],
    ofFaults.map(({ words }) => words).join("; "),
    judged.map(({ wanted }) => wanted).join("; "),
    isMet ? "yes" : `no: ${unmet.join("; ")}`,
  ];
}

function falseChecksText(scenarios: readonly ScenarioResult[]): string {
  const rows = scenarios.flatMap(({ name, falseByCheck }) =>
    Object.entries(falseByCheck).map(([check, count]) => [
      ...[`\`${name}\``, `\`${check}\``, String(count)],
    ]),
  );
  if (rows.length === 0) return "No scenario has a false alarm.\n";
  return `False alarms by check, over all files of the scenario:\n\n${markdownTable(["Scenario", "Check", "Alarms"], rows)}`;
}

function powerMarkdown({ spec, falseAlarmsPerFile, power }: ScenarioCalibration): string {
  const { trials, referenceFiles, events } = spec;
  const tests = `${rateText(falseAlarmsPerFile)} false alarms a file`;
  const shiftOf = (what: string): Power => power.find(({ name }) => name.endsWith(what))!;
  const [channel, epcb] = [shiftOf("shift of a channel"), shiftOf("shift of an EPCB")];
  const isBetter = epcb.warn < channel.warn ? "smaller" : "not smaller";
  return `## Power beside the optimum

The size of a fault that is found in half of the files, of ${events} events each, after ${referenceFiles} earlier files; ${trials} files
for each size. The optimum is that of the likelihood-ratio test that knows the true drift, at ${tests}: all those
of the stationary scenario, as if the tests of this one kind had made them. A warning at no more than ${mostTimes} times
the optimum is wanted; a \`bad\` state has limits of its own, the sizes that matter.

${markdownTable(
  ["Fault", "Optimum", "Warning", "Bad", "Warning over optimum", "Wanted", "Met"],
  power.map(({ name, optimum, warn, texts }) => {
    const times = warn / optimum;
    return [
      ...[name, texts.optimum, texts.warn, texts.bad],
      Number.isNaN(times) ? "" : times.toFixed(2),
      `at most ${mostTimes}`,
      times <= mostTimes ? "yes" : "no",
    ];
  }),
)}
The shift of an EPCB that is warned of in half of the files is ${isBetter} than that of a channel: ${epcb.texts.warn}, ${channel.texts.warn}.
`;
}
