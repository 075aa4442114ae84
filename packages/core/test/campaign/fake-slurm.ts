/** Programs that answer as those of Slurm. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { temporaryDirectory } from "../flow/temporary.js";

/**
 * Puts a squeue on the PATH that has a task of the map of each of some campaigns running.
 * @returns the names that it was asked for, by call
 */
export function squeueWith(running: readonly string[]): () => string[][] {
  const directory = temporaryDirectory();
  const asked = join(directory, "asked");
  const answers = running.map((id) => {
    const name = `light-dqm-map-${id}`;
    return `case ",$names," in *,${name},*) echo "12_3|${name}|3|RUNNING|node1";; esac`;
  });
  const program = ["#!/bin/sh", "for names; do :; done", `echo "$names" >> ${asked}`, ...answers];
  const programs = { squeue: `${program.join("\n")}\n`, sbatch: "#!/bin/sh\n" };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), 0o755);
  }
  vi.stubEnv("PATH", `${directory}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  return () => {
    if (!existsSync(asked)) return [];
    const lines = readFileSync(asked, "utf8").trimEnd().split("\n");
    return lines.map((line) => line.split(","));
  };
}
