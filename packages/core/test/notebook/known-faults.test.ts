import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openRun, type Run } from "../../src/notebook/open-run.js";
import { shiftSummary } from "../../src/notebook/shift-summary.js";
import { samplePath } from "../samples.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-known-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** The faults planted in the sample: dead channels, and EPCBs and a channel with bad baselines. */
const dead = ["5,59", "7,15"];
const badBaseline = ["3,26", "6,36", ...epcb(2, 58), ...epcb(4, 42)];

function epcb(adc: number, first: number): string[] {
  return Array.from({ length: 6 }, (_, i) => `${adc},${first + i}`);
}

/** The dead ones in a status file, the others as known faults of that month. */
function listed(): { channelStatusFile: string; knownFaultsFile: string } {
  const [status, faults] = ["status.csv", "faults.csv"].map((name) => join(directory, name));
  const codes = (adc: number): number[] =>
    Array.from({ length: 64 }, (_, channel) => (dead.includes(`${adc},${channel}`) ? 1 : 0));
  const rows = Array.from({ length: 8 }, (_, adc) => codes(adc).join(","));
  writeFileSync(status!, `${rows.join("\n")}\n`);
  const known = badBaseline.map((place) => `${place},2,2020-01-01T00:00:00Z,,A. Expert,cable`);
  const header = "adc,channel,status,from,to,author,reason";
  writeFileSync(faults!, `${[header, ...known].join("\n")}\n`);
  return { channelStatusFile: status!, knownFaultsFile: faults! };
}

function open(more: Parameters<typeof openRun>[1]): Promise<Run> {
  const store = join(directory, "store");
  return openRun(samplePath("mpd_run_demo_rctl_101"), { store, ...more });
}

it("a run whose only faults are known has nobody to call", async () => {
  expect(shiftSummary(await open({}), null)).toMatch(/\*\*Call the LRS expert now\*\* about/);
  const text = shiftSummary(await open(listed()), null);
  expect(text).toMatch(/^# (FINE|LOOK): /);
  expect(text).toContain("## Who do I call?\n\n**No call is needed now**.");
  expect(text).not.toMatch(/Call the|bad\*\*/);
  for (const place of [...dead, ...badBaseline])
    expect(text).not.toContain(`ADC ${place.replace(",", ", channel ")}`);
});

it("settings of a wrong kind are refused with what is allowed", async () => {
  await expect(open({ ncomp: 1.5 })).rejects.toThrow(
    /Bad value of setting "ncomp" .*expected a whole number, -1 or more, got 1.5/,
  );
  await expect(open({ ptps16bit: [500, 400] })).rejects.toThrow(/expected one, or 8 of them/);
  await expect(open({ ptps16bit: undefined, ncom: 2 } as object)).rejects.toThrow(
    /Unknown setting \(\{ ncom \}\)/,
  );
});
