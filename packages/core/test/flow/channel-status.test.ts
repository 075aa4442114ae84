import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { readChannelStatus } from "../../src/flow/channel-status.js";
import { gridDetector } from "../detectors.js";
import { temporaryDirectory } from "./temporary.js";

const small: DetectorProfile = gridDetector({
  channelCount: 3,
  activeChannels: [0, 1, 2],
  channelsPerEpcb: 6,
});

function read(text: string): Promise<Int8Array> {
  const path = join(temporaryDirectory(), "status.csv");
  writeFileSync(path, text);
  return readChannelStatus(path, small);
}

describe("a channel status file", () => {
  it("gives codes by ADC and channel, from integers or floats", async () => {
    expect([...(await read("-1,0,1\n2.0,3.00,0e0\n"))]).toEqual([-1, 0, 1, 2, 3, 0]);
  });

  it.each([
    ["no end of line", "0,0,0\n1,1,1"],
    ["CRLF", "0,0,0\r\n1,1,1\r\n"],
    ["spaces and empty lines at the end", " 0 , 0,0\n1,1 ,1 \n\n \n"],
    ["a byte order mark", "\uFEFF0,0,0\n1,1,1\n"],
  ])("is read with %s", async (_, text) => {
    expect([...(await read(text))]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it.each([
    ["a line missing", "0,0,0\n", /expected 2 lines of 3 codes, got 1 lines/],
    ["nothing in it", "", /got 0 lines/],
    ["a ragged line", "0,0,0\n0,0\n", /line 2.*expected 3 codes, got 2/],
    ["a column too many", "0,0,0,0\n0,0,0\n", /line 1.*got 4/],
    ["a word", "0,0,0\n0,dead,0\n", /line 2, column 2.*"dead"/],
    ["an empty cell", "0,,0\n0,0,0\n", /line 1, column 2/],
    ["an unknown code", "0,0,4\n0,0,0\n", /line 1, column 3.*-1, 0, 1, 2, 3, got 4/],
    ["a code between two", "0,0,0.5\n0,0,0\n", /line 1, column 3.*got 0\.5/],
  ])("with %s is refused with its place", async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringMatching(message),
    });
  });

  it("that is absent is named", async () => {
    await expect(readChannelStatus("/absent/status.csv", small)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("/absent/status.csv"),
    });
  });
});
