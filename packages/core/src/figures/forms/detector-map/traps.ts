/** Outlines of the light traps, by kind, and their entries in the legend. */
import { type TrapKind, trapKinds } from "../../../detector/profile.js";
import type { Line, ScatterTrace } from "../../figure.js";
import type { Page } from "../../page.js";
import type { LegendItem } from "../../style/mark-legend.js";
import type { MapGrid } from "./grid.js";

/** Half the width of an outline, in columns. */
const halfWidth: Readonly<Record<TrapKind, number>> = { ArCLight: 0.47, LCM: 0.36 };

/** The same in narrow columns, where the marks fill the column. */
const denseHalfWidth = 0.47;

function lineOf(kind: TrapKind, { isDense }: MapGrid, { palette }: Page): Line {
  const color = kind === "ArCLight" ? palette.separator : palette.trap;
  return { color, width: isDense ? 0.4 : 1 };
}

/** One line a kind, with a gap after each trap. */
export function trapOutlines(grid: MapGrid, page: Page): ScatterTrace[] {
  return trapKinds.flatMap((kind): ScatterTrace[] => {
    const ofKind = grid.traps.filter((trap) => trap.kind === kind);
    if (ofKind.length === 0) return [];
    const half = grid.isDense ? denseHalfWidth : halfWidth[kind];
    return [
      {
        ...{ type: "scatter", mode: "lines", xaxis: "x", yaxis: "y", hoverinfo: "skip" },
        ...{ name: kind, showlegend: false, legendgroup: "traps", line: lineOf(kind, grid, page) },
        x: ofKind.flatMap(({ x }) => [-half, half, half, -half, -half, half].map((dx) => x + dx)),
        y: ofKind.flatMap(({ lowCm, highCm }) => [lowCm, lowCm, highCm, highCm, lowCm, null]),
      },
    ];
  });
}

/** The kinds that occur: the outline and its name. */
export function trapItems(grid: MapGrid, page: Page): LegendItem[] {
  return trapKinds.flatMap((kind) => {
    if (!grid.traps.some((trap) => trap.kind === kind)) return [];
    const [right, top] = [halfWidth[kind] * 20, kind === "ArCLight" ? 7 : 4];
    const points = [
      [-right, -top],
      [right, -top],
      [right, top],
      [-right, top],
      [-right, -top],
    ] as const;
    const look = { mode: "lines", line: lineOf(kind, grid, page) } as const;
    return [{ label: kind, group: "traps", look, points }];
  });
}
