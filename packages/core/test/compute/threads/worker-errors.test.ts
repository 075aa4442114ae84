import { describe, expect, it } from "vitest";
import { failureMessage, failureOf } from "../../../src/compute/threads/worker-errors.js";
import { LightDqmError } from "../../../src/errors.js";
import { isPassing } from "../../../src/nearline/failures.js";

/** An error as it arrives in another thread. */
const crossed = (error: unknown): LightDqmError =>
  failureOf(structuredClone(failureMessage(error)));

const ofSystem = (code: string): Error => Object.assign(new Error(`${code}: read`), { code });

const badInput = (cause?: unknown): LightDqmError =>
  new LightDqmError("bad-input", { what: "Cannot be read", where: "a.hdf5" }, { cause });

describe("an error of the package that crosses threads", () => {
  it("keeps its code, its parts and its stack", () => {
    const error = badInput();
    const arrived = crossed(error);
    expect(arrived).toMatchObject({ code: "bad-input", parts: error.parts });
    expect(arrived.message).toBe(error.message);
    expect((arrived.cause as Error).stack).toBe(error.stack);
  });

  it("of a disk that is away still passes by itself, however deep that was", () => {
    for (const code of ["EIO", "ESTALE"]) {
      expect(isPassing(crossed(badInput(ofSystem(code))))).toBe(true);
      const deep = badInput(new Error("reading", { cause: badInput(ofSystem(code)) }));
      expect(isPassing(crossed(deep))).toBe(true);
      expect(isPassing(crossed(crossed(deep)))).toBe(true);
    }
  });

  it("of a file that is damaged does not", () => {
    expect(isPassing(crossed(badInput()))).toBe(false);
    expect(isPassing(crossed(badInput(new Error("torn"))))).toBe(false);
    expect(crossed(badInput()).cause).not.toHaveProperty("code");
  });
});

describe("an error of the system that crosses threads", () => {
  it("is an error `compute` whose cause keeps the system's code", () => {
    const arrived = crossed(ofSystem("EIO"));
    expect(arrived).toMatchObject({
      code: "compute",
      cause: { message: "EIO: read", code: "EIO" },
    });
    expect(isPassing(arrived)).toBe(true);
  });
});

it("what is thrown that is no error crosses as its text", () => {
  expect(crossed("no error")).toMatchObject({ code: "compute", cause: { message: "no error" } });
});
