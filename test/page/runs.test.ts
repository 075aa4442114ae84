/// <reference lib="dom" />
/** The index of runs in a browser: from a disk and from a plain web server. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { split } from "../../packages/core/src/report/runs/index-pages.js";
import { keptValues } from "../../packages/core/src/report/runs/kept-values.js";
import type { RunEntry } from "../../packages/core/src/report/runs/run-entry.js";
import {
  addRun,
  emptyManifest,
  manifestFile,
  numbersFile,
  pageFile,
} from "../../packages/core/src/report/runs/run-index.js";
import { readPdf } from "../../packages/core/test/report/read-pdf.js";
import { makeSummary, smallDetector } from "../../packages/core/test/store/make-summary.js";
import { barriersIn } from "../barriers.js";
import { launchChromium } from "../browsers.js";
import { root } from "../run-node.js";

const scratch = mkdtempSync(join(tmpdir(), "light-dqm-runs-page-"));
const reports = join(scratch, "reports");
let browser: Browser;
let server: Server;

/** Serves files and nothing else, as any web server does. */
function serve(): Promise<Server> {
  const types: Record<string, string> = { html: "text/html", js: "text/javascript" };
  const started = createServer(({ url = "" }, response) => {
    const path = join(scratch, decodeURIComponent(new URL(url, "http://host").pathname));
    if (!existsSync(path)) return void response.writeHead(404).end();
    const type = types[path.split(".").at(-1)!] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(readFileSync(path));
  });
  return new Promise((resolve) => started.listen(0, "127.0.0.1", () => resolve(started)));
}

const addresses = {
  "a disk": (directory: string): string => pathToFileURL(join(directory, "index.html")).href,
  "a web server": (directory: string): string =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}${directory.slice(scratch.length)}/index.html`,
};

/** A page with what went wrong in it, and what it asked for. */
async function open(
  address: string,
  colorScheme: "light" | "dark" = "light",
): Promise<{ page: Page; wrong: string[]; asked: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(address);
  await page.locator(".ldqm-Runs tbody tr").first().waitFor();
  return { page, wrong, asked };
}

const lightDqm = (...argv: string[]): void => {
  const program = join(root, "node_modules/.bin/light-dqm");
  execFileSync(program, argv, { cwd: scratch, stdio: "ignore" });
};

beforeAll(async () => {
  lightDqm("simulate", "data", "--files", "2", "--events", "12");
  lightDqm("report", "data", "--output-dir", reports, "--spectra-per-channel", "false");
  browser = await launchChromium();
  server = await serve();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe.each(Object.entries(addresses))("the runs of a batch from %s", (_, addressOf) => {
  it("are listed after the reports, lead to them, and are compared, without a request elsewhere", async () => {
    const { page, wrong, asked } = await open(addressOf(reports));
    const names = page.locator(".ldqm-RunName");
    expect(await names.allTextContents()).toEqual(["Run 500, part 2", "Run 500, part 1"]);
    await page.keyboard.press("j");
    await page.locator(".ldqm-DetailsRow").getByText("Compare with the run before").click();
    await page.locator(".ldqm-Overlay [data-painted]").nth(1).waitFor();
    const rows = page.locator(".ldqm-Overlay tbody tr");
    expect(await rows.first().textContent()).toMatch(/ADC \d, channel \d+/);
    await page.locator(".ldqm-Overlay").getByLabel("Show").selectOption("ratio");
    await page
      .locator(".ldqm-Overlay")
      .getByText(/By which factor/)
      .first()
      .waitFor({ state: "attached" });
    expect(await barriersIn(page, "body")).toEqual([]);
    await page.locator(".ldqm-Overlay").getByText("Close the comparison").click();
    await names.first().focus();
    await Promise.all([page.waitForURL(/_light_dqm\.html$/), page.keyboard.press("Enter")]);
    const base = new URL(".", addressOf(reports)).href;
    expect(asked.filter((url) => !url.startsWith(base))).toEqual([]);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it("are found again by the address of the page", async () => {
    const { page, wrong } = await open(`${addressOf(reports)}#runs=500&run=sim_run_rctl_500_p1`);
    await page.locator(".ldqm-DetailsRow").waitFor();
    expect(await page.locator("tr[data-current]").textContent()).toContain("Run 500, part 1");
    await page.getByLabel("State").selectOption("FINE");
    await page.getByText(/0 of 2 runs match/).waitFor();
    expect(new URL(page.url()).hash).toContain("state=FINE");
    await page.close();
    expect(wrong).toEqual([]);
  });
});

const entryOf = (run: number, name: string, parts: Partial<RunEntry> = {}): RunEntry => ({
  ...{ stem: name, file: name, run, subRun: null, time: [run * 6e5, run * 6e5 + 5e5] },
  ...{ word: "FINE", says: `FINE: ${name}`, counts: [9, 0, 0, 0, 0], values: null },
  files: { page: name },
  ...parts,
});

