/** What lies on the server that parameters may name. */

/** An entry of a folder, as far as it matters here. */
export interface Entry {
  name: string;
  /** From the top of the server. */
  path: string;
  type: string;
  last_modified: string;
}

/** Paths as a notebook in a folder names them. */
export interface FoundPaths {
  /** Directories of FLOW files, then the files, the newest first. */
  data: string[];
  stores: string[];
  /** CSV and YAML files: channel status, known faults. */
  tables: string[];
}

export type PathKind = keyof FoundPaths;

/** Folders that are looked into: a server may show a whole disk. */
const mostFolders = 60;
/** Paths of a kind: more than that is no choice. */
const mostPaths = 100;

/**
 * Looks through the folders of the server, those of the notebook first, then level by level.
 * @param list the entries of a folder; one that cannot be read is left out
 * @param folder of the notebook, from the top of the server
 */
export async function foundPaths(
  list: (folder: string) => Promise<readonly Entry[]>,
  folder: string,
): Promise<FoundPaths> {
  const found: Record<PathKind, Entry[]> = { data: [], stores: [], tables: [] };
  const directories: Entry[] = [];
  const seen = new Set<string>();
  let level = [...new Set([folder, ""])].map((path) => ({
    path,
    name: path,
    type: "directory",
    last_modified: "",
  }));
  while (level.length > 0 && seen.size < mostFolders) {
    const looked = level.filter(({ path }) => !seen.has(path)).slice(0, mostFolders - seen.size);
    for (const { path } of looked) seen.add(path);
    const listed = await Promise.all(looked.map(({ path }) => list(path).catch(() => [])));
    level = [];
    for (const [i, entries] of listed.entries()) {
      const names = new Set(entries.map(({ name }) => name));
      if (names.has("summaries") || names.has("compacted")) {
        found.stores.push(looked[i]!);
        continue;
      }
      const files = flowFiles(entries);
      if (files.length > 0) directories.push(looked[i]!);
      found.data.push(...files);
      found.tables.push(...entries.filter(({ name }) => /\.(csv|ya?ml)$/i.test(name)));
      level.push(...entries.filter(({ type, name }) => type === "directory" && !skipped.has(name)));
    }
  }
  const named = (entries: readonly Entry[]): string[] =>
    newestFirst(entries)
      .slice(0, mostPaths)
      .map(({ path }) => relativePath(folder, path));
  const data = [...named(directories), ...named(found.data)].slice(0, mostPaths);
  return { data, stores: named(found.stores), tables: named(found.tables) };
}

const skipped = new Set(["node_modules", "__pycache__"]);

/** As the command line chooses them: where some have FLOW in their name, only these. */
function flowFiles(entries: readonly Entry[]): Entry[] {
  const files = entries.filter(
    ({ type, name }) => type !== "directory" && /\.(hdf5|h5)$/i.test(name),
  );
  const flow = files.filter(({ name }) => /flow/i.test(name));
  return flow.length > 0 ? flow : files;
}

const newestFirst = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => Date.parse(b.last_modified) - Date.parse(a.last_modified) || 0);

/** The way from a folder to a path, both from the top of the server: `../data`. */
export function relativePath(folder: string, path: string): string {
  const [from, to] = [folder, path].map((each) => each.split("/").filter((part) => part !== ""));
  let shared = 0;
  while (shared < from!.length && from![shared] === to![shared]) shared++;
  return [...from!.slice(shared).map(() => ".."), ...to!.slice(shared)].join("/") || ".";
}
