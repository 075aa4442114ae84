import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appendLegacyLines } from "../../src/store/legacy/append.js";
import { legacyLinesOf } from "../../src/store/legacy/export.js";
import { importLegacy } from "../../src/store/legacy/import.js";
import { readSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, smallDetector } from "./make-summary.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-lines-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const few = { clipped: ["epcb"], negative: ["tpc"] };
const all = { clipped: ["epcb", "channel"], negative: ["tpc", "epcb"] };

const summary: FileSummary = makeSummary({ detector: smallDetector, baselineAdc16: -28_240.52 });

describe("JSON lines of a file", () => {
  const lines = (denominators = few, of = summary) =>
    legacyLinesOf(of, { fileIndex: "7", units: "ADC16", denominators });

  test("have the old names: one denominator of each flag, or two", () => {
    const names = lines().map(({ name }) => name);
    expect(names.slice(0, 6)).toEqual([
      ...["baselines", "noises", "clipped_epcb_beam", "clipped_epcb_self"],
      ...["negatives_tpc_beam", "negatives_tpc_self"],
    ]);
    expect(names.slice(6)).toContain("noise_spectra_roi_11_5mhz");
    expect(names).toHaveLength(6 + 11);
    expect(lines(all)).toHaveLength(10 + 11);
  });

  test("read like Python's: a space after comma and colon, floats with a point, 0.0 for unknown", () => {
    const [baselines] = lines();
    expect(baselines!.line).toMatch(
      /^\{"file_index": 7, "data_c": \[\[0\.0, 0\.0, -28240\.52, .*\]\], "data_l": .*, "data_u": .*\}$/,
    );
    const counts = lines().find(({ name }) => name === "clipped_epcb_self")!;
    expect(counts.line).toMatch(
      /^\{"file_index": 7, "pass": \[\[0\.0, .*"totals": \[\[0\.0, 0\.0, 20\.0/,
    );
    expect(lines().at(-1)!.line).toMatch(/^\{"file_index": 7, "spectra_roi": \[\[/);
  });

  test("leave out trigger classes without an event", () => {
    const alone = { ...summary, eventCount: { all: 20, self: 20, beam: 0 } };
    expect(lines(all, alone).filter(({ name }) => name.endsWith("_beam"))).toEqual([]);
    const untyped = makeSummary({ detector: smallDetector, triggersTyped: false });
    expect(lines(all, untyped)).toHaveLength(2 + 11);
  });

  test.each(["ADC16", "ADC14", "V"] as const)(
    "in %s give the same numbers when they are imported",
    async (units) => {
      await appendLegacyLines(
        directory,
        legacyLinesOf(summary, { fileIndex: "7", units, denominators: all }),
      );
      const imported = await importLegacy(directory, join(directory, "store"), {
        ...{ run: 1, units, thresholdAdc16: [500], sampleCount: 20, nowMs: 0 },
        detector: smallDetector,
      });
      expect(imported.lines.every(({ read, torn }) => read === 1 && torn === 0)).toBe(true);
      const back = await readSummary(imported.files[0]!.path);
      for (const quantity of ["baseline", "noise"] as const)
        for (const quantile of ["p16", "p50", "p84"] as const)
          for (const [i, value] of summary[quantity][quantile].entries()) {
            const again = back[quantity][quantile][i]!;
            if (Number.isNaN(value)) expect(again).toBeNaN();
            else expect(Math.abs(again - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
          }
      for (const triggerClass of ["beam", "self"] as const) {
        expect(back.clipped[triggerClass]!.channel).toEqual(summary.clipped[triggerClass]!.channel);
        expect(back.clipped[triggerClass]!.epcb).toEqual(summary.clipped[triggerClass]!.epcb);
        expect(back.negative[triggerClass]!.tpc).toEqual(summary.negative[triggerClass]!.tpc);
      }
    },
  );
});

describe("appending", () => {
  const linesIn = (name: string): string[] =>
    readFileSync(join(directory, `${name}.json`), "utf8")
      .trim()
      .split("\n");

  test("twice writes a line once, and another line of the same index too", async () => {
    const line = { name: "noises", line: '{"file_index": 1, "data_c": [[1.0]]}' };
    await appendLegacyLines(directory, [line]);
    await appendLegacyLines(directory, [line]);
    expect(linesIn("noises")).toEqual([line.line]);
    const newer = { name: "noises", line: '{"file_index": 1, "data_c": [[2.0]]}' };
    await appendLegacyLines(directory, [newer]);
    expect(linesIn("noises")).toEqual([line.line, newer.line]);
    expect(readdirSync(directory)).toEqual(["noises.json"]);
  });

  test("begins a line of its own after one that was torn", async () => {
    writeFileSync(join(directory, "noises.json"), '{"file_index": 0, "data_c": [[1.');
    await appendLegacyLines(directory, [{ name: "noises", line: '{"file_index": 1}' }]);
    expect(linesIn("noises")).toEqual(['{"file_index": 0, "data_c": [[1.', '{"file_index": 1}']);
  });

  test("says where nothing can be written", async () => {
    await expect(
      appendLegacyLines(join(directory, "gone"), [{ name: "noises", line: "{}" }]),
    ).rejects.toThrow(/JSON lines were not written \(.*gone/);
  });

  test("by four processes at once tears no line and loses none", async () => {
    const entry = join(directory, "writer.mjs");
    const source = fileURLToPath(new URL("../../src/store/legacy/append.ts", import.meta.url));
    const each = 12;
    await build({
      stdin: {
        contents: `
          import { appendLegacyLines } from ${JSON.stringify(source)};
          const [, , directory, writer] = process.argv;
          (async () => {
            for (let n = 0; n < ${each}; n++) {
              const line = JSON.stringify({ file_index: Number(writer) * 100 + n, data_c: [new Array(4000).fill(n)] });
              await appendLegacyLines(directory, [{ name: "a", line }, { name: "b", line }]);
            }
          })();`,
        resolveDir: directory,
        loader: "ts",
      },
      ...{ bundle: true, platform: "node", format: "esm", outfile: entry, logLevel: "silent" },
    });
    const ended = (child: ChildProcess): Promise<number | null> =>
      new Promise((resolve) => child.on("close", resolve));
    const writers = ["0", "1", "2", "3"].map((writer) =>
      ended(spawn(process.execPath, [entry, directory, writer], { stdio: "inherit" })),
    );
    expect(await Promise.all(writers)).toEqual([0, 0, 0, 0]);
    for (const name of ["a", "b"]) {
      const indices = linesIn(name).map((line) => JSON.parse(line).file_index as number);
      expect(indices).toHaveLength(4 * each);
      expect(new Set(indices).size).toBe(4 * each);
    }
  }, 60_000);
});
