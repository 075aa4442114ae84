/**
 * A file or directory that ships with the package, under `assets/`. This module lies two levels
 * below it, in the sources as in the built bundles.
 */
export function assetUrl(path: string): URL {
  // In one expression, a bundler for browsers would take it for a file to copy.
  const here = import.meta.url;
  return new URL(`../../assets/${path}`, here);
}
