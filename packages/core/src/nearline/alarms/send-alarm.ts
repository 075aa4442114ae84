/** Sending an alarm: to a command, or to a web address. */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { LightDqmError } from "../../errors.js";
import type { AlarmMessage } from "./alarm-message.js";

export interface AlarmTargets {
  /** Run by the shell, with the message on its standard input; null for none. */
  command: string | null;
  /** Gets the message by POST; null for none. */
  webhook: string | null;
}

export type AlarmTarget = keyof AlarmTargets;

/** An alarm that takes longer was not sent. */
export const longestMs = 30_000;

/** So long the last messages of a command that has ended are waited for. */
const messagesMs = 1000;

/**
 * Gives the message to a command, which also finds the text and the picture's path in its environment.
 * @param receipt file that is made when the command has taken it, even if this process was killed
 *   meanwhile
 * @throws LightDqmError `output` where the command does not take it
 */
export async function runCommand(
  command: string,
  message: AlarmMessage,
  receipt: string,
): Promise<void> {
  const env = {
    ...process.env,
    LIGHT_DQM_ALARM_ID: message.id,
    LIGHT_DQM_ALARM_TEXT: message.text,
    LIGHT_DQM_ALARM_PICTURE: message.picture ?? "",
  };
  const script = '(eval "$1") && : > "$2"';
  // A group of its own: a Ctrl-C on the terminal ends the watcher, not the alarm.
  const child = spawn("sh", ["-c", script, "sh", command, receipt], {
    env,
    stdio: ["pipe", "ignore", "pipe"],
    detached: true,
  });
  let complaint = "";
  child.stderr.on("data", (data) => {
    complaint = `${complaint}${data}`.slice(-500);
  });
  // A command that does not read its input is content without it.
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify(message));
  const timer = setTimeout(() => process.kill(-child.pid!, "SIGTERM"), longestMs);
  const got = await new Promise<string | null>((resolve) => {
    child.on("error", (cause) => resolve(String(cause)));
    // What the command has left running in the background may hold on to its messages.
    child.on("exit", () => setTimeout(() => child.stderr.destroy(), messagesMs).unref());
    child.on("close", (status, signal) =>
      resolve(status === 0 ? null : `status ${status ?? signal} ${complaint.trim()}`.trim()),
    );
  });
  clearTimeout(timer);
  if (got !== null) throw notTaken(command, got);
}

/**
 * Sends the message by POST, with the picture in it; `Idempotency-Key` is its id.
 * @throws LightDqmError `output` where the address does not take it
 */
export async function postAlarm(address: string, message: AlarmMessage): Promise<void> {
  const { picture } = message;
  const pictureBase64 =
    picture &&
    (await readFile(picture).then(
      (bytes) => bytes.toString("base64"),
      () => null,
    ));
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": message.id },
    body: JSON.stringify({ ...message, pictureBase64 }),
    signal: AbortSignal.timeout(longestMs),
  }).catch((cause: unknown) => {
    throw notTaken(address, String(cause), cause);
  });
  if (!response.ok) throw notTaken(address, `status ${response.status}`);
}

function notTaken(where: string, got: string, cause?: unknown): LightDqmError {
  return new LightDqmError("output", { what: "Alarm not sent", where, got }, { cause });
}
