/** Parameters of a template, as given on the command line. */
import { LightDqmError } from "../errors.js";

/**
 * The arguments for papermill, all as texts: its plug-in reads each by the type that the notebook
 * declares, and checks names and types before anything runs.
 * @param given `name=value`, in order
 * @throws LightDqmError `bad-config` for one without `=`
 */
export function papermillParameters(given: readonly string[]): string[] {
  return given.flatMap((pair) => {
    const at = pair.indexOf("=");
    if (at < 1)
      throw new LightDqmError("bad-config", {
        what: "Bad parameter",
        where: "-p",
        expected: "name=value",
        got: pair,
      });
    return ["-r", pair.slice(0, at).trim(), pair.slice(at + 1)];
  });
}
