import { expect, test } from "vitest";
import { callsNobody, callText } from "../../src/judge/states/callers.js";

test("whom to call is said in a sentence, also that it is nobody and why", () => {
  expect(callText("LRS expert")).toBe("Call: LRS expert.");
  expect(callText("nobody: it is for the log")).toBe("Call nobody: it is for the log.");
  expect(["DAQ expert", "nobody: why"].map(callsNobody)).toEqual([false, true]);
});
