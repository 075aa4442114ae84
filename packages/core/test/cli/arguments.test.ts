import { describe, expect, it } from "vitest";
import { argumentsOfOldScript, refuseOldOptions } from "../../src/cli/old-options.js";
import { normalArguments } from "../../src/cli/setting-flags.js";

const words = (line: string): string[] => line.split(" ");

describe("options of the old script that mean the same today", () => {
  it.each([
    ["report --max_evts 5 --output_dir a_b", "report --max-evts 5 --output-dir a_b"],
    ["report --input_path=a_b --units V", "report --input-path=a_b --units V"],
    ["report --merge_grafana_plots", "report --merge-grafana-plots=true"],
  ])("%s is taken as %s", (old, today) => {
    expect(() => refuseOldOptions(words(old))).not.toThrow();
    expect(normalArguments(words(old))).toEqual(words(today));
  });
});

describe("options of the old script that mean something else today, or nothing", () => {
  it.each([
    ["report --start_run 3", "--start-run, which counts"],
    ["report data --file_syntax=mpd_run", "--file-syntax, with which"],
    ["watch data --write_json_blobs True", "--write-json-blobs, which"],
    ["report --input_path data --nfiles 3", "--nfiles among options with dashes"],
    ["report --plot_all_clipped True", "--clipped-per"],
    ["report --plot-all-negatives", "--negative-per"],
    ["config show --tmp_dir /scratch", "beside their target"],
  ])("%s is refused, and named with what takes it", (line, instead) => {
    expect(() => refuseOldOptions(words(line))).toThrow(
      expect.objectContaining({ code: "bad-config", message: expect.stringContaining(instead) }),
    );
    expect(() => refuseOldOptions(words(line))).toThrow(/`light-dqm legacy`/);
  });

  it.each([
    "report --start-run 3 --nfiles 2",
    "report --known_faults_file a.csv --nfiles 2",
    "report -- --start_run",
    "legacy --start_run 3",
  ])("%s is today's own, and taken", (line) => {
    expect(() => refuseOldOptions(words(line))).not.toThrow();
  });
});

describe("the command line of light-dqm legacy", () => {
  it.each([
    ["--input_path a-b --ncomp -1", "--input_path a-b --ncomp -1"],
    ["--input-path a_b --start-run=3", "--input_path a_b --start_run=3"],
    [
      "--inp a --start 3 --max 5 --w True",
      "--input_path a --start_run 3 --max_evts 5 --write_json_blobs True",
    ],
    ["--plot_all True", "--plot_all True"],
    ["--n 3", "--n 3"],
    ["-h", "--help"],
  ])("may shorten names as the old script's: %s", (given, full) => {
    expect(argumentsOfOldScript(words(given))).toEqual(words(full));
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
