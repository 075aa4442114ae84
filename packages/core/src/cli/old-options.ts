/** The old script's options: how `light-dqm legacy` takes them, and which no other command does. */
import { LightDqmError } from "../errors.js";

/** All of them, and those that every command has. */
const optionsOfLegacy = [
  ...["input_path", "file_syntax", "start_run", "nfiles", "channel_status_file", "output_dir"],
  ...["tmp_dir", "units", "ptps16bit", "ncomp", "powspec_nevts", "max_evts", "write_json_blobs"],
  ...["merge_grafana_plots", "plot_all_clipped", "plot_all_negatives", "log", "help"],
];

/** Option names as they are typed, with their dashes; `=value` may follow. */
const optionPattern = /^--([a-z][\w-]*)(=.*)?$/is;

/**
 * Command line of `light-dqm legacy` in the form that it is parsed in: names with underscores and in
 * full, of which the old script took any beginning that fits one option only, as `--start`.
 */
export function argumentsOfOldScript(argv: readonly string[]): string[] {
  return argv.map((given) => {
    if (given === "-h") return "--help";
    const parts = optionPattern.exec(given);
    if (!parts) return given;
    const name = parts[1]!.replaceAll("-", "_");
    const fitting = optionsOfLegacy.filter((option) => option.startsWith(name));
    const full = optionsOfLegacy.includes(name) || fitting.length !== 1 ? name : fitting[0];
    return `--${full}${parts[2] ?? ""}`;
  });
}

/** Options of the old script that mean something else elsewhere, or nothing, and what there is instead. */
const meansElse: Readonly<Record<string, string>> = {
  start_run: "--start-run, which counts the files of a directory in natural order",
  file_syntax: "--file-syntax, with which all files count whose name begins so",
  write_json_blobs: "--write-json-blobs, which adds spectra to the JSON document",
};
/** Spelled the same today: what else stands on the line says which is meant. */
const ambiguous: Readonly<Record<string, string>> = {
  nfiles: "--nfiles among options with dashes, which counts files in natural order",
};
const isGone: Readonly<Record<string, string>> = {
  plot_all_clipped: "--clipped-per",
  plot_all_negatives: "--negative-per",
  tmp_dir: "nothing, since files are written beside their target",
};

/**
 * @param argv as it was typed
 * @throws LightDqmError `bad-config` for an option of the old script that a command other than
 *   `legacy` would take in another meaning, or does not have
 */
export function refuseOldOptions(argv: readonly string[]): void {
  if (argv[0] === "legacy") return;
  const end = argv.indexOf("--");
  const given = (end < 0 ? argv : argv.slice(0, end)).map(
    (arg) => optionPattern.exec(arg)?.[1] ?? "",
  );
  const isOld = given.some((name) => name.includes("_") && optionsOfLegacy.includes(name));
  for (const name of given) {
    const instead =
      meansElse[name] ?? isGone[name.replaceAll("-", "_")] ?? (isOld ? ambiguous[name] : undefined);
    if (instead === undefined) continue;
    throw new LightDqmError("bad-config", {
      what: "Option of the old script",
      where: `light-dqm ${argv[0]}`,
      expected: `${instead}, or the old command line after \`light-dqm legacy\``,
      got: `--${name}`,
    });
  }
}
