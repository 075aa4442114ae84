import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/**
 * Makes sure of a Chromium, which prints notebooks as PDF: an installed one, else, for root on Debian
 * and Ubuntu, the system's package. Without one everything but the PDF of notebooks works.
 */
export function ensureBrowser(say) {
  if (process.env.LIGHT_DQM_CHROMIUM || onPath(names) || onPath(["/usr/bin/chromium"]))
    return say("Chromium: found");
  if (process.getuid?.() === 0 && onPath(["apt-get"])) {
    say("Chromium: installing the system's package …");
    const apt = (...args) => spawnSync("apt-get", ["-qq", "-y", ...args], { stdio: "ignore" });
    apt("update");
    apt("install", "--no-install-recommends", "chromium");
    if (onPath(names)) return say("Chromium: installed");
  }
  say(
    "Chromium: not found, so notebooks cannot be printed as PDF. Install Chromium or Chrome, or " +
      "name it in the environment variable LIGHT_DQM_CHROMIUM.",
  );
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
