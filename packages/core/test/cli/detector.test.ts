import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { smallDescription } from "../detector/small-description.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-detector-"));
afterAll(() => rmSync(directory, { recursive: true }));

async function run(...argv: string[]) {
  const io = capturedIo({ cwd: directory });
  const status = await main(argv, io);
  return { status, stdout: io.out(), stderr: io.err() };
}

const inFile = (name: string, value: unknown): void =>
  writeFileSync(join(directory, name), JSON.stringify(value));

describe("light-dqm detector show", () => {
  test("lists the built-in detectors", async () => {
    const { status, stdout } = await run("detector", "show");
    expect(status).toBe(0);
    expect(stdout.trimEnd().split("\n")).toEqual([
      "dune-2x2: 8 ADCs × 64 channels, 384 of them active; 4 modules, 8 TPCs, 128 light traps",
      "dune-2x2-simulation: 8 ADCs × 64 channels, 384 of them active; 4 modules, 8 TPCs, 128 light traps",
      "fsd: 4 ADCs × 64 channels, 240 of them active; 1 module, 2 TPCs, 80 light traps",
      "ndlar: 140 ADCs × 64 channels, 8400 of them active; 35 modules, 70 TPCs, 2800 light traps",
    ]);
  });

  test("of one says how its TPCs are cabled, and the defaults of its own", async () => {
    const { stdout } = await run("detector", "show", "dune-2x2");
    expect(stdout).toMatch(/^ +4 +2 +4: 36–47, 52–63; 5: 36–47, 52–63 +4 ArCLight, 12 LCM$/m);
    expect(stdout).toContain(
      "16 ns a sample, threshold 500, baselines -30000 to -26000, rails -32764 and 32760 (ADC16)\n",
    );
  });

  test("of one without defaults of its own marks those of every detector", async () => {
    inFile("near.json", smallDescription());
    const { stdout } = await run("detector", "show", "near.json");
    expect(stdout).toContain(
      "16 ns a sample, threshold 500 (default), baselines -30000 to -26000 (default), rails -32764 and 32760 (default)",
    );
  });

  test("--json has the same as data", async () => {
    const { stdout } = await run("detector", "show", "fsd", "--json");
    const { cabling, profile, ...overview } = JSON.parse(stdout);
    expect(overview).toEqual({
      ...{ name: "fsd", adcs: 4, channelsPerAdc: 64, activeChannels: 240 },
      ...{ modules: 1, tpcs: 2, traps: 80 },
    });
    expect(cabling).toHaveLength(2);
    expect(profile.modules).toEqual([{ layout: 0, firstAdc: 0 }]);
  });
});

describe("light-dqm detector check", () => {
  test("of a good description says so, with what it describes", async () => {
    inFile("near.json", smallDescription());
    const { status, stdout } = await run("detector", "check", "near.json");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^near: 2 ADCs × 8 channels, 16 of them active; 1 module, 2 TPCs/);
    expect(stdout).toMatch(/no problem found\n$/);
  });

  test("of a bad one lists every problem with its place; the status is 1", async () => {
    const bad = smallDescription();
    bad.det_chan[0][1] = [6, 9];
    bad.ch_to_vert_bin[1][7] = -1;
    inFile("bad.json", bad);
    const { status, stdout } = await run("detector", "check", "bad.json");
    expect(status).toBe(1);
    expect(stdout).toBe(
      [
        "det_chan.0.1.1: expected a whole number, 0 to 7, got 9",
        "ch_to_vert_bin.1: expected a SiPM for channel 7 of trap 1 of TPC 1, got none",
        "2 problems",
        "",
      ].join("\n"),
    );
    const { stdout: json } = await run("detector", "check", "bad.json", "--json");
    expect(JSON.parse(json).problems).toHaveLength(2);
  });

  test("of a file that is not there is an error", async () => {
    const { status, stderr } = await run("detector", "check", "absent.yaml");
    expect(status).toBe(2);
    expect(stderr).toContain("absent.yaml");
  });
});

describe("light-dqm config show --detector", () => {
  test("has the limits of the detector, and says that they are its own", async () => {
    const { stdout } = await run("config", "show", "--detector", "fsd");
    expect(stdout).toMatch(/lowestAdc16: -2000 +# .*of the detector/);
    expect(stdout).toMatch(/highestAdc16: 2000 +# .*of the detector/);
    expect(stdout).toMatch(/^ptps16bit:.*\n? *.*500.*of the detector/m);
  });
});
