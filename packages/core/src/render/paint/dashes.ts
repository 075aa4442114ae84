/** Dashed lines as many short ones. */
import type { Subpath } from "./primitives.js";

/**
 * The pieces of a path that a dash covers, from its start on.
 * @param dashPx lengths of dash and gap in turn, above 0
 */
export function cutIntoDashes({ xy, closed }: Subpath, dashPx: readonly number[]): Subpath[] {
  const around = closed ? [...xy, xy[0]!, xy[1]!] : xy;
  const pieces: Subpath[] = [];
  let phase = 0;
  let left = dashPx[0]!;
  let piece: number[] = [around[0]!, around[1]!];
  const finish = (): void => {
    if (piece.length > 2) pieces.push({ xy: piece, closed: false });
    piece = [];
  };
  for (let i = 2; i < around.length; i += 2) {
    const x0 = around[i - 2]!;
    const y0 = around[i - 1]!;
    const dx = around[i]! - x0;
    const dy = around[i + 1]! - y0;
    const length = Math.hypot(dx, dy);
    let done = 0;
    while (length - done > left) {
      done += left;
      const x = x0 + (dx * done) / length;
      const y = y0 + (dy * done) / length;
      if (phase % 2 === 0) {
        piece.push(x, y);
        finish();
      } else piece = [x, y];
      phase = (phase + 1) % dashPx.length;
      left = dashPx[phase]!;
    }
    left -= length - done;
    if (phase % 2 === 0) piece.push(around[i]!, around[i + 1]!);
  }
  finish();
  return pieces;
}
