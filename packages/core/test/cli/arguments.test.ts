import { describe, expect, it } from "vitest";
import { normalArguments } from "../../src/cli/setting-flags.js";

describe("command lines of the old script", () => {
  it.each([
    ["--max_evts 5 --output_dir a_b", "--max-evts 5 --output-dir a_b"],
    ["--file_syntax=a_b", "--file-syntax=a_b"],
    ["--write_json_blobs False --ncomp -1", "--write-json-blobs=False --ncomp -1"],
    ["--merge_grafana_plots", "--merge-grafana-plots=true"],
    ["--plot_all_clipped True x", "--plot-all-clipped=True x"],
  ])("%s is taken as %s", (old, today) => {
    expect(normalArguments(old.split(" "))).toEqual(today.split(" "));
  });
});

describe("a boolean flag", () => {
  it.each([
    ["report --force a.hdf5", "report --force=true a.hdf5"],
    ["report --force false a.hdf5", "report --force=false a.hdf5"],
    ["report --force TRUE a.hdf5", "report --force=TRUE a.hdf5"],
    ["report a.hdf5 --force", "report a.hdf5 --force=true"],
    ["report --force --marks plain", "report --force=true --marks plain"],
    ["report --force=maybe", "report --force=maybe"],
    ["report -- --force --max_evts", "report -- --force --max_evts"],
    ["report --json a.hdf5", "report --json a.hdf5"],
  ])("%s never takes a file for its value", (given, normal) => {
    expect(normalArguments(given.split(" "))).toEqual(normal.split(" "));
  });
});
