import { resolve } from "node:path";
import { isDescriptionPath } from "../detector/index.js";
import type { Config } from "./config.js";
import { settings } from "./settings.js";

/**
 * The configuration with its paths made absolute, as a run records it.
 * @param from directory that relative ones start from
 */
export function withAbsolutePaths(config: Config, from: string): Config {
  const paths = settings
    .filter(({ kind }) => kind.names !== undefined)
    .map(({ field }) => {
      const named = config[field] as string | null | readonly unknown[];
      return [field, typeof named === "object" ? absolutePaths(named, from) : resolve(from, named)];
    });
  const detector = absoluteDetector(config.detector, from);
  return { ...config, ...Object.fromEntries(paths), detector };
}

/** Paths of a list made absolute; what is no path, as it is. */
export function absolutePaths<Listed extends readonly unknown[] | null>(
  listed: Listed,
  from: string,
): Listed {
  const absolute = listed?.map((one) => (typeof one === "string" ? resolve(from, one) : one));
  return (absolute ?? null) as Listed;
}

/** A detector's name as it is; the path of a description made absolute. */
export function absoluteDetector(nameOrPath: string, from: string): string {
  return isDescriptionPath(nameOrPath) ? resolve(from, nameOrPath) : nameOrPath;
}
