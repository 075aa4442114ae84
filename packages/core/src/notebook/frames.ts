/** Data frames of danfojs-node, which is loaded with the first one. */
import type { DataFrame } from "danfojs-node";
import { LightDqmError } from "../errors.js";
import type { Denominator } from "../quantities/indexed-by/denominator.js";
import type { Flag } from "../quantities/table.js";
import type { Run } from "./open-run.js";
import { channelRows, fractionRows, verdictRows } from "./rows.js";
import type { Row } from "./tables/table.js";

// What frames give back, for cells to name: a notebook elsewhere cannot find danfojs by itself.
export type { DataFrame } from "danfojs-node";
export type { default as Grouped } from "danfojs-node/dist/danfojs-base/aggregators/groupby.js";
export type { default as BaseDataFrame } from "danfojs-node/dist/danfojs-base/core/frame.js";
export type { default as Series } from "danfojs-node/dist/danfojs-base/core/series.js";

/**
 * Every active channel as a data frame; columns as in `channelRows`.
 * danfojs computes in single precision.
 */
export async function channelFrame(run: Run): Promise<DataFrame> {
  return frameOf(channelRows(run));
}

/** Every verdict as a data frame; columns as in `verdictRows`. */
export async function verdictFrame(run: Run): Promise<DataFrame> {
  return frameOf(verdictRows(run));
}

/** Counts of a flag as a data frame; columns as in `fractionRows`. */
export async function fractionFrame(run: Run, flag: Flag, per?: Denominator): Promise<DataFrame> {
  return frameOf(fractionRows(run, flag, per));
}

/** The rows of a data frame, for `showTable`. */
export function rowsOf(frame: DataFrame): Row[] {
  const columns = frame.columns as string[];
  const values = frame.values as Row[string][][];
  return values.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])));
}

async function frameOf(rows: readonly Row[]): Promise<DataFrame> {
  const { DataFrame } = await loadDanfo();
  const names = Object.keys(rows[0] ?? {});
  // By column: danfojs guesses a column's type, and a null among numbers would make it text.
  const columns = names.map((name) => {
    const values = rows.map((row) => row[name]!);
    const isNumeric = values.every((value) => value === null || typeof value === "number");
    return [name, isNumeric ? values.map((value) => value ?? Number.NaN) : values];
  });
  return new DataFrame(Object.fromEntries(columns));
}

async function loadDanfo(): Promise<typeof import("danfojs-node")> {
  const { warn } = console;
  try {
    // Its engine advertises a faster variant on stderr, which would be an output of the cell.
    console.warn = () => {};
    return await import("danfojs-node");
  } catch (cause) {
    throw new LightDqmError(
      "not-found",
      {
        what: "Data frames need the package danfojs-node",
        expected: "npm install danfojs-node@1.2.0",
        got: cause instanceof Error ? cause.message : String(cause),
      },
      { cause },
    );
  } finally {
    console.warn = warn;
  }
}
