/**
 * Alarms of a watcher, from the report to the people. What has to be told is on disk before the ledger
 * says that the file is done, and stays there until it is sent.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isLightDqmError, LightDqmError } from "../../errors.js";
import { writeOutputFiles } from "../../files/output-files.js";
import type { LightDqmDocument } from "../../report/document.js";
import { waitAfterMs } from "../retries.js";
import type { Seen } from "../scan.js";
import { isUnchanged } from "../standing.js";
import { type AlarmMessage, alarmMessage } from "./alarm-message.js";
import { alarmPicture } from "./alarm-picture.js";
import { type AlarmMemory, alarmsToTell } from "./alarm-rule.js";
import {
  type AlarmTarget,
  type AlarmTargets,
  longestMs,
  postAlarm,
  runCommand,
} from "./send-alarm.js";

export interface AlarmOptions extends AlarmTargets {
  /** Files, one after another, in which a fault has to be bad before it is told. */
  after: number;
}

export interface Alarms {
  /**
   * Takes in the report of the latest data; the same one twice counts once.
   * @param files of the report, absolute
   * @throws LightDqmError `output`
   */
  take(file: Seen, document: LightDqmDocument, files: readonly string[]): Promise<void>;
  /** Sends what is due; what is not taken is due again later. */
  send(): Promise<void>;
  unsentCount(): number;
}

/** Only the watcher of an output directory writes there. */
export const alarmsDirectory = (outputDir: string): string => join(outputDir, "watch-alarms");

/** A message that not everybody has. */
interface Unsent {
  message: AlarmMessage;
  /** Who has to get it still. */
  to: AlarmTarget[];
  /** So far, all of them. */
  tries: number;
  /** When the last try began, milliseconds UTC; null before the first. */
  triedMs: number | null;
}

/** `watch-alarms/state.json`. */
interface AlarmState {
  faults: AlarmMemory;
  /** The file of the last report that was taken in. */
  last: Seen | null;
  unsent: Unsent[];
}

/**
 * The alarms of an output directory.
 * @param note gets what went wrong
 * @throws LightDqmError `output`
 */
export async function openAlarms(
  outputDir: string,
  options: AlarmOptions,
  now: () => number,
  note: (text: string) => void,
): Promise<Alarms> {
  const directory = alarmsDirectory(outputDir);
  const statePath = join(directory, "state.json");
  const receiptOf = ({ id }: AlarmMessage): string => join(directory, `${id}.sent`);
  await mkdir(directory, { recursive: true });
  let state = await readState(statePath, note);
  const receipts = new Set(state.unsent.map(({ message }) => receiptOf(message)));
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (name.endsWith(".sent") && !receipts.has(path)) await rm(path, { force: true });
  }

  async function save(next: AlarmState): Promise<void> {
    await writeOutputFiles([{ path: statePath, bytes: `${JSON.stringify(next)}\n` }]);
    state = next;
  }
  const replace = (before: Unsent, after: Unsent): Promise<void> =>
    save({
      ...state,
      unsent: state.unsent.flatMap((each) => {
        if (each.message.id !== before.message.id) return [each];
        return after.to.length > 0 ? [after] : [];
      }),
    });

  /** @returns whether it was taken */
  async function sendOne(first: Unsent): Promise<boolean> {
    let unsent: Unsent = { ...first, tries: first.tries + 1, triedMs: now() };
    await replace(first, unsent);
    const { message } = unsent;
    for (const target of first.to) {
      const address = options[target];
      try {
        if (address === null) note(`Nobody to send an alarm to any more: no alarm ${target}`);
        else if (target === "webhook") await postAlarm(address, message);
        else if (!existsSync(receiptOf(message)))
          await runCommand(address, message, receiptOf(message));
      } catch (error) {
        if (!isLightDqmError(error)) throw error;
        note(error.message);
        continue;
      }
      const left = { ...unsent, to: unsent.to.filter((each) => each !== target) };
      await replace(unsent, left);
      unsent = left;
    }
    if (unsent.to.length > 0) return false;
    await rm(receiptOf(message), { force: true });
    return true;
  }

  return {
    async take(file, document, files) {
      if (state.last?.path === file.path && isUnchanged(state.last, file)) return;
      const { path, sizeBytes, mtimeMs } = file;
      const { lines, memory } = alarmsToTell(state.faults, document, options.after);
      const to = (["command", "webhook"] as const).filter((target) => options[target] !== null);
      const [first] = to.length > 0 ? lines : [];
      const picture = first ? await alarmPicture(first, document, files) : null;
      const message = first && alarmMessage(file, document, lines, picture, files);
      await save({
        faults: memory,
        last: { path, sizeBytes, mtimeMs },
        unsent: message
          ? [...state.unsent, { message, to, tries: 0, triedMs: null }]
          : state.unsent,
      });
    },
    async send() {
      const nowMs = now();
      for (const unsent of state.unsent)
        if (isDue(unsent, nowMs, receiptOf(unsent.message)) && !(await sendOne(unsent))) return;
    },
    unsentCount: () => state.unsent.length,
  };
}

/** A command that a killed watcher has left running may still take the message. */
function isDue({ to, tries, triedMs }: Unsent, nowMs: number, receipt: string): boolean {
  if (triedMs === null || (to.includes("command") && existsSync(receipt))) return true;
  return nowMs - triedMs >= Math.max(longestMs, waitAfterMs(tries));
}

const nothing: AlarmState = { faults: {}, last: null, unsent: [] };

async function readState(path: string, note: (text: string) => void): Promise<AlarmState> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return nothing;
    const parts = { what: "Cannot read the alarms", where: path, got: code ?? String(cause) };
    throw new LightDqmError("output", parts, { cause });
  }
  try {
    const { faults, last, unsent } = JSON.parse(text) as AlarmState;
    return { faults, last, unsent };
  } catch {
    note(`The memory of alarms is damaged (${path}): all faults count as new`);
    return nothing;
  }
}
