/** The size of a fault that is found in half of the files. */

/** Sizes are tried at first · ratioⁿ, n = 0 … stepCount − 1. */
export interface Ladder {
  first: number;
  ratio: number;
  stepCount: number;
}

/**
 * The size at which a growing fraction passes ½, by bisection over the steps, then linear in the
 * logarithm of the size between the two steps beside it. The first size where the fraction is ½
 * there already; NaN where the last one does not reach ½.
 * @param fractionAt fraction found of files with a fault of the size of a step
 */
export async function halfPoint(
  { first, ratio, stepCount }: Ladder,
  fractionAt: (step: number) => Promise<number>,
): Promise<number> {
  let [below, above] = [-1, stepCount];
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if ((await fractionAt(middle)) < 0.5) below = middle;
    else above = middle;
  }
  if (above === stepCount) return Number.NaN;
  if (above === 0) return first;
  const [low, high] = [await fractionAt(below), await fractionAt(above)];
  return first * ratio ** (below + (0.5 - low) / (high - low));
}
