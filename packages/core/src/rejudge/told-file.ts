/** What one judgement tells of a file, in short: it crosses from thread to thread. */
import { recordKey, type State, type Verdict } from "../judge/states/verdict.js";

/** Records of a file. Channels that are not told of are ok. */
export interface ToldFile {
  /** Of every check of channels, the states of the records that are not ok, by `recordKey`. */
  channels: Map<string, Map<string, State>>;
  /** All other records; not those of common faults that are gone. */
  others: Verdict[];
}

/** The short form of the records of a file. */
export function toldFile(verdicts: readonly Verdict[]): ToldFile {
  const channels: ToldFile["channels"] = new Map();
  const others: Verdict[] = [];
  let check = "";
  let ofCheck = new Map<string, State>();
  for (const verdict of verdicts) {
    if (!isOfChannel(verdict)) {
      if (!isGone(verdict)) others.push(verdict);
      continue;
    }
    // Records stand check by check.
    if (verdict.check !== check) {
      check = verdict.check;
      ofCheck = new Map();
      channels.set(check, ofCheck);
    }
    if (verdict.state !== "ok") ofCheck.set(recordKey(verdict), verdict.state);
  }
  return { channels, others };
}

/** Whether a check says it of one channel: each check of channels has a record of each. */
export const isOfChannel = ({ scope, members }: Verdict): boolean =>
  scope === "channel" && members.length === 0;

/** Whether it only says that a common fault is gone. */
export const isGone = ({ change, members }: Verdict): boolean =>
  change === "recovered" && members.length > 0;
