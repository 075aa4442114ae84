import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { openHistory } from "../../src/notebook/history.js";
import { compactStore } from "../../src/store/parts/compact.js";
import { listSummaries, writeSummary } from "../../src/store/store.js";
import { capturedIo } from "../cli/captured-io.js";
import { referenceOf } from "../history/reference-of.js";
import { makeSummary } from "./make-summary.js";
import { firstLine } from "./reseal.js";

let store: string;
let path: string;
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-bad-"));
  for (const n of [1, 2, 3]) {
    const name = `f_${n}.hdf5`;
    path = await writeSummary(store, makeSummary({ name, run: n, firstMs: 1e12 + n * 1e6 }));
  }
});
afterEach(() => rm(store, { recursive: true }));

/** Changes every byte but those of the footer. */
async function damagePages(of: string): Promise<void> {
  const bytes = await readFile(of);
  bytes.fill(0xa5, 8, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8));
  await writeFile(of, bytes);
}

async function changeMetadata(change: (document: Record<string, unknown>) => void): Promise<void> {
  const table = parquetWriteBuffer({
    columnData: [{ name: "adc", data: Int32Array.of(1) }],
    kvMetadata: [{ key: "light-dqm", value: changedText(await metadata(), change) }],
  });
  await writeFile(path, Buffer.from(table));
}

async function metadata(): Promise<Record<string, unknown>> {
  const [, , last] = await listSummaries(store);
  return { ...last!.provenance! } as unknown as Record<string, unknown>;
}

function changedText(
  document: Record<string, unknown>,
  change: (document: Record<string, unknown>) => void,
): string {
  change(document);
  return JSON.stringify(document);
}

const input = { name: "f_3.hdf5", sizeBytes: 1, mtimeMs: 0, run: 3, subRun: null };

const damages: [string, () => Promise<void>][] = [
  ["truncated", () => truncate(path, 5000)],
  ["empty", () => truncate(path, 0)],
  ["garbage", () => writeFile(path, "this is no Parquet file, but long enough to look like one")],
  ["damaged behind a whole footer", () => damagePages(path)],
  [
    "another program's Parquet file",
    async () =>
      writeFile(
        path,
        Buffer.from(parquetWriteBuffer({ columnData: [{ name: "run", data: ["a", "b"] }] })),
      ),
  ],
  ["of another table", () => changeMetadata(() => {})],
  ["without a name", () => changeMetadata((document) => Object.assign(document, { input: null }))],
  [
    "of a run that is no number",
    () =>
      changeMetadata((document) => Object.assign(document, { input: { ...input, run: "three" } })),
  ],
  [
    "of a run too large",
    () =>
      changeMetadata((document) => Object.assign(document, { input: { ...input, run: 1e300 } })),
  ],
  [
    "of a time in words",
    () => changeMetadata((document) => Object.assign(document, { time: "noon" })),
  ],
  ["of no detector", () => changeMetadata((document) => Object.assign(document, { detector: 7 }))],
];

async function history(...argv: string[]) {
  const io = capturedIo({ cwd: store });
  const status = await main(["history", ...argv, "--store", store], io);
  return { status, out: io.out(), err: io.err() };
}

describe.each(damages)("a summary that is %s", (_, damage) => {
  beforeEach(() => damage());

  test("is named and left out by every command, and later reports compare with the others", async () => {
    for (const argv of [
      ["list"],
      ["trend", "baseline", "--adc", "0", "--channel", "4"],
      [
        "sql",
        "SELECT input, count(baseline_p50) AS n FROM summaries GROUP BY input ORDER BY input",
      ],
      ["rejudge", "--set", "noise-high.minRatio=1.5"],
    ]) {
      const { out, err } = await history(...argv);
      expect([argv[0], out.includes("f_1") || argv[0] === "rejudge"]).toEqual([argv[0], true]);
      if (argv[0] === "list" && err === "") continue;
      expect([argv[0], err]).toEqual([argv[0], expect.stringContaining("f_3.parquet")]);
    }
    expect((await history("rejudge", "--set", "noise-high.minRatio=1.5")).out).toContain("2 files");

    const later = makeSummary({ name: "f_4.hdf5", run: 4, firstMs: 2e12 });
    const told: string[] = [];
    const choice = { ncomp: -1, referenceRun: null };
    const reference = await referenceOf(store, later, choice, (text) => told.push(text));
    expect(reference!.files).toEqual(["f_1.hdf5", "f_2.hdf5"]);
    expect(told).toEqual([expect.stringContaining(path)]);
    const pinned = { ncomp: -1, referenceRun: 3 };
    await referenceOf(store, later, pinned);

    const { files, notes } = await openHistory(store);
    expect([files.length, notes.length]).toEqual([2, 1]);

    const packed = await compactStore(store);
    expect([packed.files, packed.unreadable.map((each) => each.path)]).toEqual([2, [path]]);
    const numbers = "SELECT DISTINCT input FROM summaries WHERE noise_p50 > 0 ORDER BY input";
    const { out } = await history("sql", numbers, "--json");
    expect(JSON.parse(out)).toEqual([{ input: "f_1.hdf5" }, { input: "f_2.hdf5" }]);
    expect((await history("show", "f_1.hdf5")).status).toBe(0);
  });
});

