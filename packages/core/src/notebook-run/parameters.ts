/** Parameters of a template, as they are named on the command line. */
import { LightDqmError } from "../errors.js";
import type { Notebook } from "./notebook-file.js";

/**
 * The arguments for papermill: what the parameters cell declares as text is passed as text, so that
 * a file called 101 stays one; everything else as papermill reads it. papermill's plug-in checks
 * names and types before anything runs.
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
