/** Marks of what is chosen on a figure: frames, and lines drawn again on top; one colour a choice. */
import type { DetectorProfile, Figure, Payload, Theme, Trace } from "@light-dqm/core/figures";
import { kindOf, placesOf } from "../kinds/figure-kinds.js";
import { axisId, panelOf } from "../plot/axes.js";
import { partsOf, type Selection, shortLabel } from "../selection.js";
import { accentOf } from "./accents.js";
import type { ChannelPlaces } from "./channel-places.js";
import { detectorOf, hasChannel } from "./groups.js";
import { type LineOwner, ownerOf, ownerOfPoint, owns } from "./line-owners.js";

/** A shape of plotly's, wider than the subset of print: it may lie in the domain of an axis. */
type Mark = Record<string, unknown>;

export interface Highlight {
  shapes: Mark[];
  traces: Mark[];
}

/**
 * @param detector of the figure's lines, where its payload does not hold it
 * @param inLegend whether the legend names what is chosen
 */
export function highlightOf(
  payload: Payload,
  figure: Figure,
  selection: Selection | null,
  {
    theme,
    detector,
    inLegend,
  }: { theme: Theme; detector: DetectorProfile | null; inLegend: boolean },
): Highlight {
  const parts = partsOf(selection).map((part, i) => ({ part, color: accentOf(theme, i) }));
  const places = placesOf(payload);
  const own = detectorOf(payload);
  if (places && own)
    return {
      traces: [],
      shapes: parts.flatMap(({ part, color }) =>
        part.channels
          .filter((each) => hasChannel(own, each))
          .flatMap((each) => places.cellOf(each) ?? [])
          .map((cell) => cellFrame(cell, color)),
      ),
    };
  const panels = new Map<number, string>();
  const named = new Set<string>();
  const traces = figure.data.flatMap((trace): Mark[] => {
    const panel = panelOf(trace.xaxis);
    const owner = ownerOf(payload, trace, panel);
    if (!owner) return pointsAgain(payload, trace, parts, detector);
    const chosen = parts.filter(({ part }) => hasOwner(part, owner, detector));
    // Where several choices are on one line, it has the colour of the latest.
    const last = chosen.at(-1);
    if (!last) return [];
    panels.set(panel, last.color);
    const name = nameOf(last.part, owner);
    const isNew = inLegend && !named.has(name);
    named.add(name);
    return [again(trace, last.color, isNew ? name : null)];
  });
  return {
    traces,
    shapes: [...panels].map(([panel, color]) => panelFrame(color, panel)),
  };
}

/** A channel's line may be that of its group: then the legend says so. */
function nameOf(part: Selection, owner: LineOwner): string {
  const [only, ...others] = part.channels;
  return only && others.length === 0 && owner.grouping !== "channel"
    ? `${owner.label}, with channel ${only.channel}`
    : shortLabel(part);
}

function hasOwner(
  { channels }: Selection,
  owner: LineOwner,
  detector: DetectorProfile | null,
): boolean {
  return channels.some((each) => owns(owner, each, detector));
}

/** Whether a trace shows a channel of a selection. */
export function isOf(
  payload: Payload,
  trace: Trace,
  selection: Selection,
  detector: DetectorProfile | null,
): boolean {
  const owner = ownerOf(payload, trace, panelOf(trace.xaxis));
  return owner !== null && hasOwner(selection, owner, detector);
}

function frame(color: string): Mark {
  return {
    type: "rect",
    layer: "above",
    line: { color, width: 2 },
    fillcolor: `${color}22`,
    name: "chosen",
  };
}

function cellFrame(
  { panel, x, y }: NonNullable<ReturnType<ChannelPlaces["cellOf"]>>,
  color: string,
): Mark {
  const [xref, yref] = [axisId("x", panel), axisId("y", panel)];
  const [y0, y1] = y ?? [0, 1];
  return {
    ...{ ...frame(color), x0: x[0], x1: x[1], xref },
    ...{ yref: y ? yref : `${yref} domain`, y0, y1 },
  };
}

function panelFrame(color: string, panel: number): Mark {
  return {
    ...frame(color),
    fillcolor: "rgba(0,0,0,0)",
    ...{ xref: `${axisId("x", panel)} domain`, yref: `${axisId("y", panel)} domain` },
    ...{ x0: 0, x1: 1, y0: 0, y1: 1 },
  };
}

/** The chosen ones among points of single channels, over the others. */
function pointsAgain(
  payload: Payload,
  trace: Trace,
  parts: readonly { part: Selection; color: string }[],
  detector: DetectorProfile | null,
): Mark[] {
  if (trace.type !== "scatter" || !kindOf(payload).nameOfPoint) return [];
  const panel = panelOf(trace.xaxis);
  const owners = trace.x.map((_, i) => ownerOfPoint(payload, trace, panel, i));
  const size = (trace.marker?.size ?? 5) + 2;
  return parts.flatMap(({ part, color }) => {
    const isChosen = owners.map((owner) => owner !== null && hasOwner(part, owner, detector));
    if (!isChosen.includes(true)) return [];
    const chosen = {
      ...trace,
      mode: "markers" as const,
      x: trace.x.filter((_, i) => isChosen[i]),
      y: trace.y.filter((_, i) => isChosen[i]),
      marker: { symbol: "circle" as const, ...trace.marker, size, color },
    };
    return [again(chosen, color, null)];
  });
}

/** A line, or points, over the others of its panel. */
function again(trace: Trace, color: string, name: string | null): Mark {
  const { xaxis, yaxis, x, y } = trace;
  const { mode, marker } = trace.type === "scatter" ? trace : { mode: "lines", marker: undefined };
  return {
    ...{ type: "scatter", mode, hoverinfo: "skip", xaxis, yaxis, x, y },
    ...{ name: name ?? "chosen", showlegend: name !== null, line: { color, width: 2.2 } },
    ...(marker ? { marker: { ...marker, color } } : {}),
  };
}
