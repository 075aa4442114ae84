import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { watchObserver } from "../../src/nearline/observer.js";
import type { Stand } from "../../src/nearline/watch-hooks.js";
import { temporaryDirectory } from "../flow/temporary.js";

const start = Date.parse("2026-02-01T00:00:00Z");
const idle: Stand = { entries: new Map(), waiting: 0, away: [] };

/** Writes the document of a report in which a channel has a state, and its files. */
function reported(directory: string, name: string, firstMs: number, state: "ok" | "bad") {
  const channel = { scope: "channel", adc: 0, channel: 4, state, members: [], label: null };
  const verdict = { ...channel, check: "flatline", reason: "amplitude 9", unit: "", since: null };
  const alarm = { verdict: 0, title: "Flatline", place: "ADC 0, channel 4", action: "Look." };
  const document = {
    ...{ kind: "light-dqm-document", headline: state, processedAt: "2026-01-31T00:00:00.000Z" },
    ...{ input: { name, path: `/data/${name}`, run: 7 }, time: { firstMs, lastMs: firstMs } },
    counts: { ok: 0, warn: 0, bad: 0, unknown: 0, masked: 0, [state]: 1 },
    ...{ verdicts: [verdict], figures: [] },
    alarms: state === "bad" ? [{ ...alarm, callers: "LRS expert", also: [], change: "new" }] : [],
  };
  const path = join(directory, `${name}.light-dqm.json`);
  writeFileSync(path, JSON.stringify(document));
  return { file: { path: `/data/${name}`, sizeBytes: 1, mtimeMs: firstMs }, files: [path] };
}

async function observed(directory: string, command: string | null = null) {
  const notes: string[] = [];
  const clock = { nowMs: start };
  const options = { command, webhook: null, after: 1 };
  const note = (text: string) => void notes.push(text);
  const observer = await watchObserver(directory, options, () => clock.nowMs, note);
  return { observer, notes, clock };
}

const statusIn = (directory: string) =>
  JSON.parse(readFileSync(join(directory, "watch-status.json"), "utf8"));

describe("what a watcher tells the world", () => {
  it("is of the latest data, and of those again after a restart", async () => {
    const directory = temporaryDirectory();
    const { observer } = await observed(directory);
    const now = reported(directory, "now", start, "bad");
    await observer.report({ ...now, isLatest: true });
    await observer.report({ ...reported(directory, "late", 0, "ok"), isLatest: false });
    await observer.stands(idle);
    expect(statusIn(directory).last).toMatchObject({
      ...{ input: "/data/now", run: 7, headline: "bad" },
      channels: [{ adc: 0, channel: 4, state: "bad" }],
    });
    symlinkSync("now.light-dqm.json", join(directory, "latest.light-dqm.json"));
    rmSync(join(directory, "watch-status.json"));
    await (await observed(directory)).observer.stands(idle);
    expect(statusIn(directory).last).toMatchObject({ input: "/data/now", headline: "bad" });
  });

  it("rings for no file but that of the latest data", async () => {
    const directory = temporaryDirectory();
    const { observer } = await observed(
      directory,
      "cat >> got; echo >> got".replaceAll("got", join(directory, "got")),
    );
    await observer.report({ ...reported(directory, "late", 0, "bad"), isLatest: false });
    await observer.stands(idle);
    expect(readdirSync(directory)).not.toContain("got");
    await observer.report({ ...reported(directory, "now", start, "bad"), isLatest: true });
    await observer.stands(idle);
    expect(JSON.parse(readFileSync(join(directory, "got"), "utf8")).input).toBe("/data/now");
  });

  it("says during a long file that it lives, twice a minute at most", async () => {
    const directory = temporaryDirectory();
    const { observer, clock } = await observed(directory);
    await observer.stands(idle);
    clock.nowMs += 10_000;
    observer.lives();
    clock.nowMs += 25_000;
    observer.lives();
    await expect.poll(() => statusIn(directory).updatedAt).toBe("2026-02-01T00:00:35.000Z");
  });

  it("goes on where the status cannot be written, and says so", async () => {
    const directory = temporaryDirectory();
    const { observer, notes } = await observed(directory);
    mkdirSync(join(directory, "watch-status.json"));
    await observer.stands(idle);
    expect(notes[0]).toContain("watch-status.json");
  });

  it("knows nothing where the last document is damaged", async () => {
    const directory = temporaryDirectory();
    for (const text of ['{"kind":"light', "null", '{"kind":"another"}']) {
      writeFileSync(join(directory, "latest.light-dqm.json"), text);
      const { observer } = await observed(directory);
      await observer.stands(idle);
      expect(statusIn(directory).last).toBeNull();
    }
  });
});
