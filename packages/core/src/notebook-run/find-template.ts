/** Templates by name: `shift-report` for `shift-report.ipynb`. */
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LightDqmError } from "../errors.js";
import { assetUrl } from "../files/assets.js";
import { readNotebook } from "./notebook-file.js";
import { ancestors } from "./programs.js";

/** The build lays copies of the templates beside its bundles. */
const packaged = fileURLToPath(new URL("../dist/notebooks/", assetUrl("")));
const ending = /\.ipynb$/;

/** A template that ships with the package. */
export interface Template {
  name: string;
  /** For whom it is, and what it answers. */
  description: string;
}

/** The templates of the package, by name. */
export async function listTemplates(): Promise<Template[]> {
  const files = (await readdir(packaged)).filter((file) => ending.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const { metadata } = await readNotebook(join(packaged, file));
      const { description = "" } = metadata["light-dqm"] as { description?: string };
      return { name: file.replace(ending, ""), description };
    }),
  );
}

/**
 * The file with that path, else the template of that name: in a directory `notebooks` at or above the
 * working directory, else of the package.
 * @returns an absolute path
 * @throws LightDqmError `not-found`, with the names there are
 */
export async function findTemplate(given: string, cwd: string): Promise<string> {
  const path = resolve(cwd, given);
  const file = `${given}.ipynb`;
  const named = [...ancestors(cwd)].map((directory) => join(directory, "notebooks", file));
  const found = [path, ...named, join(packaged, file)].find(isFile);
  if (found) return found;
  const names = (await listTemplates()).map(({ name }) => name);
  throw new LightDqmError("not-found", {
    what: "No such notebook",
    where: path,
    expected: `an .ipynb file, or the name of a template: ${names.join(", ")}`,
  });
}

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
