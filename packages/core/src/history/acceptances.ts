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
