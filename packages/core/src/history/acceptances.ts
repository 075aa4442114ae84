/** Changes for good that people have accepted. */

/** One acceptance. Times are ISO 8601, UTC. */
export interface Acceptance {
  id: string;
  /** Names of checks whose levels start anew. */
  rows: readonly string[];
  channels: readonly (readonly [adc: number, channel: number])[];
  /** Start of the first file since which the change exists. */
  from: string;
  /** When it lapses, so that the old level counts again; null: never. */
  until: string | null;
  author: string;
  reason: string;
  acceptedAt: string;
}

/** The acceptance of a channel that is in force for a check at a time; of several, the last one. */
export function acceptanceInForce(
  acceptances: readonly Acceptance[],
  check: string,
  adc: number,
  channel: number,
  timeMs: number,
): Acceptance | null {
  const inForce = acceptances.filter(
    ({ rows, channels, from, until }) =>
      rows.includes(check) &&
      Date.parse(from) <= timeMs &&
      (until === null || timeMs < Date.parse(until)) &&
      channels.some(([a, c]) => a === adc && c === channel),
  );
  return inForce.at(-1) ?? null;
}
