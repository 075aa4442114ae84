import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./run-node.js";

const mostFilesOfFolder = 15;
const core = join(root, "packages/core/src");
const extension = join(root, "packages/jupyterlab-ext/src");
/** Folders of sources; tests' data may be many. */
const sourceFolders = [core, extension, join(root, "packages/core/kernels"), join(root, "scripts")];

const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
/** The rooms of `packages/core/src` as the map lists them, from the ground up. */
const floors = [...contributing.matchAll(/^ {2}([a-z-]+)(?:\/|\.ts) {2,}/gm)].map(
  ([, name]) => name!,
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Files of the same package that each file imports, and packages. */
function importsOf(file: string): { files: string[]; packages: string[] } {
  const text = readFileSync(file, "utf8");
  const specifiers = [
    ...text.matchAll(/^(?:import|export) [^;"]*?"([^"]+)"|import\("([^"]+)"\)/gm),
  ];
  const names = specifiers.map(([, fixed, lazy]) => (fixed ?? lazy)!);
  return {
    files: names
      .filter((name) => name.startsWith("."))
      .map((name) => join(dirname(file), name).replace(/\.js$/, ".ts"))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile()),
    packages: names.filter((name) => !name.startsWith(".")),
  };
}

/** The first room of a file below `packages/core/src`, or the file itself where it stands there. */
const floorOf = (file: string): string => relative(core, file).split("/")[0]!.replace(/\.ts$/, "");

describe("the rooms", () => {
  it.each(sourceFolders.map((folder) => [relative(root, folder), folder]))(
    "of %s hold no more files than one sees at a glance",
    (_, folder) => {
      const counts = new Map<string, number>();
      for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
        if (entry.isFile()) counts.set(entry.parentPath, (counts.get(entry.parentPath) ?? 0) + 1);
      const crowded = [...counts].filter(([, count]) => count > mostFilesOfFolder);
      expect(crowded.map(([path, count]) => `${relative(root, path)}: ${count}`)).toEqual([]);
    },
  );

  it("of packages/core/src are those of the map in CONTRIBUTING.md", () => {
    const rooms = readdirSync(core).map((name) => name.replace(/\.ts$/, ""));
    expect(rooms.sort()).toEqual([...floors, "index"].sort());
  });
});

describe("imports", () => {
  it("go down the floors of the map, never up", () => {
    const upward = filesBelow(core)
      .filter((file) => floorOf(file) !== "index")
      .flatMap((file) =>
        importsOf(file)
          .files.filter((target) => floors.indexOf(floorOf(target)) > floors.indexOf(floorOf(file)))
          .map((target) => `${relative(core, file)} imports ${relative(core, target)}`),
      );
    expect(upward).toEqual([]);
  });

  it.each([
    ["packages/core/src", core],
    ["packages/jupyterlab-ext/src", extension],
  ])("of %s form no circle, not even of types", (_, folder) => {
    const imports = new Map(filesBelow(folder).map((file) => [file, importsOf(file).files]));
    expect(circleIn(imports)?.map((file) => relative(folder, file))).toBeUndefined();
  });

  it("of what runs in browsers are of nothing of Node", () => {
    const reached = new Set([join(core, "blocks.ts"), join(core, "figures/index.ts")]);
    for (const file of reached) for (const next of importsOf(file).files) reached.add(next);
    expect(reached.size).toBeGreaterThan(30);
    const foreign = [...reached].flatMap((file) => importsOf(file).packages);
    expect([...new Set(foreign)].filter((name) => name.startsWith("node:"))).toEqual([]);
  });
});

describe("the tables", () => {
  it.each([
    ["judge/checks", "judge/checks/index.ts"],
    ["figures/forms", "figures/index.ts"],
    ["cli/commands", "cli/commands/index.ts"],
    ["detector", "index.ts"],
  ])("of %s list every file that stands there", (folder, index) => {
    const reached = new Set([join(core, index)]);
    for (const file of reached) for (const next of importsOf(file).files) reached.add(next);
    const left = filesBelow(join(core, folder)).filter((file) => !reached.has(file));
    expect(left.map((file) => relative(core, file))).toEqual([]);
  });
});

/** Files that import each other in a circle; undefined where there are none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const next of imports.get(file) ?? []) {
      const circle = visit(next);
      if (circle) return circle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = visit(file);
    if (circle) return circle;
  }
  return undefined;
}
