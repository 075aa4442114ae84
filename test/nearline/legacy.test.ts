/** `light-dqm legacy` as a program, called by the lines of an old nearline script. */
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePath } from "../../packages/core/test/samples.js";
import { root, runNode } from "../run-node.js";

const program = join(root, "packages/core/bin/light-dqm.mjs");
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-legacy-run-"));
  mkdirSync(join(directory, "flow/june"), { recursive: true });
  mkdirSync(join(directory, "bin"));
  for (const name of ["mpd_run_demo_rctl_101", "mpd_run_demo_rctl_102"] as const)
    symlinkSync(samplePath(name), join(directory, `flow/june/${name}.FLOW.hdf5`));
  symlinkSync(
    samplePath("adc64_demo_103"),
    join(directory, "flow/june/mpd_run_x_rctl_7_p00003.FLOW.hdf5"),
  );
  const rows = Array.from({ length: 8 }, () =>
    Array.from({ length: 64 }, (_, channel) => (channel % 16 < 4 ? -1 : 0)).join(","),
  );
  writeFileSync(join(directory, "channel_status.csv"), `${rows.join("\n")}\n`);
  writeFileSync(
    join(directory, "bin/light-dqm"),
    `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
    { mode: 0o755 },
  );
  // As nearlines call the script: the number and what is before it are cut out of the file's name.
  writeFileSync(
    join(directory, "nearline.sh"),
    `set -o pipefail
inbase=$PWD/flow
inpath=$1; shift
reldir=$(dirname "$inpath" | sed "s|^$inbase/||")
syntax=$(basename "$inpath" .FLOW.hdf5 | sed 's/[0-9]\\+$//')
number=$(basename "$inpath" .FLOW.hdf5 | sed -n 's/.*[^0-9]\\([0-9]\\+\\)$/\\1/p')
mkdir -p "plots/$reldir"
light-dqm legacy --input_path "$inbase/$reldir/" \\
                 --output_dir "$PWD/plots" \\
                 --tmp_dir "$PWD/plots/tmp" \\
                 --file_syntax "$syntax" \\
                 --output_dir "$PWD/plots/$reldir" \\
                 --channel_status_file "channel_status.csv"\\
                 --start_run $number --max_evts 4 --powspec_nevts 2 "$@" \\
                 2>&1 | tee log
`,
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function nearline(path: string, ...more: string[]): { status: number | null; out: string } {
  const { status, stdout } = spawnSync("bash", ["nearline.sh", join(directory, path), ...more], {
    cwd: directory,
    env: { ...process.env, PATH: `${join(directory, "bin")}:${process.env.PATH}` },
    encoding: "utf8",
  });
  return { status, out: stdout };
}

function legacy(...argv: string[]): ReturnType<typeof runNode> {
  const few = ["--max_evts", "4", "--powspec_nevts", "2"];
  return runNode([program, "legacy", ...argv, ...few], directory);
}

const filesIn = (path: string): string[] => readdirSync(join(directory, path)).sort();
const linesOf = (path: string): string[] =>
  readFileSync(join(directory, path), "utf8").trim().split("\n");
const ended = (out: string): string[] =>
  [...out.matchAll(/: (done in|skipped)/g)].map(([, s]) => s!);

describe("an old nearline script with one word changed", () => {
  it("makes the files of the old script and its links, and a rerun leaves them", () => {
    const first = nearline("flow/june/mpd_run_demo_rctl_101.FLOW.hdf5");
    expect([first.status, ended(first.out)]).toEqual([0, ["done in"]]);
    const made = filesIn("plots/june");
    const stem = "mpd_run_demo_rctl_101_light_dqm";
    for (const ending of ["main.pdf", "baseline.png", "flatline.png"])
      expect(made).toContain(`${stem}_${ending}`);
    const link = (name: string): string => readlinkSync(join(directory, "plots/june", name));
    expect(["latest_main.pdf", "latest_baseline.png", "latest_dead_chan.png"].map(link)).toEqual([
      `${stem}_main.pdf`,
      `${stem}_baseline.png`,
      `${stem}_flatline.png`,
    ]);
    const again = nearline("flow/june/mpd_run_demo_rctl_101.FLOW.hdf5");
    expect([again.status, ended(again.out)]).toEqual([0, ["skipped"]]);
    expect(filesIn("plots/june")).toEqual(made);
    expect(filesIn("plots")).toEqual(["june"]);
  });

  it("finds a sub-run with zeros before its number, as it is or without them", () => {
    const { status, out } = nearline("flow/june/mpd_run_x_rctl_7_p00003.FLOW.hdf5");
    expect([status, ended(out)]).toEqual([0, ["done in"]]);
    const again = nearline("flow/june/mpd_run_x_rctl_7_p3.FLOW.hdf5");
    expect([again.status, ended(again.out)]).toEqual([0, ["skipped"]]);
  });

  it("fails for a file that is missing, and names it", () => {
    const { status, out } = nearline("flow/june/mpd_run_demo_rctl_100.FLOW.hdf5");
    expect(status).toBe(1);
    expect(out).toContain(
      `light-dqm: error: File not found (${join(directory, "flow/june/mpd_run_demo_rctl_100.FLOW.hdf5")})`,
    );
  });
});

describe("several files, one of them missing", () => {
  const argv = [
    ...["--input_path", "flow/june", "--file_syntax", "mpd_run_demo_rctl_", "--start", "101"],
    ...["--nfiles", "3", "--output_dir", "night/", "--write_json_blobs", "True"],
    ...["--units", "ADC14", "--ncomp", "-1", "--plot_all_clipped", "False"],
  ];

  it("are reported but for the missing one, with a JSON line each; a rerun adds none", () => {
    const first = legacy(...argv);
    expect(first.status).toBe(1);
    expect(first.stdout).toMatch(/^3 files: 2 done, 1 failed, in /m);
    expect(first.stderr.match(/^light-dqm: error: .*$/gm)).toEqual([
      expect.stringContaining("mpd_run_demo_rctl_103.FLOW.hdf5"),
    ]);
    const jsonl = filesIn("night").filter((name) => /^[a-z0-9_]+\.json$/.test(name));
    expect(jsonl).toHaveLength(2 + 2 + 2 + 11);
    expect(jsonl).not.toContain("clipped_ch_beam.json");
    const again = legacy(...argv);
    expect([again.status, ended(again.stdout)]).toEqual([1, ["skipped", "skipped"]]);
    for (const name of ["baselines.json", "noises.json", "clipped_epcb_self.json"]) {
      const indices = linesOf(`night/${name}`).map((line) => JSON.parse(line).file_index);
      expect(indices).toEqual([101, 102]);
    }
  });

  it("give the same numbers after `history import`, in ADC16 counts", () => {
    const light = (...words: string[]): string => {
      const { status, stdout, stderr } = runNode([program, ...words], directory);
      expect(stderr).toBe("");
      expect(status).toBe(0);
      return stdout;
    };
    mkdirSync(join(directory, "lines"));
    for (const name of filesIn("night").filter((each) => /^[a-z0-9_]+\.json$/.test(each)))
      symlinkSync(join(directory, "night", name), join(directory, "lines", name));
    light("history", "import", "lines", "--units", "ADC14", "--store", "imported");
    const baselines = (store: string): Record<string, number>[] =>
      JSON.parse(
        light(
          ...["history", "sql", "--store", store, "--json"],
          "SELECT adc, channel, baseline_p16, baseline_p50, baseline_p84, noise_p50, clipped_self_epcb_passed AS k, clipped_self_epcb_total AS n FROM summaries WHERE input LIKE '%_102%' ORDER BY adc, channel",
        ),
      );
    const [ours, theirs] = [baselines("night/store"), baselines("imported")];
    expect(ours).toHaveLength(512);
    let compared = 0;
    for (const [i, row] of ours.entries())
      for (const [column, value] of Object.entries(row)) {
        const imported = theirs[i]![column]!;
        // Without a waveform nothing was counted, which the lines cannot say.
        if (value === null || imported === null || row.baseline_p50 === null) continue;
        compared++;
        expect(Math.abs(imported - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
      }
    expect(compared).toBeGreaterThan(384 * 6);
  });
});

it("goes on without a channel status that is missing, and says so", () => {
  const line =
    "--input_path flow/june/ --file_syntax mpd_run_demo_rctl_ --start_run 101 --output_dir bare --channel_status_file gone.csv --powspec_nevts 0";
  const { status, stderr } = runNode(
    [program, "legacy", ...line.split(" "), "--max_evts", "2"],
    directory,
  );
  expect(status).toBe(0);
  expect(stderr).toContain(`no channel status: ${join(directory, "gone.csv")} is missing`);
  expect(stderr).toContain("spectra need one event");
});
