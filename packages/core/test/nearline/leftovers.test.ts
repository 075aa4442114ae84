import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { removeLeftovers } from "../../src/nearline/leftovers.js";
import { temporaryDirectory } from "../flow/temporary.js";

const [old, now] = ["2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z"].map((time) => new Date(time));

function place(directory: string, name: string, time: Date): void {
  writeFileSync(join(directory, name), name);
  utimesSync(join(directory, name), time, time);
}

describe("what a killed process has left half-written", () => {
  it("is removed, but nothing of today or with another name", async () => {
    const directory = temporaryDirectory();
    place(directory, ".a_light_dqm_main.pdf.4711-0123abcd.tmp", old!);
    const today = ".b.light-dqm.json.4711-0123abcd.tmp";
    place(directory, today, now!);
    const others = [".mine.tmp", "a_light_dqm_main.pdf"];
    for (const name of others) place(directory, name, old!);
    await removeLeftovers(directory, join(directory, "none"), now!.getTime());
    expect(readdirSync(directory).sort()).toEqual([today, ...others].sort());
  });

  it("of a lock is removed as well, but no lock itself", async () => {
    const directory = temporaryDirectory();
    const token = "4711-0123456789abcdef";
    for (const name of ["watch.lock", ".light-dqm-legacy.lock"])
      for (const ending of ["tmp", "stale.tmp"])
        place(directory, `${name}.${token}.${ending}`, old!);
    const today = `watch.lock.${token.replace("0", "1")}.tmp`;
    place(directory, today, now!);
    const others = ["watch.lock", "my.lock.tmp", `watch.lock.${token}`];
    for (const name of others) place(directory, name, old!);
    await removeLeftovers(directory, join(directory, "none"), now!.getTime());
    expect(readdirSync(directory).sort()).toEqual([today, ...others].sort());
  });

  it("is removed at once where only the watcher writes", async () => {
    const own = temporaryDirectory();
    place(own, ".state.json.4711-0123abcd.tmp", now!);
    place(own, "state.json", now!);
    await removeLeftovers(temporaryDirectory(), own, now!.getTime());
    expect(readdirSync(own)).toEqual(["state.json"]);
  });
});
