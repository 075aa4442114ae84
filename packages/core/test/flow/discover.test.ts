import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { discoverFlowFiles, resolveInputs } from "../../src/flow/discover.js";
import { temporaryDirectory } from "./temporary.js";

function directoryOf(...names: string[]): string {
  const directory = temporaryDirectory();
  for (const name of names) writeFileSync(join(directory, name), "");
  return directory;
}

const everything = { fileSyntax: "", startRun: 0, nfiles: 0 };
const basenames = (paths: string[]): string[] => paths.map((path) => basename(path));

describe("discovery in a directory", () => {
  it("gives files in natural order of run and sub-run numbers", async () => {
    const inputPath = directoryOf("r_10.FLOW.hdf5", "r_2_p10.FLOW.hdf5", "r_2_p9.FLOW.hdf5");
    expect(basenames(await discoverFlowFiles({ inputPath, ...everything }))).toEqual([
      "r_2_p9.FLOW.hdf5",
      "r_2_p10.FLOW.hdf5",
      "r_10.FLOW.hdf5",
    ]);
  });

  it("takes names by prefix; a dot means any, as in the old script", async () => {
    const inputPath = directoryOf("mpd_1.FLOW.hdf5", "adc_1.FLOW.hdf5");
    const named = (fileSyntax: string) =>
      discoverFlowFiles({ inputPath, ...everything, fileSyntax });
    expect(basenames(await named("mpd"))).toEqual(["mpd_1.FLOW.hdf5"]);
    expect(await named(".")).toHaveLength(2);
  });

  it("takes a number of files from an index on", async () => {
    const inputPath = directoryOf("r_1.h5", "r_2.h5", "r_3.h5", "r_4.h5");
    const search = { inputPath, fileSyntax: "", startRun: 1, nfiles: 2 };
    expect(basenames(await discoverFlowFiles(search))).toEqual(["r_2.h5", "r_3.h5"]);
  });

  it("leaves out other products of a run, hidden files, directories and other types", async () => {
    const inputPath = directoryOf("r_1.FLOW.hdf5", "r_1.hdf5", ".r_2.FLOW.hdf5", "r_1.FLOW.txt");
    mkdirSync(join(inputPath, "r_3.FLOW.hdf5"));
    const found = await discoverFlowFiles({ inputPath, ...everything });
    expect(basenames(found)).toEqual(["r_1.FLOW.hdf5"]);
  });

  it("says what is there when nothing matches", async () => {
    const inputPath = directoryOf("mpd_1.FLOW.hdf5");
    const search = { inputPath, ...everything, fileSyntax: "adc" };
    await expect(discoverFlowFiles(search)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringMatching(/"adc".*mpd_1\.FLOW\.hdf5/),
    });
  });

  it("says which start indices are possible", async () => {
    const inputPath = directoryOf("r_1.h5", "r_2.h5");
    const search = { inputPath, ...everything, startRun: 2 };
    await expect(discoverFlowFiles(search)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("0 to 1"),
    });
  });

  it("says that an absent directory is absent", async () => {
    const inputPath = join(temporaryDirectory(), "absent");
    await expect(discoverFlowFiles({ inputPath, ...everything })).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining(inputPath),
    });
  });
});

describe("inputs as named", () => {
  it("are put in natural order, directories opened, each file once", async () => {
    const directory = directoryOf("r_2.h5", "r_10.h5");
    const other = directoryOf("r_3.h5");
    const named = [join(directory, "r_10.h5"), join(other, "r_3.h5"), directory];
    const inputs = await resolveInputs(named, everything);
    expect(basenames(inputs)).toEqual(["r_2.h5", "r_3.h5", "r_10.h5"]);
  });

  it("keep an absent file, so that it fails alone", async () => {
    expect(await resolveInputs(["/absent/r_1.FLOW.hdf5"], everything)).toEqual([
      "/absent/r_1.FLOW.hdf5",
    ]);
  });

  it("refuse an absent directory", async () => {
    await expect(resolveInputs(["/absent/runs"], everything)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
