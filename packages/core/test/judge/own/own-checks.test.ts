import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { checks } from "../../../src/judge/checks/index.js";
import { judge } from "../../../src/judge/judge.js";
import { checksOfFile, reloadChecks } from "../../../src/judge/own/check-files.js";
import {
  type CheckSource,
  checkTable,
  digestOfOwn,
  filesOfOwn,
  ownAmong,
} from "../../../src/judge/own/check-table.js";
import type { OwnCheck, OwnFinding } from "../../../src/judge/own/own-row.js";
import { startWatch } from "../../../src/judge/start-watch.js";
import { alarmsOf } from "../../../src/judge/states/alarms.js";
import { allChecksMaskOf, maskCells, masksOf } from "../../../src/judge/states/mask.js";
import type { Verdict } from "../../../src/judge/states/verdict.js";
import type { FileSummary } from "../../../src/summary.js";
import { makeSummary, smallDetector } from "../../store/make-summary.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-own-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A file of the small detector: channels 2, 3, 6, 7 of ADC 0 and 1, with these largest amplitudes. */
function withAmplitudes(...adc16: number[]): FileSummary {
  const summary = makeSummary({ detector: smallDetector });
  [2, 3, 6, 7, 10, 11, 14, 15].forEach((channelIndex, i) => {
    summary.maxAmplitude[channelIndex] = adc16[i] ?? 5000;
  });
  return summary;
}

const smallPulses: OwnCheck = {
  name: "small-pulses",
  unit: "ADC16 counts",
  limits: { smallestAdc16: 3000 },
  find: ({ summary, channelIndex, limits }) => {
    const value = summary.maxAmplitude[channelIndex]!;
    const limit = limits.smallestAdc16!;
    return { state: value < limit ? "bad" : "ok", value, limit };
  },
};

/** The records of own checks alone. */
function recordsOf(own: CheckSource, summary = withAmplitudes(), limits = {}): Verdict[] {
  const table = checkTable([own]);
  const names = ownAmong(table).map(({ name }) => name);
  return judge(summary, null, limits, table).filter(({ check }) => names.includes(check));
}

/** A check that finds the same everywhere. */
const finding = (found: unknown, row: Partial<OwnCheck> = {}): OwnCheck => ({
  name: "constant",
  find: () => found as OwnFinding,
  ...row,
});

