/** The channel status CSV: what is already known of each channel. */
import { readFile } from "node:fs/promises";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";

/** Status codes: inactive, good, dead, bad baseline, both. */
const codes: readonly number[] = [-1, 0, 1, 2, 3];

/**
 * Reads a channel status file: one line an ADC, one comma-separated code a channel, integers or
 * floats, no header. −1 inactive, 0 good, 1 dead, 2 bad baseline, 3 both. Empty lines at the end,
 * CRLF, spaces around values and a byte order mark are tolerated.
 * @returns codes by channel index, adc × channelCount + channel
 * @throws LightDqmError `not-found` for an absent file; `bad-input`, with line and column, for one
 *   that is no table of codes of the detector's size
 */
export async function readChannelStatus(
  path: string,
  detector: DetectorProfile,
): Promise<Int8Array> {
  const text = (await readText(path)).replace(/^\uFEFF/, "").replace(/\s+$/, "");
  const lines = text === "" ? [] : text.split(/\r\n|\n|\r/);
  const { adcCount, channelCount } = detector;
  if (lines.length !== adcCount) {
    const size = `${adcCount} lines of ${channelCount} codes`;
    throw badStatus("Channel status file of the wrong size", path, size, `${lines.length} lines`);
  }
  const status = new Int8Array(adcCount * channelCount);
  lines.forEach((line, adc) => {
    const cells = line.split(",");
    if (cells.length !== channelCount) {
      throw badStatus(
        "Channel status file with a line of the wrong length",
        `${path}, line ${adc + 1}`,
        `${channelCount} codes`,
        String(cells.length),
      );
    }
    cells.forEach((cell, channel) => {
      const place = `${path}, line ${adc + 1}, column ${channel + 1}`;
      status[adc * channelCount + channel] = statusCode(cell.trim(), place);
    });
  });
  return status;
}

function statusCode(cell: string, place: string): number {
  const code = cell === "" ? Number.NaN : Number(cell);
  if (Number.isNaN(code)) {
    throw badStatus("Channel status that is not a number", place, "a number", `"${cell}"`);
  }
  if (!codes.includes(code)) {
    throw badStatus("Unknown channel status", place, `one of ${codes.join(", ")}`, cell);
  }
  return code;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new LightDqmError(
      absent ? "not-found" : "bad-input",
      {
        what: absent ? "Channel status file not found" : "Channel status file cannot be read",
        where: path,
        expected: "a CSV of status codes",
        got: absent ? "nothing of that name" : (cause as Error).message,
      },
      { cause },
    );
  }
}

function badStatus(what: string, where: string, expected: string, got: string): LightDqmError {
  return new LightDqmError("bad-input", { what, where, expected, got });
}
