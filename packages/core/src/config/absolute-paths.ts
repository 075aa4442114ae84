import { resolve } from "node:path";
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
      const path = config[field] as string | null;
      return [field, path && resolve(from, path)];
    });
  return { ...config, ...Object.fromEntries(paths) };
}
