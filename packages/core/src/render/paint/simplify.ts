/** Fewer points for the same picture. */

/** px: points of one column are indistinguishable. */
const columnPx = 1;
/** Polylines with fewer points are left unchanged. */
const fewPoints = 64;
/** px: half of what nobody sees, a fortieth of a millimetre. */
const flatPx = 0.05;

/**
 * A polyline with at most two points per px column, the lowest and the highest in their order, so that
 * no extreme is lost; its first and last points are kept too. Of runs of points that lie level, only
 * the ends are.
 * @param xy x and y in turn, px
 */
export function simplifyPolyline(xy: readonly number[]): number[] {
  if (xy.length / 2 < fewPoints) return xy.slice();
  const kept: number[] = [];
  const final = xy.length - 2;
  let previous = -1;
  const keep = (at: number): void => {
    if (at === previous) return;
    kept.push(xy[at]!, xy[at + 1]!);
    previous = at;
  };
  keep(0);
  let start = 0;
  while (start <= final) {
    const column = Math.floor(xy[start]! / columnPx);
    let low = start;
    let high = start;
    let end = start;
    while (end <= final && Math.floor(xy[end]! / columnPx) === column) {
      if (xy[end + 1]! < xy[low + 1]!) low = end;
      if (xy[end + 1]! > xy[high + 1]!) high = end;
      end += 2;
    }
    keep(Math.min(low, high));
    keep(Math.max(low, high));
    start = end;
  }
  keep(final);
  return withoutLevelRuns(kept);
}

/** The polyline without the points between two others of about the same height. */
function withoutLevelRuns(xy: readonly number[]): number[] {
  const kept = xy.slice(0, 2);
  for (let at = 2; at < xy.length; at += 2) {
    const levelPx = kept.at(-1)!;
    const isBetween =
      Math.abs(xy[at + 1]! - levelPx) <= flatPx && Math.abs(xy[at + 3]! - levelPx) <= flatPx;
    if (!isBetween) kept.push(xy[at]!, xy[at + 1]!);
  }
  return kept;
}
