/** Parameters of a template, as given on the command line. */
import { LightDqmError } from "../errors.js";
import type { Notebook } from "./notebook-file.js";

/**
 * The arguments for papermill: parameters declared as string are passed as text, so that a file
 * called 101 stays a name; all others as papermill reads them. papermill's plug-in checks names and
 * types before anything runs.
 * @param given `name=value`, in order
 * @throws LightDqmError `bad-config` for one without `=`
 */
export function papermillParameters(notebook: Notebook, given: readonly string[]): string[] {
  const isText = textParameters(notebook);
  return given.flatMap((pair) => {
    const at = pair.indexOf("=");
    if (at < 1)
      throw new LightDqmError("bad-config", {
        what: "Bad parameter",
        where: "-p",
        expected: "name=value",
        got: pair,
      });
    const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1)];
    return [isText.has(name) ? "-r" : "-p", name, value];
  });
}

function textParameters({ cells }: Notebook): Set<string> {
  const cell = cells.find(({ metadata }) => metadata?.tags?.includes("parameters"));
  const source = [cell?.source ?? ""].flat().join("");
  const declared = source.matchAll(/^\s*let\s+([\w$]+)\s*:\s*string\b/gm);
  return new Set([...declared].map(([, name]) => name!));
}
