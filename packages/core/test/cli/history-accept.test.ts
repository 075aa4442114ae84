import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { readAcceptances } from "../../src/history/accepted-file.js";
import { listSummaries, writeSummary } from "../../src/store/store.js";
import { makeSummary } from "../store/make-summary.js";
import { capturedIo } from "./captured-io.js";

let directory: string;
let store: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-accept-"));
  store = join(directory, "store");
  // 1 700 000 000 s are 2023-11-14 22:13:20 UTC.
  for (const [n, subRun] of [1, 2, 3].entries()) {
    const firstMs = 1_700_000_000_000 + n * 3_600_000;
    const summary = makeSummary({
      name: `run_101_${subRun}.FLOW.hdf5`,
      run: n === 0 ? 100 : 101,
      firstMs,
    });
    await writeSummary(store, summary);
  }
  const untimed = makeSummary({ name: "run_102.FLOW.hdf5", run: 102, firstMs: null });
  await writeSummary(store, untimed);
});
afterEach(() => rmSync(directory, { recursive: true }));

async function accept(...argv: string[]) {
  const io = capturedIo({ cwd: directory });
  const zone = ["--store", "store", "--time-zone", "UTC"];
  const status = await main(["history", "accept", ...argv, ...zone], io);
  return { status, out: io.out(), err: io.err() };
}
const who = ["--author", "A. Shifter", "--reason", "offsets changed"];
const since = ["--since-run", "101"];
const shift = ["--check", "baseline-shift"];

