import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { samplePath } from "../samples.js";
import { type CapturedIo, type CaptureOptions, capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-report-"));
afterAll(() => rmSync(directory, { recursive: true }));

const good = [samplePath("mpd_run_demo_rctl_101"), samplePath("mpd_run_demo_rctl_102")] as const;
const bad = join(directory, "mpd_run_demo_rctl_101_5.FLOW.hdf5");
const few = ["--max-evts", "4", "--powspec-nevts", "2"];
/** Events that are enough to call a channel channelIndex. */
const enough = ["--max-evts", "24"];

interface Result {
  status: number;
  out: string;
  err: string;
  io: CapturedIo;
}

async function report(argv: readonly string[], options: CaptureOptions = {}): Promise<Result> {
  const io = capturedIo({ cwd: directory, tickMs: 20, ...options });
  const status = await main(["report", ...few, ...argv], io);
  return { status, out: io.out(), err: io.err(), io };
}

const lines = (text: string): string[] => text.split("\n").filter(Boolean);
const filesUnder = (path: string): string[] => readdirSync(path, { recursive: true }) as string[];

beforeAll(() => writeFileSync(bad, "this is no HDF5 file"));

describe("a report of three files, one of them bad", () => {
  let run: Result;
  beforeAll(async () => {
    run = await report([good[0], bad, good[1], "--output-dir", "three", ...enough]);
  });

  it("does the others and ends with status 1", () => {
    expect(run.status).toBe(1);
    expect(lines(run.out).at(-1)).toMatch(/^3 files: 2 done, 1 failed, in /);
    for (const path of good) expect(run.out).toMatch(new RegExp(`^${basename(path)}: done`, "m"));
    expect(run.out).toMatch(new RegExp(`^${basename(bad)}: failed$`, "m"));
  });

  it("names every file that was written, and they are there", () => {
    const written = lines(run.out).filter((line) => line.startsWith(`  ${directory}`));
    expect(written.filter((line) => line.endsWith("_light_dqm_main.pdf"))).toHaveLength(2);
    expect(written.filter((line) => line.endsWith(".light-dqm.json"))).toHaveLength(2);
    for (const line of written) expect(existsSync(line.trim())).toBe(true);
  });

  it("says in one line what is wrong with the bad one, without a stack trace", () => {
    const errors = lines(run.err).filter((line) => line.startsWith("light-dqm: error: "));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(basename(bad));
    expect(run.err).not.toContain("    at ");
  });

  it("gives a line a file of progress where there is no terminal", () => {
    const progress = lines(run.err).filter((line) => / of 3: /.test(line));
    expect(progress).toHaveLength(3);
    expect(run.err).not.toContain("\r");
  });

  it("leaves nothing half-written", () => {
    const names = filesUnder(join(directory, "three"));
    expect(names.filter((name) => name.includes(".tmp"))).toEqual([]);
    expect(names.filter((name) => name.includes("101_5"))).toEqual([]);
  });

  it("tells each fault of the written document once, in its words", () => {
    const output = join(directory, "three");
    const documents = readdirSync(output)
      .filter((name) => name.endsWith(".light-dqm.json"))
      .map((name) => JSON.parse(readFileSync(join(output, name), "utf8")) as LightDqmDocument);
    const faults = documents.flatMap(({ alarms, verdicts }) =>
      alarms.slice(0, 12).map(({ place, verdict }) => [place, verdicts[verdict]!.reason] as const),
    );
    expect(faults.length).toBeGreaterThan(3);
    const told = lines(run.out).filter((line) => /^ {2}(new|still), (bad|warning): /.test(line));
    // Faults that differ in nothing but the place share a line.
    const placesIn = (line: string): string[] => line.split(": ")[1]!.split("; ");
    expect(told.flatMap(placesIn)).toHaveLength(faults.length);
    for (const [place, reason] of faults)
      expect(
        told.filter((line) => placesIn(line).includes(place) && line.includes(reason)),
      ).not.toEqual([]);
  });

  it("is there for the history", async () => {
    const io = capturedIo({ cwd: directory });
    expect(await main(["history", "list", "--output-dir", "three", "--json"], io)).toBe(0);
    const { summaries } = JSON.parse(io.out());
    expect(summaries.map((entry: { key: string }) => entry.key)).toEqual([
      expect.stringMatching(/^mpd_run_demo_rctl_101~[0-9a-f]{8}$/),
      expect.stringMatching(/^mpd_run_demo_rctl_102~[0-9a-f]{8}$/),
    ]);
  });

  it("is skipped when asked for again, and redone with --force", async () => {
    const again = await report([good[0], "--output-dir", "three", ...enough]);
    expect([again.status, again.err]).toEqual([0, ""]);
    expect(again.out).toContain(": skipped, ");
    const forced = await report([good[0], "--output-dir", "three", "--force", ...enough]);
    expect(forced.status).toBe(0);
    expect(forced.out).toContain(": done in ");
  });

  it("prints results and log as JSON on request", async () => {
    const json = ["--json", "--log", "json", "--output-dir", "three", ...enough];
    const { status, out, err } = await report([good[1], bad, ...json]);
    expect(status).toBe(1);
    const { files } = JSON.parse(out);
    // One that cannot be read by its run and sub-run: 101_5 before 102, which no change of 101 touched.
    expect(files).toMatchObject([
      { input: bad, state: "failed", files: [], error: { code: "bad-input" } },
      { input: good[1], state: "skipped", error: null },
    ]);
    expect(Object.keys(files[1].counts)).toContain("bad");
    const records = lines(err).map((line) => JSON.parse(line));
    expect(records.filter(({ level }) => level === "error")).toHaveLength(1);
    for (const { time } of records) expect(new Date(time).toISOString()).toBe(time);
  });
});

describe("a report that is out of date", () => {
  it("is named when an earlier file comes late, and redone with --stale", async () => {
    await report([good[1], "--output-dir", "late"]);
    const late = await report([good[0], "--output-dir", "late"]);
    expect(late.status).toBe(0);
    expect(late.err).toMatch(
      /1 report is out of date: \S*rctl_102_light_dqm_main.pdf: light-dqm report --stale late reprocesses it/,
    );
    const redone = await report(["--stale", "late"]);
    expect(redone.status).toBe(0);
    expect(lines(redone.out).filter((line) => line.includes(": done in "))).toEqual([
      expect.stringMatching(/rctl_102\.FLOW\.hdf5: done in/),
    ]);
    const again = await report(["--stale", "--output-dir", "late"]);
    expect([again.status, again.out, again.err]).toEqual([0, "no report is out of date\n", ""]);
  });

  it("is looked for in one directory", async () => {
    const { status, err } = await report(["--stale", "three", "late"]);
    expect([status, err]).toEqual([2, expect.stringMatching(/one directory of reports/)]);
  });
});

describe("progress on a terminal", () => {
  it("is a bar on stderr that is gone at the end", async () => {
    const { status, err, out } = await report([good[0], "--output-dir", "bar"], {
      stderrIsTty: true,
      columns: 100,
    });
    expect(status).toBe(0);
    const frames = err.split("\r\x1b[K").filter((frame) => /^[█░]+ +\d+ %/.test(frame));
    expect(frames.length).toBeGreaterThan(0);
    expect(err.endsWith("\n") || err.endsWith("\r\x1b[K")).toBe(true);
    expect(out).not.toContain("\x1b");
  });
});

describe("an interrupted report", () => {
  it("ends with status 130 and leaves no file of the report", async () => {
    let pressed = false;
    const io: CapturedIo = capturedIo({
      cwd: directory,
      onStderr: () => {
        if (pressed) return;
        pressed = true;
        io.interrupt();
      },
    });
    const status = await main(["report", ...good, "--output-dir", "interrupted", ...few], io);
    expect(status).toBe(130);
    expect(io.err()).toContain("interrupted, cleaning up");
    expect(io.listening()).toBe(0);
    expect(io.exits).toEqual([]);
    const names = filesUnder(join(directory, "interrupted"));
    expect(names.filter((name) => /\.(pdf|png|json|tmp)$/.test(name))).toEqual([]);
  });

  it("ends at once at the second signal", async () => {
    let seen = 0;
    const io: CapturedIo = capturedIo({
      cwd: directory,
      onStderr: () => {
        seen++;
        if (seen <= 2) io.interrupt(15);
      },
    });
    const status = await main(["report", good[0], "--output-dir", "twice", ...few], io);
    expect(io.exits).toEqual([143]);
    expect(status).toBe(143);
  });
});

describe("a report that cannot begin", () => {
  it.each([
    ["absent-directory", "absent-directory"],
    ["--input-path absent", "absent"],
    [`${good[0]} --channel-status-file absent.csv`, "absent.csv"],
    [`${good[0]} --output-dir ${bad}`, "output directory"],
  ])("%s is one clear line and status 1", async (line, part) => {
    const { status, err } = await report(line.split(" "));
    expect(status).toBe(1);
    const errors = lines(err).filter((each) => each.startsWith("light-dqm: error: "));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(part);
    expect(err).not.toContain("    at ");
  });
});
