/** The channel status file: what is already known of each channel. */
import { readFile } from "node:fs/promises";
import { detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import { csvRows } from "../files/csv-rows.js";

/** Status codes: inactive, good, dead, bad baseline, both. */
const codes: readonly number[] = [-1, 0, 1, 2, 3];

/**
 * Reads a channel status file: one line per ADC, one comma-separated code per channel, integers or
 * floats, no header. −1 inactive, 0 good, 1 dead, 2 bad baseline, 3 both. Empty lines at the end,
 * CRLF, spaces around values and a byte order mark are tolerated.
 * @returns codes by channel index
 * @throws LightDqmError `not-found` for an absent file; `bad-input`, with line and column, for one
 *   that is no table of codes of the detector's size
 */
export async function readChannelStatus(
  path: string,
  detector: DetectorProfile,
): Promise<Int8Array> {
  const rows = csvRows((await readText(path)).trimEnd());
  const { adcCount, channelCount } = detector;
  const { indexCount, indexOf } = detectorGroups(detector);
  if (rows.length !== adcCount) {
    const size = `${adcCount} lines of ${channelCount} codes`;
    throw badStatus("Channel status file has the wrong size", path, size, `${rows.length} lines`);
  }
  const status = new Int8Array(indexCount);
  rows.forEach(({ line, cells }, adc) => {
    const where = `${path}, line ${line}`;
    if (cells.length !== channelCount) {
      throw badStatus(
        "Line of wrong length in the channel status file",
        where,
        `${channelCount} codes`,
        String(cells.length),
      );
    }
    cells.forEach((cell, channel) => {
      status[indexOf(adc, channel)] = statusCode(cell, `${where}, column ${channel + 1}`);
    });
  });
  return status;
}

function statusCode(cell: string, place: string): number {
  const code = cell === "" ? Number.NaN : Number(cell);
  if (Number.isNaN(code)) {
    throw badStatus("Channel status is not a number", place, "a number", `"${cell}"`);
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
        expected: "a CSV file of status codes",
        got: absent ? "nothing of that name" : (cause as Error).message,
      },
      { cause },
    );
  }
}

function badStatus(what: string, where: string, expected: string, got: string): LightDqmError {
  return new LightDqmError("bad-input", { what, where, expected, got });
}
