/** What the tests of plots read of them. */
import { expect } from "vitest";
import { isLightDqmError } from "../../src/errors.js";
import type { Figure, ScatterTrace } from "../../src/figures/figure.js";
import type { PlotPayload } from "../../src/figures/index.js";

export const light = { theme: "light", marks: "plain" } as const;
export const time = { label: "Time", unit: "µs" };
export const noise = { label: "Noise", unit: "ADC16" };

export const layerOf = ({ panels }: PlotPayload, i = 0) => panels[0]!.layers[i]! as never as Layer;
interface Layer {
  x: number[];
  y: (number | null)[];
  low: (number | null)[] | null;
  high: (number | null)[] | null;
  edges: number[];
  counts: number[];
  below: number;
  above: number;
  value: (number | null)[];
  state: string[];
  xEdges: number[];
  yEdges: number[];
  label: string;
}

/** Traces of a figure that have points, by name. */
export const traceOf = ({ data }: Figure, name: string) =>
  data.find((trace) => trace.name === name) as ScatterTrace;

/** The error line of a call that must be refused. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(isLightDqmError(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error("it was accepted");
}
