import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Check } from "../../src/judge/check.js";
import { checks } from "../../src/judge/checks/index.js";
import { judge } from "../../src/judge/judge.js";
import { isNotCompared } from "../../src/judge/parts/findings.js";
import { makeSummary } from "../store/make-summary.js";

const folder = new URL("../../src/judge/checks/", import.meta.url);
const files = (readdirSync(folder, { recursive: true }) as string[]).filter(
  (file) => file.endsWith(".ts") && file !== "index.ts",
);

/** The checks that a file exports: rows, or tables of rows. */
async function checksOf(file: string): Promise<Check[]> {
  const exported: Record<string, object> = await import(new URL(file, folder).href);
  return Object.values(exported).flatMap((one) =>
    "judge" in one ? [one as Check] : (Object.values(one) as Check[]),
  );
}

describe("the table of checks", () => {
  test("has every check of every file, and none beside them", async () => {
    const found = (await Promise.all(files.map(checksOf))).flat();
    expect(new Set(checks)).toEqual(new Set(found));
    expect(checks).toHaveLength(found.length);
  });

  test("has a file a check, or a family of checks, in the folder of its scope; those of light have one", async () => {
    for (const file of files)
      for (const { scope } of await checksOf(file)) {
        const folder = scope === "channel" ? "(channel|light)" : scope;
        expect(file).toMatch(new RegExp(`^${folder}/`));
      }
  });

  test("has a name once", () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  });

  test("lets no check that compares with earlier files decide what enters a reference", () => {
    for (const { comparesWithEarlier, spoilsReference } of checks)
      expect(comparesWithEarlier && spoilsReference).toBeFalsy();
  });
});

describe("a check that compares with earlier files", () => {
  // `partly-dead` compares with the other channels of the TPC besides.
  const needEarlier = checks.filter(
    ({ comparesWithEarlier, name }) => comparesWithEarlier && name !== "partly-dead",
  );

  test("is known to have had none, and no other is", () => {
    const unknown = judge(makeSummary({ selfCount: 200 }), null, {}).filter(isNotCompared);
    expect(new Set(unknown.map(({ check }) => check))).toEqual(
      new Set(needEarlier.map(({ name }) => name)),
    );
  });
});
