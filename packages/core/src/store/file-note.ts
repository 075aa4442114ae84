import type { ImportedFrom } from "../summary.js";

/** What a store knows about a summary without opening it. */
export interface FileNote {
  /** `run=000101/<key>` */
  address: string;
  input: { name: string; run: number | null; subRun: number | null };
  time: { firstMs: number; lastMs: number } | null;
  imported?: ImportedFrom | undefined;
}
