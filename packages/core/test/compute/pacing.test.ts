import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pacer } from "../../src/compute/pacing.js";

describe("the pacing of long work", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is due for a rest after 25 ms of work, and not again until 25 ms later", async () => {
    const pace = pacer({}, "here");
    expect(pace.due()).toBe(false);
    vi.advanceTimersByTime(24);
    expect(pace.due()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(pace.due()).toBe(true);
    await pace.rest(0.5);
    expect(pace.due()).toBe(false);
    vi.advanceTimersByTime(25);
    expect(pace.due()).toBe(true);
  });

  it("reports the share and lets the event loop run before it goes on", async () => {
    const seen: (string | number)[] = [];
    const pace = pacer({ onProgress: (share) => seen.push(share) }, "here");
    setImmediate(() => seen.push("event loop"));
    await pace.rest(0.25);
    seen.push("work");
    expect(seen).toEqual([0.25, "event loop", "work"]);
  });

  it("ends with what it was asked to stop for as the cause", async () => {
    const controller = new AbortController();
    const pace = pacer({ signal: controller.signal }, "run.hdf5");
    setImmediate(() => controller.abort("SIGINT"));
    await expect(pace.rest(0.25)).rejects.toMatchObject({
      code: "interrupted",
      message: "interrupted while computing (run.hdf5)",
      cause: "SIGINT",
    });
  });
});
