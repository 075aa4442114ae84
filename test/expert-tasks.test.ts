/** docs/expert-tasks.md: each cell has three lines at most, runs, and shows what it is asked for. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { transformSync } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { expectedNumbers, samplePath } from "../packages/core/test/samples.js";
import { root, runNode } from "./run-node.js";
import { checkTypes } from "./strict-types.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-tasks-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
mkdirSync(join(directory, "node_modules/@light-dqm"), { recursive: true });
mkdirSync(join(directory, "data"));
symlinkSync(join(root, "packages/core"), join(directory, "node_modules/@light-dqm/core"), "dir");
const names = ["mpd_run_demo_rctl_101", "mpd_run_demo_rctl_102"] as const;
for (const name of names)
  symlinkSync(samplePath(name), join(directory, "data", `${name}.FLOW.hdf5`));

const page = readFileSync(join(root, "docs/expert-tasks.md"), "utf8");
const cells = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code!);
/** Printed between cells. */
const divider = "=====";

it("asks for no more than three lines a task", () => {
  expect(cells.length).toBe(13);
  for (const cell of cells) expect(cell.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
});

it("passes the strict checks of TypeScript", () => {
  writeFileSync(join(directory, "cells.ts"), cells.join("\n"));
  expect(checkTypes(directory, ["cells.ts"])).toMatchObject({ status: 0, stdout: "" });
});

it("answers each task", () => {
  const report = ["report", "data", "--output-dir", "dqm", "--store", "dqm/store"];
  const command = join(root, "packages/core/bin/light-dqm.mjs");
  expect(runNode([command, ...report], directory).status).toBe(0);
  const program = cells.join(`\nconsole.log(${JSON.stringify(divider)});\n`);
  const { code } = transformSync(program, { loader: "ts" });
  writeFileSync(join(directory, "cells.mjs"), code);
  const { status, stdout, stderr } = runNode(["cells.mjs"], directory);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const told = stdout.split(`${divider}\n`).map((text) => text.trim());
  const [, loudest, spectrum, overlaid, changed, over, trend] = told;
  const [waveform, beam, saved, flips, several, own] = told.slice(7);

  const expected = expectedNumbers("mpd_run_demo_rctl_102");
  const flat = (byAdc: number[][]): number[] => byAdc.flat();
  const placeOf = (i: number): string => `${Math.floor(i / 64)}  *${i % 64} `;

  const noise = flat(expected.noise.p50);
  const noisiest = noise.indexOf(Math.max(...noise.filter(Number.isFinite)));
  expect(loudest!.split("\n")[1]).toMatch(new RegExp(`^ *${placeOf(noisiest)}`));
  expect(spectrum).toContain("ADC 3, channel 26");
  expect(spectrum).toContain("What is the noise of ADC 3, channel 26?");
  for (const name of names) expect(overlaid).toContain(name);
  // Planted in both files: two dead channels.
  for (const place of ["ADC 5, channel 59", "ADC 7, channel 15"])
    expect(changed).toMatch(new RegExp(`^still there +bad +${place} +1 +Flatline`, "m"));
  const changes = over!.split("\n").filter((line) => /^10\d /.test(line));
  expect(changes.length).toBeGreaterThan(0);
  for (const row of changes) expect(row).toMatch(/^102 .* (new|recovered) /);
  expect(trend).toContain("ADC 3, channel 26");
  for (const name of names) expect(trend).toContain(name);
  expect(waveform).toContain("ADC 3, channel 26, event 2");
  const { passed, total } = expected.fractions.clipped_beam_channel;
  const seen = flat(passed).filter((count) => count > 0).length;
  const known = flat(total).filter((count) => count > 0).length;
  expect(beam).toContain(`Seen in ${seen} of ${known} channels`);
  expect(saved).toBe("");
  const rows = csvParse(readFileSync(join(directory, "channels.csv"), "utf8"));
  expect(rows).toHaveLength(384);
  for (const { adc, channel, noise: saved } of rows)
    expect(Number(saved)).toBeCloseTo(noise[Number(adc) * 64 + Number(channel)]!, 9);
  // pandas is a reader of its own.
  const reading = [
    "import pandas, sys",
    "table = pandas.read_parquet(sys.argv[1])",
    "print(table[['adc', 'channel', 'noise']].to_json(orient='values', double_precision=15))",
  ];
  const python = join(root, ".venv/bin/python");
  const file = join(directory, "channels.parquet");
  const again = spawnSync(python, ["-c", reading.join("\n"), file], { encoding: "utf8" });
  expect(again.status, again.stderr).toBe(0);
  expect(JSON.parse(again.stdout)).toEqual(
    rows.map(({ adc, channel, noise: saved }) => [
      Number(adc),
      Number(channel),
      expect.closeTo(Number(saved), 9),
    ]),
  );
  const largest = flat(expected.max_amplitude);
  const flipped = largest.flatMap((amplitude, i) => (amplitude >= 300 && amplitude < 600 ? i : []));
  // An EPCB is one line, with the number of its channels.
  const becameBad = flips!.split("\n").slice(1);
  const counts = becameBad.map((row) => Number(/^new +bad +.*? {2,}(\d+) /.exec(row)![1]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(flipped.length);
  for (const row of becameBad) {
    const place = /ADC (\d), channel (\d+)/.exec(row);
    if (place) expect(flipped).toContain(64 * Number(place[1]) + Number(place[2]));
  }
  expect(several!.match(/Flatline:/g)).toHaveLength(names.length);
  expect(own).toContain("How noisy are the channels?");
});
