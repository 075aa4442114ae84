/** When something that failed is tried again. Pure. */

/** Tries before a file is given up, the first one among them. */
export const mostTries = 6;

const firstWaitMs = 30_000;
const longestWaitMs = 480_000;

/**
 * Time from a failed try to the next: 30 s, then twice as long each time, eight minutes at most.
 * @param tries so far, from 1
 */
export const waitAfterMs = (tries: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - 1));
