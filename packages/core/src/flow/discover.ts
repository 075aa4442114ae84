/** Which files to analyse: by directory, prefix and index, or as named. */
import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { LightDqmError } from "../errors.js";
import { compareNatural } from "./file-name.js";

/** Where and how files are searched; part of the configuration. */
export interface FileSearch {
  /** Directory. */
  inputPath: string;
  /** Only names that start with this; "" or "." means any. */
  fileSyntax: string;
  /** Index, in natural order, of the first file used. */
  startRun: number;
  /** Number of files; 0 means all that follow. */
  nfiles: number;
}

/**
 * The FLOW files of a directory, in natural order: regular files (or links to them) ending in
 * `.hdf5` or `.h5`. Where some of them have `FLOW` in their name only those are taken, because
 * directories of a run hold its other products too. Hidden files are ignored.
 * @returns paths, at least one
 * @throws LightDqmError `not-found` when the directory is absent or nothing matches
 */
export async function discoverFlowFiles(search: FileSearch): Promise<string[]> {
  const names = await listDirectory(search.inputPath);
  const prefix = namePrefix(search.fileSyntax);
  const hdf5Names = names.filter((name) => isHdf5Name(name) && !name.startsWith("."));
  const matching: string[] = [];
  for (const name of hdf5Names.filter((each) => each.startsWith(prefix))) {
    const status = await stat(join(search.inputPath, name)).catch(() => null);
    if (status?.isFile()) matching.push(name);
  }
  const candidates = flowNames(matching).sort(compareNatural);
  const end = search.nfiles > 0 ? search.startRun + search.nfiles : undefined;
  const taken = candidates.slice(search.startRun, end);
  if (taken.length > 0) return taken.map((name) => join(search.inputPath, name));

  const wanted = prefix === "" ? "" : ` whose name starts with "${prefix}"`;
  if (candidates.length > 0) {
    throw new LightDqmError("not-found", {
      what: "No FLOW file at this start index",
      where: search.inputPath,
      expected: `a start index of 0 to ${candidates.length - 1} for the files${wanted}`,
      got: String(search.startRun),
    });
  }
  throw new LightDqmError("not-found", {
    what: "No FLOW files found",
    where: search.inputPath,
    expected: `files ending in .hdf5 or .h5${wanted}`,
    got: someOf(hdf5Names.length > 0 ? hdf5Names : names),
  });
}

/**
 * The input files of a command in natural order of their names, each once: directories are
 * searched with the options, files are taken as named. An absent file stays in the list: it
 * fails without stopping the batch.
 * @throws LightDqmError `not-found` for a directory without matching files, and for an absent path
 *   that does not look like an HDF5 file
 */
export async function resolveInputs(
  paths: readonly string[],
  options: Omit<FileSearch, "inputPath">,
): Promise<string[]> {
  const { fileSyntax, startRun, nfiles } = options;
  const found = new Map<string, string>();
  for (const path of paths) {
    const status = await stat(path).catch(() => null);
    const isFile = status ? !status.isDirectory() : isHdf5Name(path);
    const files = isFile
      ? [path]
      : await discoverFlowFiles({ inputPath: path, fileSyntax, startRun, nfiles });
    for (const file of files) if (!found.has(resolve(file))) found.set(resolve(file), file);
  }
  return [...found.values()].sort(
    (a, b) => compareNatural(basename(a), basename(b)) || compareNatural(a, b),
  );
}

/** What the names of files begin with, by the setting `file-syntax`. */
export const namePrefix = (fileSyntax: string): string => (fileSyntax === "." ? "" : fileSyntax);

/** Of the names of one directory, those of FLOW files: HDF5, with `FLOW` in the name where any has it. */
export function flowNames(names: readonly string[]): string[] {
  const hdf5 = names.filter(isHdf5Name);
  const flow = hdf5.filter((name) => /flow/i.test(name));
  return flow.length > 0 ? flow : hdf5;
}

const isHdf5Name = (name: string): boolean => /\.(hdf5|h5)$/i.test(name);

/** Names in a directory, in natural order. @throws LightDqmError `not-found`, `bad-input` */
export async function listDirectory(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort(compareNatural);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const absent = code === "ENOENT";
    throw new LightDqmError(
      absent ? "not-found" : "bad-input",
      {
        what: absent ? "Input directory not found" : "Input directory cannot be read",
        where: path,
        expected: "a directory of FLOW files",
        got: absent ? "nothing of that name" : `the system error ${code ?? String(cause)}`,
      },
      { cause },
    );
  }
}

function someOf(names: readonly string[]): string {
  if (names.length === 0) return "an empty directory";
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
