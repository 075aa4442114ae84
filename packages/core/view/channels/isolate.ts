/** Figures of lines with only the chosen ones, against a band of the others. */
import {
  type DetectorProfile,
  type Figure,
  type Payload,
  palettes,
  type ScatterTrace,
  type Theme,
  type Trace,
} from "@light-dqm/core/figures";
import { kindOf } from "../kinds/figure-kinds.js";
import { axisId, panelOf } from "../plot/axes.js";
import type { Selection } from "../selection.js";
import { isOf } from "./highlight.js";
import { ownerNamed, ownerOf } from "./line-owners.js";

const bandName = "the others, lowest to highest";

/** Whether a payload's figure has lines of channels or groups. */
export function hasOwnedLines(payload: Payload): boolean {
  return (kindOf(payload).lineNames?.(payload) ?? []).some((name) => ownerNamed(name) !== null);
}

/** Whether a payload's figure has points of single channels. */
export function hasOwnedPoints(payload: Payload): boolean {
  return (kindOf(payload).pointNames?.(payload) ?? []).some((name) => ownerNamed(name) !== null);
}

/**
 * The figure without the lines of channels and groups: each panel has a band of those that are not
 * chosen, from the lowest to the highest; the chosen ones are drawn on top by `highlightOf`.
 */
export function isolated(
  payload: Payload,
  figure: Figure,
  selection: Selection,
  { theme, detector }: { theme: Theme; detector: DetectorProfile | null },
): Figure {
  const owned = figure.data.filter(
    (trace) => ownerOf(payload, trace, panelOf(trace.xaxis)) !== null,
  );
  if (!owned.some((trace) => isOf(payload, trace, selection, detector))) return figure;
  const others = owned.filter((trace) => !isOf(payload, trace, selection, detector));
  const panels = [...new Set(others.map(({ xaxis }) => panelOf(xaxis)))];
  const color = palettes[theme].separator;
  const bands = panels.flatMap((panel) => {
    const ofPanel = others.filter(({ xaxis }) => xaxis === axisId("x", panel));
    return bandOf(ofPanel, color) ?? ofPanel.map((trace) => paled(trace, color));
  });
  const isOwned = new Set(owned);
  const rest = figure.data.filter((trace) => !isOwned.has(trace));
  return {
    ...figure,
    data: [
      ...bands.map((band, i) => ({ ...band, showlegend: i === 0 && figure.layout.showlegend })),
      ...rest,
      // For what is pointed at and zoomed to; drawn on top in another colour.
      ...owned
        .filter((trace) => !others.includes(trace))
        .map((trace) => ({ ...trace, showlegend: false })),
    ],
  };
}

/** The area between the lowest and the highest of lines at each x; null where their x differ. */
function bandOf(traces: readonly Trace[], color: string): [ScatterTrace] | null {
  const [first] = traces;
  const isSame = traces.every(
    ({ x }) => x.length === first!.x.length && x.every((value, i) => value === first!.x[i]),
  );
  if (!first || !isSame) return null;
  const ends = first.x.flatMap((x, i) => {
    const known = traces.flatMap(({ y }) => y[i] ?? []);
    return known.length === 0 ? [] : [{ x, low: Math.min(...known), high: Math.max(...known) }];
  });
  const back = [...ends].reverse();
  const { xaxis, yaxis } = first;
  return [
    {
      ...{ type: "scatter", mode: "lines", hoverinfo: "skip", xaxis, yaxis },
      ...{ name: bandName, legendgroup: bandName, showlegend: false },
      x: [...ends, ...back].map(({ x }) => x),
      y: [...ends.map(({ low }) => low), ...back.map(({ high }) => high)],
      // Grid and chosen lines are to be seen through it.
      line: { color: `${color}80`, width: 0.8 },
      ...{ fill: "toself", fillcolor: `${color}66` },
    },
  ];
}

function paled(trace: Trace, color: string): Trace {
  const look = { name: bandName, legendgroup: bandName, hoverinfo: "skip" } as const;
  if (trace.type === "bar") return { ...trace, ...look, marker: { color } };
  const { error_y: _, ...alone } = trace;
  return {
    ...{ ...alone, ...look },
    ...(trace.line ? { line: { ...trace.line, color } } : {}),
    ...(trace.marker ? { marker: { ...trace.marker, color } } : {}),
  };
}
