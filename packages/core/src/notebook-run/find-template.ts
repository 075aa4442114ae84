/** Templates by name: `shift-report` for `notebooks/shift-report.ipynb`. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ancestors } from "./programs.js";

/**
 * The file with that path, else the template of that name in a directory `notebooks` at or above the
 * working directory or this package.
 * @returns an absolute path; of the given path where nothing is found
 */
export function findTemplate(given: string, cwd: string): string {
  const path = resolve(cwd, given);
  const here = dirname(fileURLToPath(import.meta.url));
  const named = [...ancestors(cwd), ...ancestors(here)].map((directory) =>
    join(directory, "notebooks", `${given}.ipynb`),
  );
  return [path, ...named].find(existsSync) ?? path;
}
