/// <reference lib="dom" />
/** The page of a report in browsers, from disk, as it is sent. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { defaultConfig } from "../../packages/core/src/config/load-config.js";
import { simulateRun } from "../../packages/core/src/flow/simulation/simulate-run.js";
import { checks } from "../../packages/core/src/judge/checks/index.js";
import { reportFiles } from "../../packages/core/src/pipeline/batch.js";
import type { LightDqmDocument } from "../../packages/core/src/report/document.js";
import { htmlPage } from "../../packages/core/src/report/html/page.js";
import { readPdf } from "../../packages/core/test/report/read-pdf.js";
import { barriersIn } from "../barriers.js";
import { launchChromium, launchFirefox } from "../browsers.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-page-"));
const address = pathToFileURL(join(directory, "page.html")).href;
let document: LightDqmDocument;
let reported: string;
let browser: Browser;
/** A page whose figures have all been in view, for what must hold of all of it. */
let whole: Page;
let said: string[];
const pages: Page[] = [];

beforeAll(async () => {
  const run = await simulateRun(join(directory, "run"), {
    ...{ files: 2, events: 10, seed: 3, sampleCount: 600 },
  });
  const config = { ...defaultConfig(), outputDir: join(directory, "dqm") };
  const { files } = (await reportFiles(run, config))[1]!;
  reported = files.find((file) => file.endsWith(".html"))!;
  document = JSON.parse(readFileSync(files.at(-1)!, "utf8")) as LightDqmDocument;
  const told = checks.map(({ name, title, meaning: means, action, callers }) => {
    return { name, title, means, action, callers };
  });
  writeFileSync(
    join(directory, "page.html"),
    await htmlPage({ ...document, checks: told } as LightDqmDocument),
  );
  browser = await launchChromium();
  ({ page: whole, said } = await open({ fragment: channelFault().link }));
  await showAll(whole);
  pages.splice(0);
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Opened {
  fragment?: string;
  scheme?: "light" | "dark";
}

async function open({ fragment = "", scheme = "light" }: Opened = {}) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: scheme,
  });
  pages.push(page);
  page.setDefaultTimeout(20_000);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address && !/^(data|blob):/.test(request.url()))
      said.push(request.url());
  });
  await page.goto(address + fragment);
  await page.locator(".ldqm-Dashboard").waitFor();
  return { page, said };
}

/** Until all figures are painted that come into view when the page is scrolled through. */
async function showAll(page: Page): Promise<void> {
  const sections = page.locator(".ldqm-Section");
  for (let i = 0; i < document.figures.length; i++) {
    await sections.nth(i).scrollIntoViewIfNeeded();
    await sections.nth(i).locator(".ldqm-Plot[data-painted]").waitFor();
  }
}

const fragmentOf = (page: Page): Promise<string> => page.evaluate(() => location.hash);

/** A fault of a single channel, and the address of that channel. */
function channelFault(): { place: string; check: string; link: string } {
  const { place, verdict } = document.alarms.find(({ place }) => /^ADC \d+, channel/.test(place))!;
  const { check, adc, channel } = document.verdicts[verdict]!;
  return { place, check, link: `#adc${adc}-ch${channel}` };
}

describe("a page that was sent", () => {
  it("asks for nothing and complains of nothing, from the first figure to the last", () => {
    expect(said).toEqual([]);
  });

  it("is no larger than 4 MB", () => {
    expect(statSync(reported).size).toBeLessThanOrEqual(4_000_000);
  });

  it("says the verdict first, then every fault, the worst first, then shows the figures", async () => {
    const { page } = await open();
    const parts = await page
      .locator("h1, tbody tr[data-check], .ldqm-Section")
      .evaluateAll((all) =>
        all.map((each) => each.dataset.check ?? each.dataset.part ?? each.tagName),
      );
    const told = document.alarms.map(({ verdict }) => document.verdicts[verdict]!.check);
    expect(parts.slice(0, told.length + 1)).toEqual(["H1", ...told]);
    expect(await page.locator(".ldqm-Section > h2").allTextContents()).toEqual(
      document.figures.map(({ bookmark }) => bookmark),
    );
  });

  it("ends with what it was made of and with", async () => {
    const { page } = await open();
    const last = page.locator(".ldqm-Dashboard > *").last();
    const text = await last.textContent();
    expect(text).toContain(document.input.path);
    for (const name of Object.keys(document.configuration)) expect(text).toContain(name);
  });
});

