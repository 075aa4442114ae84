import { describe, expect, it } from "vitest";
import { type Entry, foundPaths, relativePath } from "../../src/app/found-paths.js";

/** The folders of a server, as it lists them, from the paths of files and the days of their change. */
function serverOf(files: Record<string, number>) {
  const asked: string[] = [];
  const list = async (folder: string): Promise<Entry[]> => {
    asked.push(folder);
    const entries = new Map<string, Entry>();
    for (const [path, day] of Object.entries(files)) {
      const within =
        folder === "" ? path : path.startsWith(`${folder}/`) && path.slice(folder.length + 1);
      if (!within) continue;
      const [name, ...deeper] = within.split("/") as [string, ...string[]];
      entries.set(name, {
        name,
        path: folder === "" ? name : `${folder}/${name}`,
        type: deeper.length > 0 ? "directory" : "file",
        last_modified: new Date(Date.UTC(2026, 0, day)).toISOString(),
      });
    }
    return [...entries.values()];
  };
  return { list, asked };
}

describe("what is found on the server", () => {
  const { list } = serverOf({
    "data/run_1.FLOW.hdf5": 1,
    "data/run_2.FLOW.hdf5": 2,
    "data/calibration.hdf5": 3,
    "dqm/store/summaries/run_1.parquet": 1,
    "dqm/store/old.hdf5": 1,
    "notes/known.yaml": 1,
    "notes/status.csv": 2,
    "notes/night.ipynb": 2,
  });

  it("are directories of FLOW files, the files with the newest first, stores, and tables", async () => {
    expect(await foundPaths(list, "")).toEqual({
      data: ["data", "data/run_2.FLOW.hdf5", "data/run_1.FLOW.hdf5"],
      stores: ["dqm/store"],
      tables: ["notes/status.csv", "notes/known.yaml"],
    });
  });

  it("is named as from the folder of the notebook", async () => {
    const { data, stores, tables } = await foundPaths(list, "notes");
    expect(data[0]).toBe("../data");
    expect(stores).toEqual(["../dqm/store"]);
    expect(tables).toEqual(["status.csv", "known.yaml"]);
  });

  it("ends after some folders and some files, and is without those that cannot be read", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`d${i}/run_${i}.FLOW.hdf5`, 1 + (i % 28)]),
    );
    const { list: listMany, asked } = serverOf(many);
    const torn = (folder: string) =>
      folder === "d0" ? Promise.reject(new Error("torn")) : listMany(folder);
    const { data } = await foundPaths(torn, "");
    expect(asked.length).toBeLessThanOrEqual(60);
    expect(data.length).toBeLessThanOrEqual(100);
    expect(data).not.toContain("d0");
    expect(data).toContain("d1");
  });
});

it.each([
  ["", "data/a.hdf5", "data/a.hdf5"],
  ["notes", "data", "../data"],
  ["notes/deep", "notes/data", "../data"],
  ["data", "data", "."],
  ["", "", "."],
])("from %j to %j it is %j", (folder, path, way) => {
  expect(relativePath(folder, path)).toBe(way);
});