describe("damaged packed files", () => {
  const trend = ["trend", "baseline", "--adc", "0", "--channel", "4", "--json"];
  const tableOfPart = async (): Promise<string> => {
    await compactStore(store);
    const manifest = await readFile(join(store, "compacted/manifest-00000001.json"), "utf8");
    return join(store, `compacted/${JSON.parse(firstLine(manifest)).parts[0].name}.parquet`);
  };

  test("by one byte of their table are the files with that byte; SQL names the table", async () => {
    const table = await tableOfPart();
    const bytes = await readFile(table);
    const columns = parquetMetadata(new Uint8Array(bytes).buffer).row_groups[0]!.columns;
    const medians = columns.find(
      ({ meta_data }) => meta_data!.path_in_schema[0] === "baseline_p50",
    );
    const { data_page_offset, total_compressed_size } = medians!.meta_data!;
    // In the middle of what the second of three files has there.
    bytes[Number(data_page_offset + total_compressed_size / 2n)]! ^= 1;
    await writeFile(table, bytes);
    const { out, err } = await history(...trend);
    expect([out.includes("f_1"), out.includes("f_3")]).toEqual([true, true]);
    expect(err.match(/f_\d\.parquet/g)).toEqual(["f_2.parquet"]);
    const counted = await history(
      "sql",
      "SELECT count(baseline_p50) AS n FROM summaries",
      "--json",
    );
    expect(JSON.parse(counted.out)).toEqual([{ n: 0 }]);
    expect(counted.err).toContain(".parquet");
  });

  test("whose table is cut off are named, all of them", async () => {
    await truncate(await tableOfPart(), 2000);
    const { err } = await history(...trend);
    expect(err.match(/f_\d\.parquet/g)).toEqual(["f_1.parquet", "f_2.parquet", "f_3.parquet"]);
    const { out } = await history("sql", "SELECT count(*) AS n FROM summaries", "--json");
    expect(JSON.parse(out)).toEqual([{ n: 0 }]);
  });
});

test("a summary without its arrays is listed, compared with and packed", async () => {
  await rm(join(store, "spectra"), { recursive: true });
  for (const argv of [["list"], ["show", "f_3"], ["trend", "noise", "--adc", "0"], ["compact"]])
    expect([argv[0], (await history(...argv)).status]).toEqual([argv[0], 0]);
});

test("run and sub-run may be any whole number that is exact", async () => {
  for (const run of [20251104174640, Number.MAX_SAFE_INTEGER, -5]) {
    const summary = makeSummary({ name: `run_${run}.hdf5`, run, firstMs: 1.1e12 + run / 1e4 });
    summary.input.subRun = 3_000_000_000;
    await writeSummary(store, summary);
  }
  const runs = async () => {
    const query = "SELECT run, sub_run FROM files WHERE sub_run IS NOT NULL ORDER BY run";
    return JSON.parse((await history("sql", query, "--json")).out);
  };
  const expected = [-5, 20251104174640, Number.MAX_SAFE_INTEGER].map((run) => ({
    ...{ run, sub_run: 3_000_000_000 },
  }));
  expect(await runs()).toEqual(expected);
  expect((await history("compact")).status).toBe(0);
  expect(await runs()).toEqual(expected);
});
