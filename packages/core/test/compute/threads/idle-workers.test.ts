import { afterEach, describe, expect, it } from "vitest";
import { borrowWorker, returnWorker } from "../../../src/compute/threads/idle-workers.js";

/** Where the built package's program lies: told anew for each file. */
const program = (): URL => new URL("data:text/javascript,setInterval(() => {}, 1e6)");
const started = new Set<ReturnType<typeof borrowWorker>>();
const borrow = (): ReturnType<typeof borrowWorker> => {
  const worker = borrowWorker(program());
  started.add(worker);
  return worker;
};
afterEach(async () => {
  for (const worker of started) await worker.terminate();
  started.clear();
});

describe("a worker that has done its work", () => {
  it("does that of the next file", () => {
    const worker = borrow();
    returnWorker(worker, program());
    expect(borrow()).toBe(worker);
  });

  it("does that of one file at a time", () => {
    const worker = borrow();
    returnWorker(worker, program());
    expect(new Set([borrow(), borrow(), borrow()])).toContain(worker);
    expect(started.size).toBe(3);
  });
});
