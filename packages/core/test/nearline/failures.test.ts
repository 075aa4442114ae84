import { expect, it } from "vitest";
import { LightDqmError } from "../../src/errors.js";
import { isGone, isPassing } from "../../src/nearline/failures.js";

/** An error of the system, as far down as the package wraps it. */
function badInput(code: string): LightDqmError {
  const cause = Object.assign(new Error(code), { code });
  return new LightDqmError("bad-input", { what: "Cannot be read" }, { cause });
}

it("a full disk, settings that are being edited and a server that is away pass by themselves", () => {
  for (const code of ["output", "bad-config", "not-found"] as const)
    expect(isPassing(new LightDqmError(code, { what: "" }))).toBe(true);
  for (const code of ["EIO", "ESTALE", "ENOSPC", "ESHUTDOWN", "EACCES"])
    expect(isPassing(badInput(code))).toBe(true);
});

it("what is wrong with a file does not", () => {
  expect(isPassing(new LightDqmError("bad-input", { what: "torn" }))).toBe(false);
  expect(isPassing(new LightDqmError("compute", { what: "broken" }))).toBe(false);
  expect(isPassing(badInput("EISDIR"))).toBe(false);
});

it("a file is gone where its name leads nowhere", async () => {
  expect(await isGone("/nowhere/a.hdf5")).toBe(true);
  expect(await isGone("/dev/null/a.hdf5")).toBe(true);
  expect(await isGone("/dev/null")).toBe(false);
});
