/** A file of the past. */
export interface Since {
  /** Name of the input file. */
  file: string;
  run: number | null;
  /** Start, milliseconds UTC; null where unknown. */
  timeMs: number | null;
}
