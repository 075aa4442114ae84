import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { tinyDetector } from "../tiny-detector.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-watch-use-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const io = capturedIo({ cwd: directory, tickMs: 400 });
  const status = await main(argv, io);
  const events = io.err().startsWith("{")
    ? io
        .err()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];
  return { status, err: io.err(), events };
}

const tiny = ["--detector", join(directory, "tiny.json"), "--max-evts", "2", "--threads", "1"];
const once = ["--once", "--age", "0", "--interval", "1", ...tiny];
const outputOf = (name: string): string[] => ["--output-dir", join(directory, name)];

beforeAll(async () => {
  tinyDetector(directory);
  const size = ["--files", "3", "--events", "4", "--samples", "60"];
  const { status, err } = await run(
    "simulate",
    join(directory, "data"),
    ...tiny.slice(0, 2),
    ...size,
  );
  expect(status, err).toBe(0);
});

describe("a watch of the command line", () => {
  it.each([
    ["--alarm-webhook alarms.example.org/light", /--alarm-webhook.*https:\/\//],
    ["--alarm-webhook ftp://alarms.example.org", /--alarm-webhook.*https:\/\//],
    ["--nfiles 1", /nfiles/],
    ["--start-run 5", /start-run/],
  ])("refuses %s as wrong use", async (line, said) => {
    const { status, err } = await run(
      "watch",
      join(directory, "data"),
      ...once,
      ...line.split(" "),
    );
    expect(err).toMatch(said);
    expect(status).toBe(2);
  });

  it("takes only files whose names begin as is asked for", async () => {
    const args = [...once, ...outputOf("some"), "--file-syntax", "sim_run_rctl_500_p2"];
    expect((await run("watch", join(directory, "data"), ...args)).status).toBe(0);
    const reports = readdirSync(join(directory, "some")).filter((name) => name.startsWith("sim"));
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.every((name) => name.startsWith("sim_run_rctl_500_p2"))).toBe(true);
  });

  it("tells of reports that a late file has made out of date, and of each once", async () => {
    const late = join(directory, "late");
    mkdirSync(late);
    const names = readdirSync(join(directory, "data")).filter((name) => name.endsWith(".hdf5"));
    const [first, ...others] = names.sort();
    const place = (name: string): void =>
      copyFileSync(join(directory, "data", name), join(late, name));
    for (const name of others) place(name);
    const args = [...once, ...outputOf("late-out"), "--log", "json"];
    expect((await run("watch", late, ...args)).status).toBe(0);
    place(first!);
    const { events } = await run("watch", late, ...args);
    const stale = events.filter(({ event }) => event === "stale").map(({ reports }) => reports);
    expect(stale).toEqual([
      ["sim_run_rctl_500_p2_light_dqm_main.pdf", "sim_run_rctl_500_p3_light_dqm_main.pdf"],
    ]);
  });

  it("says of a file that fails what was expected and got", async () => {
    const torn = join(directory, "torn");
    const [first] = readdirSync(join(directory, "data")).filter((name) => name.endsWith(".hdf5"));
    const bytes = readFileSync(join(directory, "data", first!));
    mkdirSync(torn);
    writeFileSync(join(torn, "a.FLOW.hdf5"), bytes.subarray(0, bytes.length / 2));
    const args = [...once, ...outputOf("torn-out"), "--log", "json"];
    const { status, events } = await run("watch", torn, ...args);
    const retry = events.find(({ event }) => event === "file-retry");
    expect(retry).toMatchObject({ level: "error", error: { code: "bad-input" }, tries: 1 });
    expect(retry.error.message).toContain("a.FLOW.hdf5");
    expect(status).toBe(1);
  });

  it("ends with 1 where a directory could not be looked into, however well the rest went", async () => {
    const data = join(directory, "linked");
    mkdirSync(data);
    // Permissions mean nothing to root: a link that leads to itself cannot be looked at by anyone.
    symlinkSync(join(data, "a.FLOW.hdf5"), join(data, "a.FLOW.hdf5"));
    const { status, err } = await run("watch", data, ...once, ...outputOf("looped"));
    expect(err).toContain("cannot be looked into: ELOOP");
    expect(status).toBe(1);
  });

  it("ends with 1 where an alarm was not taken, and its log says which and why", async () => {
    const alarm = ["--alarm-after", "1", "--alarm-command", "echo no mail >&2; exit 3"];
    const args = [...once, ...outputOf("alarms"), ...alarm, "--log", "json"];
    const { status, events } = await run("watch", join(directory, "data"), ...args);
    const notes = events.filter(({ event }) => event === "note").map(({ note }) => note);
    expect(notes.join("\n")).toMatch(/Alarm not sent .*no mail.*status 3 no mail/);
    expect(events.filter(({ event }) => event === "file-failed")).toEqual([]);
    expect(status).toBe(1);
  });
});