describe("links into a page", () => {
  it("choose a channel, mark its place and show its card", async () => {
    const { place, link } = channelFault();
    const { page } = await open({ fragment: link });
    expect(await page.locator(".ldqm-Card:visible .ldqm-CardTitle").textContent()).toContain(place);
    expect(await fragmentOf(page)).toBe(link);
  });

  it("show the faults that a check found, and what it means", async () => {
    const { check } = channelFault();
    const { page } = await open({ fragment: `#${check}` });
    const aimed = await page
      .locator(".ldqm-Aimed")
      .evaluateAll((all) => all.map((each) => each.dataset.check));
    expect(new Set(aimed)).toEqual(new Set([check]));
    expect(await page.locator(".ldqm-Aimed").first().isVisible()).toBe(true);
  });

  it("say so where there is no such channel or check", async () => {
    const { page, said } = await open({ fragment: "#adc99-ch3" });
    const notice = page.locator(".ldqm-Notice");
    expect(await notice.textContent()).toBe("This detector has no channel 3 of ADC 99.");
    for (const [fragment, words] of [
      ["nonsense", "Nothing here is called “nonsense”."],
      ["%E0%A4%A", "Nothing here is called “%E0%A4%A”."],
      ["%3Cimg%20src%3Dx%3E", "Nothing here is called “<img src=x>”."],
      ["faults", ""],
    ]) {
      await page.evaluate((text) => {
        location.hash = text!;
      }, fragment);
      await expect.poll(() => notice.textContent()).toBe(words);
    }
    expect(said).toEqual([]);
  });

  it("follow the choice of a channel, and go when it goes", async () => {
    const { place, link } = channelFault();
    const { page } = await open();
    await page.locator(".ldqm-Faults").getByRole("button", { name: place, exact: true }).click();
    expect(await fragmentOf(page)).toBe(link);
    await page.keyboard.press("Escape");
    expect(await fragmentOf(page)).toBe("");
  });
});

describe("tables", () => {
  it("sort by a heading, once upwards and twice downwards, and say which way", async () => {
    const { page } = await open();
    const table = page.locator(".ldqm-Faults table");
    const places = document.alarms.map(({ place }) => place);
    const sorted = [...places].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const heading = table.getByRole("button", { name: "Where" });
    const shown = () => table.locator("tbody th").allTextContents();
    expect(await shown()).toEqual(places);
    await heading.click();
    expect(await shown()).toEqual(sorted);
    expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    await heading.click();
    expect(await shown()).toEqual(sorted.reverse());
    expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
  });

  it("count the channels of each check by state, and mark them", async () => {
    const { page } = await open();
    const { check } = channelFault();
    const bad = document.verdicts.filter(
      (each) => each.check === check && each.state === "bad" && each.channel !== null,
    );
    const cell = page.locator(`[data-check-row="${check}"] [data-label="bad"]`);
    expect(await cell.textContent()).toBe(String(bad.length));
    await cell.getByRole("button").click();
    const { title } = checks.find(({ name }) => name === check)!;
    expect(await page.locator(".ldqm-Card:visible .ldqm-CardTitle").textContent()).toContain(title);
  });
});

