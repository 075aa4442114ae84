/** What divides a grid of channels into modules, ADCs and TPCs. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { channelRows } from "../channel-rows.js";
import type { Shape } from "../figure.js";
import type { Page } from "../page.js";
import { axesOfPanel } from "./traces.js";

/** Lines between the rows of different modules, and within a row between ADCs and TPCs. */
export function channelSeparators(
  detector: DetectorProfile,
  { palette }: Page,
  { xaxis: xref, yaxis: yref } = axesOfPanel(0),
): Shape[] {
  const { adcMembers, moduleOf, tpcOf, placeOf } = detectorGroups(detector);
  const { adcs, columnCount, xOf } = channelRows(detector);
  const line = { color: palette.separator, width: 1 };
  const shapeOf = (x0: number, y0: number, x1: number, y1: number): Shape => ({
    ...{ type: "line", xref, yref, layer: "below", line },
    ...{ x0, x1, y0, y1 },
  });
  const between = new Map<number, Shape[]>();
  const shapes: Shape[] = [];
  let moduleBelow: number | undefined;
  adcs.forEach((ofRow, row) => {
    const members = ofRow.flatMap((adc) => adcMembers[adc]!);
    const module = moduleOf[members[0] ?? -1];
    if (row > 0 && module !== moduleBelow)
      shapes.push(shapeOf(-0.5, row - 0.5, columnCount - 0.5, row - 0.5));
    moduleBelow = module;
    members.forEach((channelIndex, i) => {
      const next = members[i + 1];
      if (next === undefined) return;
      const [place, after] = [placeOf(channelIndex), placeOf(next)];
      if (tpcOf[next] === tpcOf[channelIndex] && place.adc === after.adc) return;
      const x =
        place.adc === after.adc ? xOf(place) + 0.5 : xOf({ adc: after.adc, channel: 0 }) - 0.5;
      const sameX = between.get(x) ?? [];
      const last = sameX.at(-1);
      if (last?.y1 === row - 0.5) last.y1 = row + 0.5;
      else between.set(x, [...sameX, shapeOf(x, row - 0.5, x, row + 0.5)]);
    });
  });
  return [...[...between.values()].flat(), ...shapes];
}
