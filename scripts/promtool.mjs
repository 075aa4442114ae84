import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Makes sure of Prometheus's promtool, which only tests need: an installed one, else, on Debian and
 * Ubuntu, the one of the system's package, taken out of it to .tools. The package itself would start a
 * server. Everything else works without.
 */
export function ensurePromtool(root, say) {
  const tools = join(root, ".tools");
  if (existsSync(join(tools, "promtool")) || works("promtool", ["--version"]))
    return say("promtool: found");
  if (works("apt-get", ["--version"]) && works("dpkg-deb", ["--version"])) {
    say("promtool: taking it out of the system's package prometheus …");
    takeOut(tools);
    if (existsSync(join(tools, "promtool"))) return say("promtool: in .tools");
  }
  say(
    "promtool: not found, so the test of the dashboard and the alerting rules fails. Install Prometheus.",
  );
}

function takeOut(tools) {
  const directory = mkdtempSync(join(tmpdir(), "light-dqm-promtool-"));
  const run = (command, ...args) =>
    spawnSync(command, args, { cwd: directory, stdio: "ignore" }).status === 0;
  try {
    if (process.getuid?.() === 0) run("apt-get", "-qq", "update");
    // apt gives up its rights where it may: it has to be let into the directory.
    if (!run("apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", "prometheus")) return;
    const archive = readdirSync(directory).find((name) => name.endsWith(".deb"));
    if (!archive || !run("dpkg-deb", "--extract", archive, "files")) return;
    mkdirSync(tools, { recursive: true });
    copyFileSync(join(directory, "files/usr/bin/promtool"), join(tools, "promtool"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const works = (command, args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