it("two runs that were not made alike say so above their figures; those of other detectors are refused", async () => {
  const directory = join(scratch, "unlike");
  const detector = smallDetector;
  const lower = makeSummary({ detector, thresholdAdc16: 400 });
  const density = { ...lower, spectra: { ...lower.spectra, scale: "density" as const } };
  for (const [run, summary] of [makeSummary({ detector }), density, makeSummary()].entries()) {
    const numbers = await numbersFile(directory, `run_${run}`, keptValues(summary));
    const entry = entryOf(run, `run_${run}`, { values: numbers.name });
    await addRun(directory, entry, numbers.file, { checks: {}, timeZone: "UTC" });
  }
  const address = addresses["a disk"](directory);
  const { page, wrong } = await open(`${address}#compare=run_0&compare=run_1`);
  const overlay = page.locator(".ldqm-Overlay");
  await overlay.locator("[data-painted]").first().waitFor();
  expect(await overlay.getByRole("note").textContent()).toMatch(
    /before: Run 0, after: Run 1.*thresholds \(ADC16 counts\): 500 before, 400 after/,
  );
  const whyNot = overlay.getByText("cannot be compared: in V² before, in V²/Hz after.");
  expect(await whyNot.isVisible()).toBe(false);
  await overlay.getByLabel("Quantity").selectOption("power at 10 MHz");
  await whyNot.waitFor();
  await page.goto(`${address}#compare=run_0&compare=run_2`);
  await overlay.getByText(/Runs of different detectors cannot be compared/).waitFor();
  expect(await overlay.locator("[data-painted], table").count()).toBe(0);
  expect(wrong).toEqual([]);
  await page.close();
});

it("a comparison is whole on paper: light, without controls, each figure on one sheet", async () => {
  const stems = ["sim_run_rctl_500_p1", "sim_run_rctl_500_p2"];
  const hash = stems.map((stem) => `compare=${stem}`).join("&");
  const { page, wrong } = await open(`${addresses["a disk"](reports)}#${hash}`, "dark");
  await page.locator(".ldqm-Overlay .ldqm-Plot[data-painted]").first().waitFor();
  const drawn = () =>
    page.locator(".ldqm-Overlay .ldqm-Figure").evaluateAll((figures) =>
      figures.map((figure) => ({
        theme: (figure as HTMLElement).dataset.theme,
        isCut:
          figure.querySelector(".main-svg")!.getBoundingClientRect().right >
          document.querySelector("main")!.getBoundingClientRect().right,
      })),
    );
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const onPaper = { theme: "light", isCut: false };
  await expect.poll(drawn).toEqual([onPaper, onPaper]);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect
    .poll(async () => (await drawn()).map(({ theme }) => theme))
    .toEqual(["dark", "dark"]);
  const path = join(scratch, "printed.pdf");
  await writeFile(path, await page.pdf({ preferCSSPageSize: true }));
  const { pageTexts } = await readPdf(path);
  const sheetOf = (text: string): number =>
    pageTexts.findIndex((sheet) => sheet.replace(/\s+/g, "").includes(text));
  expect(sheetOf("Howdothespectraof")).toBe(sheetOf("Frequency(MHz)"));
  expect(pageTexts.join("\n")).toContain("compared");
  expect(pageTexts.join("\n")).not.toMatch(/Close the comparison|Reset zoom|Compare Run/);
  expect(wrong).toEqual([]);
  await page.close();
});

it("ten thousand runs open with the data of the latest thousand alone", async () => {
  const directory = join(scratch, "many");
  await addRun(directory, entryOf(0, "run_0"), null, { checks: {}, timeZone: "UTC" });
  const pages = split(Array.from({ length: 10_000 }, (_, run) => entryOf(run, `run_${run}`)));
  const files = pages.map((runs, i) => pageFile(directory, `runs-000${i}`, runs));
  const manifest = { ...emptyManifest("UTC"), pages: files.map(({ row }) => row) };
  for (const { path, bytes } of [
    ...files.map(({ file }) => file),
    manifestFile(directory, manifest),
  ])
    await writeFile(path, bytes);
  const { page, wrong, asked } = await open(addresses["a disk"](directory));
  await page.getByText("Showing 100 of 10,000 runs.").waitFor();
  const loaded = asked.map((url) => new URL(url).pathname.split("/").at(-1));
  expect(loaded).toEqual(["index.html", "manifest.js", "runs-0009.js"]);
  await page.getByLabel("Run", { exact: true }).fill("17-18");
  await page.getByText("2 of 10,000 runs match, showing 2.").waitFor();
  expect(wrong).toEqual([]);
  await page.close();
});

it("names of files are text, and lead to the files beside the page alone", async () => {
  const directory = join(scratch, "hostile");
  const names = [
    "<img src=x onerror=document.title='hit'>",
    "\"><script>document.title='hit'</script>",
    "javascript:document.title='hit'",
    "../../etc",
    "50%#a?b",
    "two\nlines",
    "</script><script>document.title='hit'</script>",
  ];
  for (const [run, name] of names.entries())
    await addRun(
      directory,
      entryOf(run, name, {
        ...{ word: "CALL", calls: [name], fresh: { count: 1, first: [[name, name, "bad"]] } },
        ...{ alarms: [[name, "bad", "0:1", [name]]], unjudged: [[[name], "*", name]] },
      }),
      null,
      { checks: { [name]: name }, timeZone: "UTC" },
    );
  const { page, wrong } = await open(addresses["a disk"](directory));
  for (const _ of names) await page.keyboard.press("j");
  const base = new URL(".", page.url()).href;
  const links = await page
    .locator("main a")
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href.replace(/#.*/, "")));
  expect(links.length).toBeGreaterThanOrEqual(names.length);
  const expected = new Set(names.map((name) => `${base}${encodeURIComponent(name)}`));
  expect(links.filter((link) => !expected.has(link))).toEqual([]);
  expect(await page.locator("main :is(img, script)").count()).toBe(0);
  expect(await page.title()).toBe("Light DQM: runs");
  expect(wrong).toEqual([]);
  await page.close();
});
