/** What an alarm says. Pure. */
import { createHash } from "node:crypto";
import { callText } from "../../judge/states/callers.js";
import type { RunNumber } from "../../numerics/run-number.js";
import type { LightDqmDocument } from "../../report/document.js";
import type { Seen } from "../scan.js";
import type { AlarmLine } from "./alarm-rule.js";

/** What is sent, as JSON. */
export interface AlarmMessage {
  kind: "light-dqm-alarm";
  /** The same each time that this alarm is sent, and of no other. */
  id: string;
  /** All of it in words, for people. */
  text: string;
  /** Path of the FLOW file. */
  input: string;
  run: RunNumber | null;
  faults: readonly AlarmLine[];
  /** Absolute path of the mask (PNG) that shows the first fault; null where the report has none. */
  picture: string | null;
  /** Absolute paths: the PDF, the page, the masks and the document of the report. */
  files: readonly string[];
}

/** Of faults beyond these, the text says only how many there are. */
const mostInText = 10;

/**
 * @param picture see `AlarmMessage`
 * @param files of the report, absolute
 */
export function alarmMessage(
  file: Seen,
  { input, headline }: Pick<LightDqmDocument, "input" | "headline">,
  faults: readonly AlarmLine[],
  picture: string | null,
  files: readonly string[],
): AlarmMessage {
  const lines = faults
    .slice(0, mostInText)
    .map(
      ({ place, fault, reason, action, callers }) =>
        `${place}: ${fault}. ${reason}. What to do: ${action} ${callText(callers)}`,
    );
  const more = faults.length - lines.length;
  const { path, sizeBytes, mtimeMs } = file;
  const identity = [path, sizeBytes, mtimeMs, faults.map(({ check, place }) => [check, place])];
  return {
    kind: "light-dqm-alarm",
    id: createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 16),
    text: [
      `${input.name}: ${headline}`,
      ...lines,
      ...(more > 0 ? [`and ${more} more: see the report`] : []),
    ].join("\n"),
    ...{ input: path, run: input.run, faults },
    picture,
    files,
  };
}
