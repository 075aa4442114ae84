/** Which channels a close up is of, and what its lines are called. */

/** Channel indices. */
export interface Members {
  own: number;
  /** The others of its EPCB. */
  others: readonly number[];
}

/** A name has one colour in all panels. */
export interface Names {
  /** The channel. */
  own: string;
  others: string;
}