describe("by keyboard", () => {
  it("Tab reaches everything that can be used, each once, in the order of the page", async () => {
    const count = await whole.evaluate(() => {
      // Drawings take time to lay out, and nothing in them is reached.
      for (const drawn of Array.from(window.document.querySelectorAll<HTMLElement>(".ldqm-Target")))
        drawn.style.display = "none";
      const usable = "a[href], button, select, summary, input, [tabindex]";
      const all = Array.from(window.document.querySelectorAll<HTMLElement>(usable)).filter(
        (each) => each.tabIndex >= 0 && !each.matches(":disabled") && each.checkVisibility(),
      );
      const order: number[] = [];
      Object.assign(window, { order });
      window.document.addEventListener("focusin", ({ target }) => {
        order.push(all.indexOf(target as HTMLElement));
      });
      (window.document.activeElement as HTMLElement).blur();
      window.getSelection()?.collapse(window.document.body, 0);
      return all.length;
    });
    for (let i = 0; i < count; i++) await whole.keyboard.press("Tab");
    const order = await whole.evaluate(() => {
      for (const drawn of Array.from(window.document.querySelectorAll<HTMLElement>(".ldqm-Target")))
        drawn.style.display = "";
      return (window as unknown as { order: number[] }).order;
    });
    expect(order).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  it("Enter and Space act, arrows choose a channel, Escape clears", async () => {
    const { page } = await open();
    await page.locator(".ldqm-Faults").getByRole("button", { name: "State" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".ldqm-Faults [aria-sort]").count()).toBe(1);
    const plot = page.locator('[data-kind="channel-mask"] .ldqm-Plot[data-painted]').first();
    await plot.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    expect(await page.locator(".ldqm-Card:visible").count()).toBe(1);
    expect(await fragmentOf(page)).toMatch(/^#adc\d+-ch\d+$/);
    await page.keyboard.press("Escape");
    expect(await page.locator(".ldqm-Card:visible").count()).toBe(0);
    const { place, link } = channelFault();
    await page.locator(".ldqm-Faults").getByRole("button", { name: place, exact: true }).focus();
    await page.keyboard.press("Space");
    expect(await fragmentOf(page)).toBe(link);
  });
});

describe("for every reader", () => {
  it("is light or dark as the system is, until somebody chooses", async () => {
    const { page } = await open({ scheme: "dark", fragment: "#all-checks-mask" });
    const figure = page.locator(".ldqm-Figure").first();
    await figure.locator(".ldqm-Plot[data-painted]").waitFor();
    const looks = () =>
      figure.evaluate((node) => [
        (node as HTMLElement).dataset.theme,
        getComputedStyle(window.document.body).backgroundColor,
      ]);
    expect(await looks()).toEqual(["dark", "rgb(17, 17, 17)"]);
    await page.getByLabel("Colours").selectOption("light");
    await expect.poll(looks).toEqual(["light", "rgb(255, 255, 255)"]);
  });

  it("needs no scrolling sideways, from a telephone to the wall of a control room", async () => {
    for (const width of [3840, 768, 360]) {
      await whole.setViewportSize({ width, height: 900 });
      const needed = () => whole.evaluate(() => window.document.documentElement.scrollWidth);
      await expect.poll(needed).toBe(width);
    }
  });

  it("has no barrier that a program can find, light or dark", async () => {
    expect(await barriersIn(whole, "body")).toEqual([]);
  });
});

describe("on paper", () => {
  /** Figures of which no sheet has both the heading and the title. */
  async function missingIn(pdf: Uint8Array): Promise<string[]> {
    const path = join(directory, "printed.pdf");
    writeFileSync(path, pdf);
    const { pageTexts } = await readPdf(path);
    const bare = (text: string): string => text.replace(/\s+/g, "");
    const sheets = pageTexts.map(bare);
    return document.figures
      .filter(({ bookmark, payload }) => {
        const words = [bookmark, payload.title.slice(0, 20)].map(bare);
        return !sheets.some((sheet) => words.every((each) => sheet.includes(each)));
      })
      .map(({ bookmark }) => bookmark);
  }

  it("has every figure, drawn though it was never in view, beside its heading", async () => {
    const { page } = await open({ scheme: "dark" });
    await page.locator(".ldqm-Plot[data-painted]").first().waitFor();
    expect(await missingIn(await page.pdf({ preferCSSPageSize: true }))).toEqual([]);
  });

  it("has no empty sheet, and none of the controls", async () => {
    const { page } = await open({});
    await page.locator(".ldqm-Plot[data-painted]").first().waitFor();
    const path = join(directory, "printed.pdf");
    writeFileSync(path, await page.pdf({ preferCSSPageSize: true }));
    const { pageTexts } = await readPdf(path);
    expect(pageTexts.filter((text) => text.trim() === "")).toEqual([]);
    expect(pageTexts.join("\n")).not.toContain("Reset zoom");
  });

  it("is light, and dark again on the screen", async () => {
    const { page } = await open({ scheme: "dark", fragment: "#all-checks-mask" });
    await page.locator(".ldqm-Plot[data-painted]").first().waitFor();
    const themes = (event: string) =>
      page.evaluate(async (name) => {
        window.dispatchEvent(new Event(name));
        await new Promise((resolve) => setTimeout(resolve));
        const figures = Array.from(window.document.querySelectorAll<HTMLElement>(".ldqm-Figure"));
        return figures.map(({ dataset }) => dataset.theme);
      }, event);
    expect(new Set(await themes("beforeprint"))).toEqual(new Set(["light"]));
    await themes("afterprint");
    await expect
      .poll(() => page.locator(".ldqm-Figure").first().getAttribute("data-theme"))
      .toBe("dark");
  });

  it("is whole from Firefox too, whose page complains of nothing", async () => {
    const firefox = await launchFirefox();
    try {
      const page = await firefox.newPage();
      const said: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      await page.goto(address + channelFault().link);
      await page.waitForSelector(".ldqm-Plot[data-painted]");
      expect(await page.$eval(".ldqm-Card:not([hidden])", (card) => card.textContent)).toContain(
        channelFault().place,
      );
      const pdf = await page.pdf({ preferCSSPageSize: true, timeout: 200_000 });
      expect(await missingIn(pdf)).toEqual([]);
      expect(said).toEqual([]);
    } finally {
      await firefox.close();
    }
  });
});