describe("light-dqm history accept", () => {
  it("keeps what is accepted, by whom, why and since when, and says what follows", async () => {
    const { status, out, err } = await accept(
      ...shift,
      "--adc",
      "3",
      "--epcb",
      "2",
      ...since,
      ...who,
    );
    expect([status, err]).toEqual([0, ""]);
    expect(out).toBe(
      "accepted 1: baseline-shift of ADC 3 ch 20–25 (6 channels) since 2023-11-14 23:13:20 UTC, by A. Shifter: offsets changed\n" +
        "Reports of files since 2023-11-14 23:13:20 UTC are out of date: `light-dqm report --stale` reprocesses them\n",
    );
    expect(await readAcceptances(store)).toEqual([
      {
        id: "1",
        detector: "dune-2x2",
        rows: ["baseline-shift"],
        channels: [20, 21, 22, 23, 24, 25].map((channel) => [3, channel]),
        from: "2023-11-14T23:13:20.000Z",
        until: null,
        author: "A. Shifter",
        reason: "offsets changed",
        acceptedAt: "2026-01-02T03:04:05.000Z",
      },
    ]);
  });

  const channelsOf = async (...argv: string[]): Promise<(readonly [number, number])[]> => {
    const { err } = await accept(...shift, ...argv, ...since, ...who);
    expect(err).toBe("");
    return [...(await readAcceptances(store)).at(-1)!.channels];
  };

  it("takes a channel, an ADC, a TPC, half an ADC and all channels", async () => {
    expect(await channelsOf("--adc", "3", "--channel", "12")).toEqual([[3, 12]]);
    expect(await channelsOf("--adc", "3")).toHaveLength(48);
    expect(await channelsOf("--tpc", "1")).toHaveLength(48);
    const half = await channelsOf("--adc", "1", "--tpc", "1");
    expect(half).toHaveLength(24);
    expect(new Set(half.map(([adc]) => adc))).toEqual(new Set([1]));
    expect(await channelsOf("--all-channels")).toHaveLength(384);
  });

  it("takes several checks, and times in place of runs", async () => {
    const checks = ["--check", "noise-high", "--check", "noise-low", "--adc", "0"];
    const times = ["--since", "2023-11-15T00:00:00+01:00", "--until", "2023-12-01T00:00:00Z"];
    const { out } = await accept(...checks, ...times, ...who, "--json");
    expect(JSON.parse(out).accepted).toMatchObject({
      rows: ["noise-high", "noise-low"],
      from: "2023-11-14T23:00:00.000Z",
      until: "2023-12-01T00:00:00.000Z",
    });
  });

  it("lists what is accepted, and withdraws it", async () => {
    expect((await accept("--list")).out).toBe(`Nothing is accepted in ${store}\n`);
    for (const channel of ["12", "13"])
      await accept(...shift, "--adc", "3", "--channel", channel, ...since, ...who);
    const { out } = await accept("--list");
    expect(out.split("\n").map((line) => line.replace(/ {2,}/g, " | "))).toEqual([
      "id | checks | channels | since | until | by | reason | accepted",
      ...["12", "13"].map(
        (channel, i) =>
          `${i + 1} | baseline-shift | ADC 3 ch ${channel} (1 channel) | 2023-11-14 23:13:20 UTC | no end | A. Shifter | offsets changed | 2026-01-02 03:04:05 UTC`,
      ),
      "",
    ]);
    expect((await accept("--withdraw", "1")).out).toMatch(
      /^withdrew 1: baseline-shift of ADC 3 ch 12/,
    );
    expect((await readAcceptances(store)).map(({ id }) => id)).toEqual(["2"]);
    const again = await accept("--withdraw", "1");
    expect(again.err).toMatch(/No such accepted change.*expected 2, got 1/);
    expect(again.status).not.toBe(0);
  });

  const toAdc = ["--adc", "3"];
  it.each<[string, string[], RegExp]>([
    ["no check", [...toAdc, ...since, ...who], /--check is missing/],
    ["no author", [...shift, ...toAdc, ...since, "--reason", "x"], /--author is missing/],
    ["no reason", [...shift, ...toAdc, ...since, "--author", "x"], /--reason is missing/],
    [
      "no such check",
      ["--check", "shift", ...toAdc, ...since, ...who],
      /Unknown check.*baseline-shift, .*got shift/,
    ],
    [
      "a check of one file",
      ["--check", "flatline", ...toAdc, ...since, ...who],
      /compare channels with earlier files/,
    ],
    ["no start", [...shift, ...toAdc, ...who], /Since when is not clear.*got neither/],
    [
      "two starts",
      [...shift, ...toAdc, ...since, "--since", "2023-11-15T00:00:00Z", ...who],
      /got both/,
    ],
    [
      "no such day",
      [...shift, ...toAdc, "--since", "2023-02-30T00:00:00Z", ...who],
      /an ISO time with a zone that exists/,
    ],
    [
      "an end before",
      [...shift, ...toAdc, ...since, "--until", "2020-01-01T00:00:00Z", ...who],
      /--until after/,
    ],
    [
      "no such run",
      [...shift, ...toAdc, "--since-run", "7", ...who],
      /No such run.*a run of detector dune-2x2: 100–102, got --since-run 7/,
    ],
    [
      "a run without a time",
      [...shift, ...toAdc, "--since-run", "102", ...who],
      /no time.*expected --since/,
    ],
    ["no channels", [...shift, ...since, ...who], /Which channels are meant/],
    [
      "all and some",
      [...shift, ...toAdc, "--all-channels", ...since, ...who],
      /Which channels are meant/,
    ],
    ["no such ADC", [...shift, "--adc", "8", ...since, ...who], /No such ADC.*0 to 7, got 8/],
    [
      "no such channel",
      [...shift, ...toAdc, "--channel", "64", ...since, ...who],
      /No such channel/,
    ],
    [
      "an inactive channel",
      [...shift, ...toAdc, "--channel", "3", ...since, ...who],
      /not in use.*ADC 3, channel 3/,
    ],
    [
      "a check of the file",
      ["--check", "trigger-mix", ...toAdc, ...since, ...who],
      /compare channels with earlier/,
    ],
  ])("refuses %s", async (_, argv, message) => {
    const { status, err } = await accept(...argv);
    expect(err).toMatch(message);
    expect(status).not.toBe(0);
    expect(await readAcceptances(store)).toEqual([]);
  });

  it("says what is wrong with a damaged file, and leaves it as it is", async () => {
    const path = join(store, "accepted.json");
    writeFileSync(path, '{"schemaVersion": 9}');
    const { status, err } = await accept(...shift, ...toAdc, ...since, ...who);
    expect(status).not.toBe(0);
    expect(err).toMatch(/accepted\.json.*schemaVersion 1, got 9/);
    expect(readFileSync(path, "utf8")).toBe('{"schemaVersion": 9}');
  });

  it("disturbs nobody who reads or packs the store", async () => {
    await accept(...shift, ...toAdc, ...since, ...who);
    const io = capturedIo({ cwd: directory });
    expect(await main(["history", "compact", "--store", "store"], io)).toBe(0);
    const sql = [
      "history",
      "sql",
      "--store",
      "store",
      "SELECT count(DISTINCT file) FROM summaries",
    ];
    expect(await main(sql, io)).toBe(0);
    expect([io.err().includes("error"), io.out()]).toEqual([false, expect.stringContaining("4")]);
    expect(await listSummaries(store)).toHaveLength(4);
    expect(readdirSync(store)).toContain("accepted.json");
    expect(await readAcceptances(store)).toHaveLength(1);
  });
});
