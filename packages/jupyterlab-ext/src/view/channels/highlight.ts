/** Marks of the chosen channels on a figure: frames, and their lines drawn again on top. */
import type { Figure, Payload, Theme } from "@light-dqm/core/figures";
import type { Selection } from "../../selection.js";
import { kindOf, placesOf } from "../kinds/figure-kinds.js";
import { axisId } from "../plot/axes.js";
import type { ChannelPlaces } from "./channel-places.js";
import { detectorOf, hasChannel } from "./groups.js";

const accents: Record<Theme, string> = { light: "#7b1fa2", dark: "#ffd54f" };

/** A shape of plotly's, wider than the subset of print: it may lie in the domain of an axis. */
type Mark = Record<string, unknown>;

export interface Highlight {
  shapes: Mark[];
  traces: Mark[];
}

export function highlightOf(
  payload: Payload,
  figure: Figure,
  selection: Selection | null,
  theme: Theme,
): Highlight {
  const color = accents[theme];
  const channels = selection?.channels ?? [];
  const { lineOf } = kindOf(payload);
  const places = placesOf(payload);
  const detector = detectorOf(payload);
  if (places && detector) {
    const known = channels.filter((each) => hasChannel(detector, each));
    const cells = known.flatMap((each) => places.cellOf(each) ?? []);
    return { traces: [], shapes: cells.map((cell) => cellFrame(cell, color)) };
  }
  const found = channels.flatMap((each) => lineOf?.(payload, each) ?? []);
  // Channels of one group may share a line.
  const lines = [...new Map(found.map((each) => [`${each.panel}/${each.line}`, each])).values()];
  return {
    traces: lines.map(({ panel, y }) => line(figure, panel, y, color)),
    shapes: [...new Set(lines.map(({ panel }) => panel))].map((panel) => panelFrame(color, panel)),
  };
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

/** A line over those of its panel, which have the same x. */
function line({ data }: Figure, panel: number, y: readonly unknown[], color: string): Mark {
  const [xaxis, yaxis] = [axisId("x", panel), axisId("y", panel)];
  const x = data.find((trace) => trace.xaxis === xaxis)?.x.slice(0, y.length) ?? [];
  return {
    ...{ type: "scatter", mode: "lines", showlegend: false, hoverinfo: "skip", name: "chosen" },
    ...{ xaxis, yaxis, x, y, line: { color, width: 2 } },
  };
}
