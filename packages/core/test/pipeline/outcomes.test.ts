import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { LightDqmError } from "../../src/errors.js";
import { outcomesOf } from "../../src/pipeline/outcomes.js";
import type { FileReport } from "../../src/pipeline/report-file.js";

const inputs = ["a", "b", "c", "d", "e", "f"];
const report = { state: "done", files: [] } as unknown as FileReport;

/** Lets all that can go on go on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn();
}

/** Work that goes on when it is told to, in any order. */
function gates() {
  const open = new Map<number, () => void>();
  const begun: number[] = [];
  return {
    begun,
    pass: (index: number): Promise<void> => {
      begun.push(index);
      return new Promise((resolve) => open.set(index, resolve));
    },
    open: async (index: number): Promise<void> => {
      open.get(index)!();
      await settle();
    },
  };
}

describe("work on inputs side by side", () => {
  it("never runs further ahead than it may, however quick the later ones are", async () => {
    const gate = gates();
    const all = outcomesOf(
      inputs,
      {},
      async (index) => {
        await gate.pass(index);
        return report;
      },
      3,
    );
    await settle();
    expect(gate.begun).toEqual([0, 1, 2]);
    await gate.open(2);
    await gate.open(1);
    expect(gate.begun).toEqual([0, 1, 2]);
    await gate.open(0);
    expect(gate.begun).toEqual([0, 1, 2, 3, 4, 5]);
    for (const index of [5, 4, 3]) await gate.open(index);
    expect((await all).map(({ input }) => input)).toEqual(inputs);
  });

  it("does one after another unless more are allowed at once", async () => {
    const log: string[] = [];
    await outcomesOf(inputs.slice(0, 2), {}, async (index) => {
      log.push(`begin ${index}`);
      await settle();
      log.push(`end ${index}`);
      return report;
    });
    expect(log).toEqual(["begin 0", "end 0", "begin 1", "end 1"]);
  });

  it("tells progress, notes and outcomes of one input after the other", async () => {
    const gate = gates();
    const told: string[] = [];
    const all = outcomesOf(
      inputs.slice(0, 3),
      {
        onProgress: ({ input, share }) => told.push(`${input} ${share}`),
        onNote: (input, note) => told.push(`${input} ${note}`),
        onOutcome: ({ input, state }) => told.push(`${input} ${state}`),
      },
      async (index, { progress, note }) => {
        progress("working", 0);
        await gate.pass(index);
        note("odd");
        progress("done", 1);
        return report;
      },
      3,
    );
    await settle();
    for (const index of [2, 1, 0]) await gate.open(index);
    await all;
    expect(told).toEqual(
      ["a", "b", "c"].flatMap((input) => ["0", "odd", "1", "done"].map((it) => `${input} ${it}`)),
    );
  });

  it("takes turns in the order of the inputs; one that failed before its turn is not waited for", async () => {
    const gate = gates();
    const order: number[] = [];
    const all = outcomesOf(
      inputs.slice(0, 4),
      {},
      async (index, { inTurn }) => {
        await gate.pass(index);
        if (index === 1) throw new LightDqmError("bad-input", { what: "bad" });
        await inTurn("judging", async () => {
          await settle();
          order.push(index);
        });
        return report;
      },
      4,
    );
    await settle();
    for (const index of [3, 2, 1, 0]) await gate.open(index);
    expect((await all).map(({ state }) => state)).toEqual(["done", "failed", "done", "done"]);
    expect(order).toEqual([0, 2, 3]);
  });

  it("ends with the first input that was interrupted, when what was begun has ended", async () => {
    const gate = gates();
    const ended: number[] = [];
    const all = outcomesOf(
      inputs,
      {},
      async (index) => {
        await gate.pass(index);
        ended.push(index);
        if (index === 1) throw new LightDqmError("interrupted", { what: "interrupted" });
        return report;
      },
      3,
    );
    await settle();
    for (const index of [0, 1]) await gate.open(index);
    for (const index of [2, 3]) await gate.open(index);
    expect((await all).map(({ input, error }) => [input, error?.code])).toEqual([
      ["a", undefined],
      ["b", "interrupted"],
    ]);
    expect(ended).toEqual([0, 1, 2, 3]);
    expect(gate.begun).toEqual([0, 1, 2, 3]);
  });
});
