/** Fewer points for the same picture. */

/** px: points of one column are not told apart. */
const columnPx = 1;
/** Polylines with fewer points are left as they are. */
const fewPoints = 64;

/**
 * A polyline with at most four points a px column: the first, the lowest, the highest and the last,
 * in their order, so that no extreme is lost.
 * @param xy x and y in turn, px
 */
export function simplifyPolyline(xy: readonly number[]): number[] {
  if (xy.length / 2 < fewPoints) return xy.slice();
  const kept: number[] = [];
  let start = 0;
  while (start < xy.length) {
    const column = Math.floor(xy[start]! / columnPx);
    let low = start;
    let high = start;
    let end = start;
    while (end < xy.length && Math.floor(xy[end]! / columnPx) === column) {
      if (xy[end + 1]! < xy[low + 1]!) low = end;
      if (xy[end + 1]! > xy[high + 1]!) high = end;
      end += 2;
    }
    const last = end - 2;
    let previous = -1;
    for (const at of [start, Math.min(low, high), Math.max(low, high), last]) {
      if (at === previous) continue;
      kept.push(xy[at]!, xy[at + 1]!);
      previous = at;
    }
    start = end;
  }
  return kept;
}
