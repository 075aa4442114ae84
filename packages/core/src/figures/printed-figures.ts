/** Figures on paper: on as many pages as their panels need to be read. */
import type { Axis, Figure } from "./figure.js";
import { figureOf } from "./figure-of.js";
import type { FigureOptions } from "./figure-options.js";
import { leastHeightPx } from "./panels/panel-grid.js";
import type { Payload } from "./payload.js";

/**
 * The figures of a payload for pages of one size: one, or several where its panels would be lower
 * than 25 mm on one; `heightPx` and `widthPx` count 96 to an inch of paper.
 */
export function printedFigures(
  payload: Payload,
  options: FigureOptions & { heightPx: number },
): Figure[] {
  const draw = (part?: FigureOptions["part"]): Figure =>
    figureOf(payload, { ...options, part, isPrinted: true });
  const whole = draw();
  const panelCount = heightsPx(whole).length;
  // A figure that is given as one has no parts.
  if (panelCount === 1 || payload.kind === "figure" || isLegible(whole, options)) return [whole];
  const partsOf = (count: number): Figure[] =>
    Array.from({ length: count }, (_, index) => draw({ index, count }));
  for (let count = 2; count < panelCount; count++) {
    // A detector may have hundreds of panels: one part tells that so few are too few.
    if (!isLegible(draw({ index: 0, count }), options)) continue;
    const figures = partsOf(count);
    if (figures.every((figure) => isLegible(figure, options))) return figures;
  }
  return partsOf(panelCount);
}

/** Whether its panels are high enough, and it is no higher than the page. */
function isLegible(figure: Figure, { heightPx }: { heightPx: number }): boolean {
  return (
    figure.layout.height <= heightPx && heightsPx(figure).every((each) => each >= leastHeightPx)
  );
}

/** Heights of the panels: of the axes with ticks. */
function heightsPx({ layout }: Figure): number[] {
  const areaPx = layout.height - layout.margin.t - layout.margin.b;
  return Object.entries(layout).flatMap(([key, value]) => {
    const axis = value as Axis;
    return /^yaxis\d*$/.test(key) && axis.showline
      ? [(axis.domain[1] - axis.domain[0]) * areaPx]
      : [];
  });
}
