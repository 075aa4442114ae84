import { expect, it } from "vitest";
import type { LightDqmDocument } from "../../../src/report/document.js";
import { type PageContent, pageContents } from "../../../src/report/html/page-content.js";

const record = (channel: number, state: string) => ({
  ...{ check: "noise-high", adc: 0, channel, state, reason: `why ${channel}`, change: "new" },
  members: [],
});

const document = {
  files: ["run_light_dqm_main.pdf", "run.light-dqm.json"],
  verdicts: [record(0, "ok"), record(1, "unknown"), record(2, "bad")],
  alarms: [{ verdict: 2, place: "ADC 0, channel 2" }],
  figures: ["Mask", "Light, 1 of 3", "Light, 2 of 3", "Light, 3 of 3", "Noise"].map((bookmark) => ({
    bookmark,
  })),
} as unknown as LightDqmDocument;

const contents = [...pageContents(document)];
const titles = ({ figures }: PageContent): string[] => figures.map(({ bookmark }) => bookmark);

it("holds all of a report where that fits, and says nothing of what is missing", () => {
  expect(contents[0]!.verdicts).toHaveLength(3);
  expect(titles(contents[0]!)).toHaveLength(5);
  expect(contents[0]!.leftOut).toEqual([]);
});

it("gives up results that are ok, then why others are unknown, then figures that are alike, then the last ones", () => {
  expect(contents[1]!.verdicts.map(({ state }) => state)).toEqual(["unknown", "bad"]);
  expect(contents[2]!.verdicts.map(({ reason }) => reason)).toEqual([undefined, "why 2"]);
  expect(titles(contents[3]!)).toEqual(["Mask", "Light, 1 of 3", "Light, 2 of 3", "Noise"]);
  expect(contents.slice(4).map((each) => titles(each).length)).toEqual([3, 2, 1, 0]);
});

it("keeps every fault with its reason, however small it is", () => {
  for (const { alarms, verdicts } of contents)
    expect(alarms!.map(({ verdict }) => verdicts[verdict])).toMatchObject([
      { channel: 2, state: "bad", reason: "why 2" },
    ]);
});

it("names what it does not have, and the file that has it", () => {
  expect(contents[3]!.leftOut).toEqual([
    "The results of checks that are ok are in the JSON document run.light-dqm.json.",
    "The reasons of results that are unknown are in the JSON document run.light-dqm.json.",
    "1 figure (Light, 3 of 3) is in the PDF run_light_dqm_main.pdf.",
  ]);
});
