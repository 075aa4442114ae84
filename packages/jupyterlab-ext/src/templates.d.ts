/** Written by scripts/build.mjs into lib/, from the notebooks of the repository. */
import type { Notebook } from "./app/parameters.js";

export interface Template {
  /** File name without its ending. */
  name: string;
  title: string;
  description: string;
  load(): Promise<Notebook>;
}

export declare const templates: readonly Template[];
