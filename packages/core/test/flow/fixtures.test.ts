import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isLightDqmError } from "../../src/errors.js";
import { refusals } from "./bad-fixtures.js";
import { badFixtures, contentOf, goodFixtures, placeFixture } from "./fixtures.js";
import { temporaryDirectory } from "./temporary.js";

describe("a file that h5py wrote is read as h5py has it", () => {
  it.each(Object.keys(goodFixtures))("%s", async (name) => {
    const path = placeFixture(name, temporaryDirectory());
    expect(await contentOf(path)).toEqual(goodFixtures[name]);
  });
});

const openFiles = (): number => readdirSync("/dev/fd").length;

describe("a file of the wrong structure is refused in one line that says what, where, expected, got:", () => {
  it("there is a line for each of the fixtures", () => {
    expect(Object.keys(refusals).sort()).toEqual(badFixtures);
  });

  it.each(badFixtures)("%s", async (name) => {
    const path = placeFixture(name, temporaryDirectory());
    const error = await contentOf(path).catch((cause) => cause);
    expect(isLightDqmError(error) && error.code).toBe("bad-input");
    expect(error.message).toMatch(refusals[name]!);
    expect(error.message).toContain(`(${path}`);
    expect(error.message).not.toContain("\n");
    expect(Object.values(error.parts).every(Boolean)).toBe(true);
    expect(Object.keys(error.parts)).toEqual(["what", "where", "expected", "got"]);
  });

  it.each(badFixtures)("and is left closed: %s", async (name) => {
    const path = placeFixture(name, temporaryDirectory());
    await contentOf(path).catch(() => {});
    const before = openFiles();
    for (let i = 0; i < 5; i++) await contentOf(path).catch(() => {});
    expect(openFiles() - before).toBeLessThan(5);
  });
});