describe("an own check", () => {
  it("has a record of every active channel, with value, limit and reason", () => {
    const records = recordsOf(smallPulses, withAmplitudes(5000, 2500));
    expect(records.map(({ adc, channel, state }) => [adc, channel, state])).toEqual([
      ...[
        [0, 2, "ok"],
        [0, 3, "bad"],
        [0, 6, "ok"],
        [0, 7, "ok"],
      ],
      ...[2, 3, 6, 7].map((channel) => [1, channel, "ok"]),
    ]);
    expect(records[1]).toMatchObject({
      ...{ check: "small-pulses", scope: "channel", value: 2500, limit: 3000, n: 30 },
      ...{ unit: "ADC16 counts", p: null, members: [] },
      reason: "2500 ADC16 counts, limit 3000 ADC16 counts",
    });
  });

  it("takes limits as any other check does", () => {
    const limits = { "small-pulses": { smallestAdc16: 5001 } };
    expect(recordsOf(smallPulses, withAmplitudes(), limits).map(({ state }) => state)).toEqual(
      new Array(8).fill("bad"),
    );
    expect(() => recordsOf(smallPulses, withAmplitudes(), { "small-pulses": { most: 1 } })).toThrow(
      /small-pulses\.most.*smallestAdc16/,
    );
  });

  it("has an obvious value in every column that is left out", () => {
    const [row] = ownAmong(checkTable([smallPulses]));
    expect(row).toMatchObject({
      ...{ title: "Small pulses", scope: "channel", maskedBy: [1, 3] },
      callers: "nobody: it is for the log",
      limits: { smallestAdc16: { default: 3000, unit: "ADC16 counts" } },
      own: { path: null, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it("has one record of each ADC or of the file where that is its scope", () => {
    const places: number[][] = [];
    const find: OwnCheck["find"] = ({ adc, channel, channelIndex, n }) => {
      places.push([adc, channel, channelIndex, n]);
      return { state: "ok", value: 1 };
    };
    const ofAdcs = recordsOf({ name: "per-adc", scope: "adc", find });
    expect(ofAdcs.map(({ scope, adc, channel }) => [scope, adc, channel])).toEqual([
      ["adc", 0, null],
      ["adc", 1, null],
    ]);
    const [ofFile, ...others] = recordsOf({ name: "per-file", scope: "file", find });
    expect(ofFile).toMatchObject({ scope: "file", adc: null, channel: null, state: "ok" });
    expect(others).toEqual([]);
    expect(places).toEqual([
      [0, -1, -1, 30],
      [1, -1, -1, 30],
      [-1, -1, -1, 30],
    ]);
  });

  it("is unknown where its function throws, with the message, and judges the other channels", () => {
    const find: OwnCheck["find"] = ({ channel }) => {
      if (channel === 3) throw new Error("no such line");
      return { state: "ok", value: 0 };
    };
    const records = recordsOf({ name: "fragile", find });
    expect(records.filter(({ state }) => state === "unknown")).toMatchObject([
      { adc: 0, channel: 3, reason: "the check failed: no such line" },
      { adc: 1, channel: 3 },
    ]);
    expect(records.filter(({ state }) => state === "ok")).toHaveLength(6);
  });

  test.each([
    ["nothing", undefined, /no state/],
    ["a promise", Promise.resolve({ state: "ok", value: 1 }), /no state/],
    ["a state that there is not", { state: "good", value: 1 }, /ok, warn, bad, unknown/],
    ["a masked state, which the status file decides", { state: "masked", value: 1 }, /no state/],
    ["ok without a number", { state: "ok", value: Number.NaN }, /no number/],
    ["bad without a number", { state: "bad", value: null }, /no number/],
  ])("is unknown where it finds %s", (_, found, reason) => {
    const records = recordsOf(finding(found));
    expect(records).toHaveLength(8);
    for (const one of records)
      expect(one).toMatchObject({
        state: "unknown",
        value: null,
        reason: expect.stringMatching(reason),
      });
  });

  it("keeps of a finding what is none of the rest", () => {
    const [odd] = recordsOf(finding({ state: "bad", value: 1, limit: "high", n: -1, p: 7 }));
    expect(odd).toMatchObject({ state: "bad", value: 1, limit: null, n: 30, p: null });
    const range = { state: "ok", value: 1.25, limit: [0, 2.5], n: 7 };
    const [even] = recordsOf(finding(range, { unit: "MHz" }));
    expect(even).toMatchObject({ ...range, reason: "1.25 MHz, allowed 0 to 2.5 MHz" });
  });

  it("may make all its records itself, and is unknown where these are none", () => {
    const judgeAll = (given: unknown): OwnCheck => ({
      name: "all-at-once",
      judge: () => given as Verdict[],
    });
    const one = { adc: 1, channel: 6, state: "warn", value: 2 };
    const records = recordsOf(judgeAll([one]));
    expect(records.find(({ state }) => state === "warn")).toMatchObject({
      ...{ adc: 1, channel: 6, check: "all-at-once", scope: "channel", members: [], reason: "2" },
    });
    expect(records.filter(({ state }) => state === "unknown")).toHaveLength(7);
    for (const { state, reason } of recordsOf(judgeAll("none")))
      expect([state, reason]).toEqual(["unknown", expect.stringContaining("no list of records")]);
  });

  it("is given earlier files only where it compares with them", () => {
    const seen: unknown[] = [];
    const find: OwnCheck["find"] = ({ past }) => {
      seen.push(past?.files.count ?? null);
      return { state: "ok", value: 0 };
    };
    const own = [
      { name: "alone", scope: "file", find },
      { name: "comparing", scope: "file", comparesWithEarlier: true, find },
    ] as const;
    const watch = startWatch({
      ...{ limits: {}, ncomp: 20, excludeBad: true, acceptances: [], runType: "auto" },
      checks: checkTable(own),
    });
    const { verdicts } = watch.next(withAmplitudes());
    expect(verdicts.find(({ check }) => check === "comparing")).toMatchObject({
      ...{ state: "unknown", reason: "no earlier file to compare with" },
    });
    watch.next(withAmplitudes());
    expect(seen).toEqual([null, null, 1]);
  });
});

describe("among the other checks, an own one", () => {
  const table = checkTable([{ ...smallPulses, callers: "LRS expert", action: "Look." }]);
  const watchIt = (...files: FileSummary[]): Verdict[] => {
    const how = { limits: {}, ncomp: 20, excludeBad: true, acceptances: [] };
    const watch = startWatch({ ...how, runType: "auto", checks: table });
    return files.map((summary) => watch.next(summary).verdicts).at(-1)!;
  };
  const alarmsOfIt = (verdicts: readonly Verdict[]) =>
    alarmsOf(verdicts, table).filter(({ title }) => title === "Small pulses");

  it("raises alarms that say what to do and whom to call, new once and then unchanged", () => {
    const bad = withAmplitudes(1000);
    expect(alarmsOfIt(watchIt(bad))).toMatchObject([
      { place: "ADC 0, channel 2", action: "Look.", callers: "LRS expert", change: "new" },
    ]);
    expect(alarmsOfIt(watchIt(bad, bad))).toMatchObject([{ change: "unchanged" }]);
  });

  it("makes one common fault of channels of a group", () => {
    expect(alarmsOfIt(watchIt(withAmplitudes(900, 900, 900, 900)))).toMatchObject([
      { place: "ADC 0", verdict: { members: [2, 3, 6, 7].map((channel) => [0, channel]) } },
    ]);
  });

  it("hides no fault that somebody is to be called about, where nobody is for its own", () => {
    const ofLog = checkTable([smallPulses]);
    const how = { limits: {}, ncomp: 20, excludeBad: true, acceptances: [] };
    const watch = startWatch({ ...how, runType: "auto", checks: ofLog });
    const { verdicts } = watch.next(withAmplitudes(100, 900, 900, 900));
    const told = alarmsOf(verdicts, ofLog).map(({ place, title, callers }) => [
      place,
      title,
      callers,
    ]);
    expect(told).toContainEqual(["ADC 0", "Small pulses", "nobody: it is for the log"]);
    expect(told).toContainEqual(["ADC 0, channel 2", "Flatline", "LRS expert"]);
  });

  it("is masked by the status file, and says what it hides", () => {
    const summary = withAmplitudes(1000, 1000);
    summary.channelStatus = new Int8Array(16);
    summary.channelStatus[2] = 1;
    summary.channelStatus[3] = 2;
    const ofIt = watchIt(summary).filter(({ check }) => check === "small-pulses");
    expect(ofIt.slice(0, 2)).toMatchObject([
      { state: "masked", unmaskedState: "bad" },
      { state: "bad" },
    ]);
  });

  it("is part of the mask of all checks and has one of its own", () => {
    const verdicts = watchIt(withAmplitudes(1000));
    const all = maskCells(verdicts, allChecksMaskOf(table));
    expect(all[0]).toMatchObject({
      state: "bad",
      verdict: { reason: expect.stringMatching(/^Small pulses: 1000 ADC16 counts/) },
    });
    const masks = masksOf(table);
    expect(masks.map(({ name }) => name)).toEqual(["baseline", "flatline", "small-pulses"]);
    expect(maskCells(verdicts, masks[2]!).map(({ state }) => state)).toEqual([
      "bad",
      ...new Array(7).fill("ok"),
    ]);
    expect(masks[2]!.wording!.meanings.bad).toBe("Bad");
  });

  it("joins a mask of the control room where it says so, in place of its own", () => {
    const joined = masksOf(checkTable([{ ...smallPulses, mask: "flatline" }]));
    expect(joined.map(({ name }) => name)).toEqual(["baseline", "flatline"]);
    expect(joined[1]!.checks).toContain("small-pulses");
  });
});

describe("a row that is no check is refused with what is wrong:", () => {
  const of = (row: object) => () => checkTable([{ ...smallPulses, ...row } as OwnCheck]);
  test.each([
    ["no name", of({ name: undefined }), /own check 1\): expected a name, got no column name/],
    ["a name with a space", of({ name: "small pulses" }), /hyphens.*got "small pulses"/],
    ["the name of a built-in check", of({ name: "flatline" }), /Two checks of one name.*flatline/],
    ["the name of a mask", of({ name: "baseline" }), /no other check or mask has.*baseline/],
    ["a limit that is no number", of({ limits: { most: "5" } }), /a number as limit most, got "5"/],
    ["a limit that is NaN", of({ limits: { most: Number.NaN } }), /limit most, got NaN/],
    ["a limit that cannot be set", of({ limits: { "a.b": 1 } }), /name of a limit, got a\.b/],
    ["no function", of({ find: undefined }), /find or judge, got neither/],
    ["two functions", of({ judge: () => [] }), /find or judge, got both/],
    ["a column that there is not", of({ meening: "x" }), /only the columns name, .*got meening/],
    ["a scope that there is not", of({ scope: "epcb" }), /channel, adc, file as scope, got "epcb"/],
    ["a mask of a whole file", of({ scope: "file", mask: "baseline" }), /mask only where/],
    ["an empty text", of({ title: " " }), /some text as title/],
    ["no object", () => checkTable([null as unknown as OwnCheck]), /a check: .*got null/],
  ])("%s", (_, load, message) => {
    expect(load).toThrow(expect.objectContaining({ code: "bad-config" }));
    expect(load).toThrow(message);
  });

  it("two own checks of one name", () => {
    expect(() => checkTable([smallPulses, smallPulses])).toThrow(/Two checks of one name/);
  });
});

describe("a file of own checks", () => {
  let number = 0;
  const fileOf = (text: string, ending = "mjs"): string => {
    const path = join(directory, `checks-${number++}.${ending}`);
    writeFileSync(path, text);
    return path;
  };
  const row = (name: string) => `{ name: "${name}", find: () => ({ state: "ok", value: 1 }) }`;

  test.each([
    ["its default export", `export default [${row("exported")}];`, "mjs"],
    ["an export called checks", `export const checks = [${row("exported")}];`, "mjs"],
    ["the exports of CommonJS", `module.exports = [${row("exported")}];`, "cjs"],
  ])("gives them as %s", (_, text, ending) => {
    const path = fileOf(text, ending);
    const [own, ...others] = ownAmong(checkTable([path]));
    expect(own).toMatchObject({ name: "exported", own: { path } });
    expect(others).toEqual([]);
  });

  test.each([
    ["is not there", () => join(directory, "nothing.mjs"), /nothing\.mjs\).*got no such file/],
    ["has an error of syntax", () => fileOf("export default [;"), /node --check .*SyntaxError/],
    ["throws", () => fileOf("throw new Error('no');"), /Cannot run .*got Error: no/],
    ["waits at its top level", () => fileOf("await 1;"), /without an await/],
    ["exports no list", () => fileOf("export const rows = [];"), /got exports: rows/],
    ["exports nothing", () => fileOf("1;"), /got exports: none/],
    [
      "has a bad row",
      () => fileOf(`export default [${row("a")}, {}]`),
      /, check 2\): expected a name/,
    ],
  ])("that %s is an error that names it", (_, path, message) => {
    const load = () => checkTable([path()]);
    expect(load).toThrow(expect.objectContaining({ code: "bad-config" }));
    expect(load).toThrow(message);
    expect(load).toThrow(directory);
  });

  it("is run again when its content has changed, and only then", async () => {
    const path = fileOf(`export default [${row("before")}];`);
    const first = checksOfFile(path);
    await reloadChecks([path, smallPulses]);
    expect(checksOfFile(path)).toBe(first);
    const digest = digestOfOwn(checkTable([path]));
    writeFileSync(path, `export default [${row("after")}];`);
    expect(digestOfOwn(checkTable([path]))).toBe(digest);
    await reloadChecks([path]);
    expect(checksOfFile(path)).toMatchObject([{ name: "after" }]);
    expect(digestOfOwn(checkTable([path]))).not.toBe(digest);
  });

  it("that failed is run again once it has changed", async () => {
    const path = fileOf("throw new Error('not yet');");
    const load = () => checksOfFile(path);
    expect(load).toThrow("not yet");
    await reloadChecks([path]);
    expect(load).toThrow("not yet");
    writeFileSync(path, `export default [${row("mended")}];`);
    await reloadChecks([path]);
    expect(load()).toMatchObject([{ name: "mended" }]);
    writeFileSync(path, "export default 5;");
    await reloadChecks([path]);
    expect(load).toThrow("No checks in the file");
  });

  it("is told apart from checks that were given in code, which no other thread can have", () => {
    const path = fileOf(`export default [${row("one")}, ${row("two")}];`);
    expect(filesOfOwn(checkTable([path]))).toEqual([path]);
    expect(filesOfOwn(checkTable([path, smallPulses]))).toBeNull();
    expect(filesOfOwn(checks)).toEqual([]);
    expect(digestOfOwn(checks)).toBeNull();
  });
});
