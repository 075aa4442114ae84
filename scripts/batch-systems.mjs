#!/usr/bin/env node
/**
 * Makes sure of the batch systems that `npm run test:slurm` runs: Slurm and munge, for root on Debian and
 * Ubuntu by the system's packages, and Snakemake, FireWorks and HTCondor's bindings in .venv-batch.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ensurePackages, findPython } from "./python-environment.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const say = (line) => console.log(line);

try {
  ensureSlurm();
  ensurePackages(root, ".venv-batch", "test/batch/requirements.txt", findPython(), say);
} catch (error) {
  console.error(`batch systems: ${error.message}`);
  process.exitCode = 1;
}

function ensureSlurm() {
  const programs = ["slurmctld", "slurmd", "munged", "sbatch"];
  const isThere = (name) =>
    ["/usr/sbin", "/usr/bin", "/sbin", "/bin"].some((place) => existsSync(`${place}/${name}`));
  if (programs.every(isThere)) return say("Slurm: found");
  const packages = ["slurmctld", "slurmd", "slurm-client", "munge"];
  if (process.getuid?.() === 0) {
    say("Slurm: installing the system's packages …");
    const apt = (...args) => spawnSync("apt-get", ["-qq", "-y", ...args], { stdio: "ignore" });
    apt("update");
    apt("install", "--no-install-recommends", ...packages);
    if (programs.every(isThere)) return say("Slurm: installed");
  }
  throw new Error(`Slurm is needed. On Debian and Ubuntu: apt-get install ${packages.join(" ")}`);
}
