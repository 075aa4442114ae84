/** What a watch remembers of earlier files. */

/** Plain data that survives a structured clone. */
export interface WatchMemory {
  version: 1;
}
