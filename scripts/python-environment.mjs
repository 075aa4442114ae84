import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const oldestPython = [3, 10];
const inVenv = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";

/**
 * The first Python that is new enough: `PYTHON` of the environment, python3, python.
 * @returns {{command: string, version: string}}
 */
export function findPython() {
  const tried = [];
  for (const command of [process.env.PYTHON, "python3", "python"]) {
    if (!command) continue;
    const version = versionOf(command);
    const [major, minor] = (version ?? "0.0").split(".").map(Number);
    if (major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1]))
      return { command, version };
    tried.push(`${command}: ${version ?? "not found"}`);
  }
  throw new Error(
    `Python ${oldestPython.join(".")} or newer is needed (${tried.join("; ")}). ` +
      "Install it, or name it in the environment variable PYTHON.",
  );
}

/**
 * Makes .venv with the packages of scripts/requirements.txt, and with the papermill
 * plug-in of packages/jupyterlab-ext as it lies there, unless it is there already.
 * @returns its Python
 */
export function ensurePythonEnvironment(root, python, say) {
  const plugin = "packages/jupyterlab-ext";
  return ensurePackages(root, ".venv", "scripts/requirements.txt", python, say, plugin);
}

/**
 * Makes a Python environment with the packages of a file, unless it is there already.
 * A stamp, written last, says which packages and which Python it was made for.
 * @param name its directory in the checkout
 * @param editable a package of the checkout that is installed as it lies there
 * @returns its Python
 */
export function ensurePackages(root, name, requirements, python, say, editable = null) {
  const venv = join(root, name);
  const venvPython = join(venv, inVenv);
  const stampFile = join(venv, "light-dqm-stamp");
  const hash = createHash("sha256")
    // An environment holds absolute paths: a moved checkout needs a new one.
    .update(`${python.version}\n${venv}\n`)
    .update(readFileSync(join(root, requirements)));
  if (editable) hash.update(readFileSync(join(root, editable, "pyproject.toml")));
  const stamp = hash.digest("hex");
  if (
    existsSync(venvPython) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8").trim() === stamp
  ) {
    say(`Python environment ${name}: up to date`);
    return venvPython;
  }

  say(`Python environment ${name}: making it with Python ${python.version} (about a minute) …`);
  const pip = createVenv(python.command, venv, venvPython);
  const install = [...pip, "install", "--quiet", "--disable-pip-version-check", "--no-input"];
  const [command, ...args] = [...install, "--requirement", join(root, requirements)];
  if (editable) args.push("--editable", join(root, editable));
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0)
    throw new Error(`pip could not install the packages of ${requirements} (see above)`);
  writeFileSync(stampFile, `${stamp}\n`);
  return venvPython;
}

/**
 * Three ways to an environment; Debian ships Python without the second half of `venv`.
 * @returns the command line of a pip that installs into it
 */
function createVenv(python, venv, venvPython) {
  const ownPip = [venvPython, "-m", "pip"];
  const foreignPip = [python, "-m", "pip", "--python", venvPython];
  const ways = [
    { create: ["-m", "venv", venv], pip: ownPip },
    { create: ["-m", "virtualenv", "--quiet", venv], pip: ownPip },
    { create: ["-m", "venv", "--without-pip", venv], pip: foreignPip },
  ];
  const complaints = [];
  for (const { create, pip } of ways) {
    rmSync(venv, { recursive: true, force: true });
    const made = spawnSync(python, create, { encoding: "utf8" });
    const [command, ...args] = pip;
    const works = made.status === 0 && spawnSync(command, [...args, "--version"]).status === 0;
    if (works) return pip;
    const words = `${made.stderr ?? ""}\n${made.stdout ?? ""}`.trim().split("\n");
    complaints.push(`  ${python} ${create.join(" ")}: ${words.at(-1) || "it has no working pip"}`);
  }
  rmSync(venv, { recursive: true, force: true });
  throw new Error(
    `no Python environment could be made:\n${complaints.join("\n")}\n` +
      "On Debian and Ubuntu: apt-get install python3-venv. Elsewhere: python3 -m pip install virtualenv.",
  );
}

function versionOf(command) {
  const code = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
  const { status, stdout } = spawnSync(command, ["-c", code], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
