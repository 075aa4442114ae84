import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether node_modules holds what package-lock.json names. npm keeps the list of what it has
 * installed in node_modules/.package-lock.json and writes it last, so an install that was
 * interrupted doesn't match either. Packages for other platforms may be absent.
 */
export function packagesMatchLock(root) {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !installed) return false;
  const isWanted = Object.entries(installed).every(([path, entry]) => same(entry, wanted[path]));
  const isComplete = Object.entries(wanted).every(
    ([path, entry]) => !path.includes("node_modules/") || entry.optional || installed[path],
  );
  return isWanted && isComplete;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function same(installed, wanted) {
  return (
    wanted !== undefined &&
    installed.version === wanted.version &&
    installed.integrity === wanted.integrity
  );
}
