/**
 * A file or directory that ships with the package, under `assets/`. This module lies two levels
 * below it, in the sources as in the built bundles.
 */
export function assetUrl(path: string): URL {
  return new URL(`../../assets/${path}`, import.meta.url);
}
