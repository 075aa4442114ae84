import { expect, it } from "vitest";
import * as notebook from "../../src/notebook/index.js";

type Helper = (...given: unknown[]) => unknown;
const helpers: Record<string, unknown> = { ...notebook };
const helper = (name: string): Helper => helpers[name] as Helper;

const ofRuns = [
  "baselineMask",
  "baselines",
  "brightestEvents",
  "channelRows",
  "checkMask",
  "closeUp",
  "exemplars",
  "faults",
  "flatlineMask",
  "fractionRows",
  "fractions",
  "largestJump",
  "madeWith",
  "noise",
  "openWaveforms",
  "previousRun",
  "quantiles",
  "quantityMap",
  "rejudge",
  "reportFigures",
  "shiftSummary",
  "spectra",
  "storeOf",
  "verdictMap",
  "verdictMask",
  "verdictRows",
  "waveformsOf",
  "worstChannels",
] as const;
const ofTwoRuns = ["baselineShifts", "changedChannels", "compareRuns"] as const;
const ofHistories = [
  "baselineTrend",
  "fractionTrend",
  "historyRows",
  "historySummary",
  "lineTrend",
  "noiseTrend",
  "quantityTrend",
  "stateChanges",
] as const;

const messageOf = async (call: () => unknown): Promise<string> => {
  try {
    await call();
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
};

it.each([...ofRuns, ...ofTwoRuns])(
  "%s says that it takes a run, and how to get one",
  async (name) => {
    const take = "expected a run, as in: let run = await openRun(input), got";
    expect(await messageOf(() => helper(name)(undefined))).toContain(`${take} undefined`);
    expect(await messageOf(() => helper(name)(Promise.resolve()))).toContain(
      `${take} a promise: write await before it`,
    );
    expect(await messageOf(() => helper(name)({ files: [] }))).toContain(`${take} a history`);
  },
);

it.each(ofHistories)("%s says that it takes a history, and how to get one", async (name) => {
  const take = "expected the files of a store, as in: let history = await openHistory(store), got";
  expect(await messageOf(() => helper(name)(undefined))).toContain(`${take} undefined`);
  expect(await messageOf(() => helper(name)({ summary: {} }))).toContain(`${take} a run`);
});

it.each(["showTable", "saveTable"] as const)("%s says that it takes rows", async (name) => {
  const rows = name === "showTable" ? [undefined] : ["a.csv", undefined];
  expect(await messageOf(() => helper(name)(...rows))).toContain(
    "expected an array of objects, such as channelRows(run), got undefined",
  );
});

it("openRun and openHistory say that they take paths", async () => {
  expect(await messageOf(() => helper("openRun")(undefined))).toMatch(/a FLOW file.*got undefined/);
  expect(await messageOf(() => helper("openHistory")({ summary: {} }))).toMatch(
    /the directory of a store, such as storeOf\(run\), got a run/,
  );
});

it("every helper that is no maker of figures of one's own is told of here or takes neither", () => {
  const others = [
    ...["flowFiles", "openHistory", "openRun", "payloadMime", "saveTable", "show", "showTable"],
    ...["gridMask", "heatMap", "histogram", "lines", "panels", "points"],
    ...["showText", "sourceOf", "startProgress"],
  ];
  expect([...ofRuns, ...ofTwoRuns, ...ofHistories, ...others].sort()).toEqual(
    Object.keys(helpers).sort(),
  );
});
