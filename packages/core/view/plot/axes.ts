/** Axes of a layout by the number of their panel: panel 2 has "x3" and "y3", `xaxis3` and `yaxis3`. */
import type { Axis, Figure } from "@light-dqm/core/figures";

export type Layout = Figure["layout"];

export function axisId(letter: "x" | "y", panel: number): string {
  return `${letter}${suffix(panel)}`;
}

/** Whether an entry of a layout is an axis: `xaxis`, `yaxis2`. */
export function isAxisName(name: string): boolean {
  return /^[xy]axis\d*$/.test(name);
}

/** The panel that an axis belongs to. */
export function panelOf(axisId: string): number {
  return axisId.length > 1 ? Number(axisId.slice(1)) - 1 : 0;
}

/** The axes of a panel; null where the layout has no such panel. */
export function axesOf(layout: Layout, panel: number): { x: Axis; y: Axis } | null {
  const x = layout[`xaxis${suffix(panel)}` as "xaxis"];
  const y = layout[`yaxis${suffix(panel)}` as "yaxis"];
  return x && y ? { x, y } : null;
}

function suffix(panel: number): string {
  return panel === 0 ? "" : String(panel + 1);
}
