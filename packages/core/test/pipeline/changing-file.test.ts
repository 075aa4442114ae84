/** Files that change while they are read. */
import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import { temporaryDirectory } from "../flow/temporary.js";

let path: string;
let other: string;
beforeEach(async () => {
  const directory = temporaryDirectory();
  path = join(directory, "run_rctl_1.FLOW.hdf5");
  other = join(directory, "other.hdf5");
  await simulateFlowFile(path, { eventCount: 4, seed: 1, sampleCount: 100 });
  await simulateFlowFile(other, { eventCount: 4, seed: 2, sampleCount: 100, detectorSeed: 9 });
});

/** The medians of a file that is changed each time it has been opened. @param most changes */
async function mediansOf(change: (time: number) => void, most: number): Promise<number[]> {
  let changes = 0;
  const onProgress = (share: number): void => {
    if (share === 0 && changes < most) change(changes++);
  };
  const summary = await summarizeFile(path, defaultConfig(), null, { onProgress });
  return [...summary.baseline.p50];
}

const unchanging = async (file: string): Promise<number[]> => [
  ...(await summarizeFile(file, defaultConfig(), null)).baseline.p50,
];

it.each<[string, () => void]>([
  ["overwritten", () => writeFileSync(path, readFileSync(other))],
  ["replaced by another of its name", () => renameSync(other, path)],
  [
    "overwritten and given its old time",
    () => {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, readFileSync(other));
      utimesSync(path, atime, mtime);
    },
  ],
])("a file that is %s while it is read is read again, whole", async (_, change) => {
  const expected = await unchanging(other);
  expect(await mediansOf(change, 1)).toEqual(expected);
});

it("a file that keeps changing is an error that says so, and leaves nothing in the store", async () => {
  const config = { ...defaultConfig(), outputDir: temporaryDirectory() };
  const [outcome] = await reportFiles([path], config, {
    onProgress: ({ phase, share }) =>
      phase === "reading and computing" && share === 0 && appendFileSync(path, "more"),
  });
  expect(outcome).toMatchObject({ state: "failed", error: { code: "bad-input" } });
  expect(outcome!.error!.message).toMatch(
    /^File changed while it was read.*run_rctl_1\.FLOW\.hdf5.*a size of \d+ bytes, then \d+$/,
  );
  expect(outcome!.files).toEqual([]);
});

it("a file that is damaged while it is read, and stays so, is refused for the damage", async () => {
  const damage = (): void => writeFileSync(path, readFileSync(path).subarray(0, 5000));
  await expect(mediansOf(damage, 1)).rejects.toThrow(/^Truncated file/);
});

it("a file that goes while it is read is not found", async () => {
  await expect(mediansOf(() => rmSync(path), 1)).rejects.toMatchObject({ code: "not-found" });
});

it("a file of which a copy is made is read once", async () => {
  let opened = 0;
  const copy = (): void => copyFileSync(path, `${path}.copy`);
  await mediansOf(() => {
    opened++;
    copy();
  }, 9);
  expect(opened).toBe(1);
});
