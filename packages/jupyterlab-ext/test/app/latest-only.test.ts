import { expect, it } from "vitest";
import { latestOnly } from "../../src/app/latest-only.js";

/** A function whose calls end when they are told to. */
function heldCalls() {
  const ends: ((error?: Error) => void)[] = [];
  const made: number[] = [];
  const run = latestOnly((value: number) => {
    made.push(value);
    return new Promise<void>((resolve, reject) => {
      ends.push((error) => (error ? reject(error) : resolve()));
    });
  });
  return { ends, made, run };
}

it("of the calls that come while one runs, only the last one is made, after it", async () => {
  const { ends, made, run } = heldCalls();
  const all = [1, 2, 3].map(run);
  expect(made).toEqual([1]);
  ends[0]!();
  await expect.poll(() => made).toEqual([1, 3]);
  ends[1]!();
  await Promise.all(all);
  expect(made).toEqual([1, 3]);
});

it("a call that comes when nothing runs is made at once", async () => {
  const { ends, made, run } = heldCalls();
  for (const value of [1, 2]) {
    const done = run(value);
    expect(made).toHaveLength(value);
    ends.at(-1)!();
    await done;
  }
});

it("a call that fails does not hold up the next one", async () => {
  const { ends, made, run } = heldCalls();
  const first = run(1);
  ends[0]!(new Error("no kernel"));
  await expect(first).rejects.toThrow("no kernel");
  void run(2);
  expect(made).toEqual([1, 2]);
});
