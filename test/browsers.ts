/** The browsers of the machine, without a window. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import puppeteer, { type Browser as Firefox } from "puppeteer-core";

/** Chromium or Chrome: `LIGHT_DQM_CHROMIUM`, or the first on the PATH. */
export function launchChromium(): Promise<Browser> {
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  return chromium.launch({
    executablePath: program("Chromium", "LIGHT_DQM_CHROMIUM", names),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** Firefox: `LIGHT_DQM_FIREFOX`, or the first on the PATH. */
export function launchFirefox(): Promise<Firefox> {
  const names = ["firefox-esr", "firefox"];
  return puppeteer.launch({
    browser: "firefox",
    executablePath: program("Firefox", "LIGHT_DQM_FIREFOX", names),
    headless: true,
  });
}

function program(title: string, variable: string, names: readonly string[]): string {
  const directories = (process.env.PATH ?? "").split(delimiter);
  const candidates = names.flatMap((name) => directories.map((each) => join(each, name)));
  const found = [process.env[variable] ?? "", ...candidates].find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    `no ${title} found: install it, or name it in ${variable} (npm run setup says how)`,
  );
}
