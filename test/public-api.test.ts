import { describe, expect, it } from "vitest";
import { runNode } from "./run-node.js";

/** The names that users may import. Removing or renaming one breaks their notebooks. */
const blocks = [
  "binEdges",
  "clopperPearson",
  "denominators",
  "detectorGroups",
  "featureArrays",
  "flagArrays",
  "fractionBy",
  "fromAdc16",
  "histogram",
  "lineFrequenciesMHz",
  "nearestBin",
  "overlayRuns",
  "powerSpectrum",
  "quantiles",
  "toUnits",
  "unitLabels",
  "unitsPerAdc16",
  "waveformFeatures",
];
const figures = [
  "alarmSpectraPayload",
  "altText",
  "brightestPayloads",
  "channelMaskPayload",
  "channelRows",
  "comparisonPayload",
  "decadeTicks",
  "defaultTimeZone",
  "detectorGroups",
  "exemplarPayloads",
  "figureOf",
  "figurePayload",
  "fileStem",
  "fractionPayload",
  "gridMaskPayload",
  "groupKinds",
  "groupTitle",
  "heatMapPayload",
  "histogramPayload",
  "isPayload",
  "linearTicks",
  "linesPayload",
  "logTicks",
  "mapGrid",
  "maskOfMap",
  "maskWordings",
  "monoFont",
  "palettes",
  "panelsPayload",
  "parsePayload",
  "payloadVersion",
  "pointsPayload",
  "quantilesPayload",
  "quantityMapPayload",
  "runNumbers",
  "sansFont",
  "sourceOf",
  "spectraPayload",
  "stateMapPayload",
  "stateMarks",
  "timeRangeText",
  "timeText",
  "timeTicks",
  "trendGridPayload",
  "trapText",
  "trendPayload",
  "unavailablePayload",
  "waveformsPayload",
];
const core = [
  ...new Set([...blocks, ...figures]),
  ...[
    "LightDqmError",
    "alarmsOf",
    "allChecksMask",
    "allChecksMaskOf",
    "answerOf",
    "argumentsSections",
    "badByThemselves",
    "changesBetween",
    "checkTable",
    "checks",
    "compactStore",
    "compareSummaries",
    "configSchema",
    "configYaml",
    "defaultConfig",
    "defaultLimits",
    "discoverFlowFiles",
    "defaultDetector",
    "detectorNames",
    "detectorOf",
    "earlierSummaries",
    "fastEngine",
    "findSummary",
    "flags",
    "importLegacy",
    "isLightDqmError",
    "judge",
    "judgeSummary",
    "linePower",
    "listSummaries",
    "loadConfig",
    "maskCells",
    "maskStates",
    "maskSummary",
    "masks",
    "masksOf",
    "numbersSettings",
    "openFlowFile",
    "openWaveforms",
    "overlaySummaries",
    "parseKnownFaults",
    "plainConfig",
    "plainEngine",
    "querySummaries",
    "readChannelStatus",
    "readSummary",
    "recoveriesOf",
    "redoStaleReports",
    "rejudge",
    "rejudgeStore",
    "readTrend",
    "renderPdf",
    "renderPng",
    "renderReport",
    "renderSvg",
    "reportFiles",
    "resolveInputs",
    "rollUp",
    "runValues",
    "selectEvents",
    "simulateFlowFile",
    "simulateRun",
    "softwareVersion",
    "staleReports",
    "startWatch",
    "states",
    "storeDirectory",
    "summarizeFile",
    "summarySchemaVersion",
    "triggerClasses",
    "verdictInUnits",
    "writeSummary",
  ],
];
const publicApi = {
  "@light-dqm/core": core,
  "@light-dqm/core/blocks": blocks,
  "@light-dqm/core/figures": figures,
};

describe.each(Object.entries(publicApi))("%s", (module, names) => {
  const print = "console.log(JSON.stringify(Object.keys(api).filter((key) => key !== 'default')))";

  it("exports exactly its public names to import", () => {
    const code = `import * as api from "${module}"; ${print}`;
    expect(namesPrinted(["--input-type=module", "--eval", code])).toEqual([...names].sort());
  });

  it("exports exactly its public names to require", () => {
    const code = `const api = require("${module}"); ${print}`;
    expect(namesPrinted(["--input-type=commonjs", "--eval", code])).toEqual([...names].sort());
  });
});

describe("what the exports do in both module systems", () => {
  const sample = "test/samples/mpd_run_demo_rctl_101.FLOW.hdf5";
  const readAndDraw = `
    const file = await core.openFlowFile(${JSON.stringify(sample)});
    file.close();
    const payload = core.unavailablePayload;
    console.log(typeof payload, core.defaultDetector().adcCount);`;

  it.each([
    ["import", "module", `import * as core from "@light-dqm/core"; ${readAndDraw}`],
    [
      "require",
      "commonjs",
      `const core = require("@light-dqm/core"); (async () => { ${readAndDraw} })();`,
    ],
  ])("%s opens a FLOW file", (_, type, code) => {
    const { stdout, stderr } = runNode([`--input-type=${type}`, "--eval", code]);
    expect({ stdout, stderr }).toEqual({ stdout: "function 8\n", stderr: "" });
  });
});

function namesPrinted(args: string[]): string[] {
  const { stdout, stderr } = runNode(args);
  if (stdout === "") throw new Error(stderr);
  return (JSON.parse(stdout) as string[]).sort();
}
