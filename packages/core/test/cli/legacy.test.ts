import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-legacy-use-"));
afterAll(() => rmSync(directory, { recursive: true }));

async function legacy(line: string): Promise<{ status: number; err: string }> {
  const io = capturedIo({ cwd: directory });
  const status = await main(["legacy", ...line.split(" ")], io);
  return { status, err: io.err() };
}

describe("what the old script refused", () => {
  it.each([
    ["--units mV", /--units/],
    ["--start_run -3", /--start_run/],
    ["--nfiles many", /--nfiles/],
    ["--write_json_blobs maybe", /True or False/],
    ["--plot_all True", /Unknown flag "--plot_all"/],
    ["--start_run", /--start_run/],
    ["stray", /argument/],
  ])("%s is wrong use", async (line, said) => {
    const { status, err } = await legacy(`--file_syntax x_ ${line}`);
    expect(status).toBe(2);
    expect(err).toMatch(/^light-dqm: error: .*\n$/);
    expect(err).toMatch(said);
  });

  it("needs to know how the files are called", async () => {
    const { status, err } = await legacy("--start_run 3");
    expect([status, err]).toEqual([2, expect.stringContaining("--file_syntax")]);
  });

  it("is at a loss without the directory", async () => {
    const { status, err } = await legacy("--input_path gone/ --file_syntax x_");
    expect([status, err]).toEqual([1, expect.stringContaining(join(directory, "gone"))]);
  });
});
