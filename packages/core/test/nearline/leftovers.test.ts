import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { removeLeftovers } from "../../src/nearline/leftovers.js";
import { temporaryDirectory } from "../flow/temporary.js";

it("removes what a killed process has left half-written, but nothing of today or with another name", async () => {
  const directory = temporaryDirectory();
  const [old, now] = ["2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z"].map((time) => new Date(time));
  const place = (name: string, time: Date): void => {
    writeFileSync(join(directory, name), name);
    utimesSync(join(directory, name), time, time);
  };
  place(".a_light_dqm_main.pdf.4711-0123abcd.tmp", old!);
  const kept = [".b.light-dqm.json.4711-0123abcd.tmp", ".mine.tmp", "a_light_dqm_main.pdf"];
  for (const name of kept) place(name, name.startsWith(".b") ? now! : old!);
  await removeLeftovers(directory, now!.getTime());
  expect(readdirSync(directory).sort()).toEqual(kept.sort());
});
