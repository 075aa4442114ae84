import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const browsers = [
  {
    title: "Chromium",
    variable: "LIGHT_DQM_CHROMIUM",
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    packageName: "chromium",
    without: "notebooks cannot be printed as PDF. Install Chromium or Chrome",
  },
  {
    title: "Firefox",
    variable: "LIGHT_DQM_FIREFOX",
    names: ["firefox-esr", "firefox"],
    packageName: "firefox-esr",
    without: "the test of pages in Firefox fails. Install Firefox",
  },
];

/**
 * Makes sure of a Chromium, which prints notebooks as PDF, and of a Firefox, which only tests need: an
 * installed one, else, for root on Debian and Ubuntu, the system's package. Everything else works without.
 */
export function ensureBrowsers(say) {
  for (const browser of browsers) ensureBrowser(browser, say);
}

function ensureBrowser({ title, variable, names, packageName, without }, say) {
  if (process.env[variable] || onPath(names) || onPath([`/usr/bin/${packageName}`]))
    return say(`${title}: found`);
  if (process.getuid?.() === 0 && onPath(["apt-get"])) {
    say(`${title}: installing the system's package …`);
    const apt = (...args) => spawnSync("apt-get", ["-qq", "-y", ...args], { stdio: "ignore" });
    apt("update");
    apt("install", "--no-install-recommends", packageName);
    if (onPath(names)) return say(`${title}: installed`);
  }
  say(`${title}: not found, so ${without}, or name it in the environment variable ${variable}.`);
}

function onPath(candidates) {
  const directories = (process.env.PATH ?? "").split(delimiter);
  return candidates.some((name) =>
    (name.startsWith("/") ? [""] : directories).some((directory) =>
      isExecutable(join(directory, name)),
    ),
  );
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
