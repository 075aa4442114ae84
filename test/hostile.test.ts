/// <reference lib="dom" />
/** Names, comments and reasons of others are text and nothing else, wherever they are shown. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../packages/core/src/cli/main.js";
import { simulateRun } from "../packages/core/src/flow/simulation/simulate-run.js";
import { inertMarkdown } from "../packages/core/src/notebook/escaped-text.js";
import { openRun, type Run } from "../packages/core/src/notebook/index.js";
import { shiftSummary } from "../packages/core/src/notebook/shift-summary.js";
import { htmlTable } from "../packages/core/src/notebook/tables/table.js";
import { capturedIo } from "../packages/core/test/cli/captured-io.js";
import { launchChromium } from "./browsers.js";
import { hostileFileName, hostileNames, hostileText, trap } from "./hostile-names.js";
import { root } from "./run-node.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-hostile-"));
const checkFile = join(directory, "checks.mjs");
const statusFile = join(directory, `${hostileFileName}.csv`);
const faultsFile = join(directory, "known.yaml");
const detectorFile = join(directory, "detector.yaml");
let input: string;
let files: string[];
let told: string;
let browser: Browser;

const fileOf = (ending: string): string => files.find((file) => file.endsWith(ending))!;

async function lightDqm(...argv: string[]) {
  const io = capturedIo({ cwd: directory });
  const status = await main(argv, io);
  return { status, out: io.out(), err: io.err() };
}

beforeAll(async () => {
  const size = { files: 1, events: 6, seed: 3, sampleCount: 600 };
  const [plain] = await simulateRun(join(directory, "run"), size);
  input = join(directory, `${hostileFileName}.FLOW.hdf5`);
  renameSync(plain!, input);
  const text = JSON.stringify(hostileText);
  writeFileSync(
    checkFile,
    `const text = ${text};
     export default [{ name: "hostile", title: text, meaning: text, action: text, callers: text, unit: text,
       limits: { one: 1 }, find: ({ channelIndex }) => ({
         state: channelIndex === 4 ? "bad" : channelIndex === 5 ? "unknown" : "ok", value: 1, limit: 1, reason: text }) }];`,
  );
  const builtIn = join(root, "packages/core/assets/detectors/dune-2x2.json");
  const described = JSON.parse(readFileSync(builtIn, "utf8"));
  const triggerNames = { 0: hostileText, 1: hostileText };
  const own = { ...described.light_dqm, name: hostileText, trigger_names: triggerNames };
  writeFileSync(detectorFile, JSON.stringify({ ...described, light_dqm: own }));
  const row = Array.from({ length: 64 }, () => 0).join(",");
  writeFileSync(statusFile, `${Array.from({ length: 8 }, () => row).join("\n")}\n`);
  writeFileSync(
    faultsFile,
    JSON.stringify([
      {
        adc: 1,
        channel: 20,
        status: 3,
        from: "2020-01-01T00:00:00Z",
        to: "",
        author: hostileText,
        reason: hostileText,
      },
    ]),
  );
  const reported = await lightDqm(
    ...["report", input, "--output-dir", "dqm", "--checks", checkFile],
    ...["--channel-status-file", statusFile, "--known-faults-file", faultsFile],
    ...["--detector", detectorFile],
  );
  expect([reported.status, reported.err]).toMatchObject([0, expect.any(String)]);
  told = reported.out + reported.err;
  files = readdirSync(join(directory, "dqm"))
    .filter((name) => name !== "store")
    .map((name) => join(directory, "dqm", name));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** All but line feed and tab that a terminal obeys. */
const commands = /(?!\n|\t)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** Opens a file and says what of the trap, of requests and of markup came of it. */
async function opened(path: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) asked.push(request.url());
  });
  await page.goto(pathToFileURL(path).href);
  const found = () =>
    page.evaluate((name) => {
      const all = (selector: string) => Array.from(window.document.querySelectorAll(selector));
      return {
        sprung: name in window,
        hidden: getComputedStyle(window.document.body).display === "none",
        made: all('img[src="x"], a[href*="example.invalid"], a[href^="javascript"]').map(
          (each) => each.outerHTML,
        ),
      };
    }, trap);
  return { page, asked, found };
}

describe("in the terminal", () => {
  it("they give no command, and begin no line of their own", async () => {
    expect(told).toContain("onerror");
    expect(told).not.toMatch(commands);
    expect(told).not.toMatch(/^light-dqm: error/m);
  });

  it("they give none in lists, in what is accepted, nor in errors", async () => {
    const since = ["--store", "dqm/store", "--since", "2020-01-01T00:00:00Z"];
    const calls = [
      ["history", "list", "--store", "dqm/store"],
      [
        "history",
        "accept",
        ...since,
        "--check",
        "baseline-shift",
        "--adc",
        "3",
        "--author",
        hostileText,
        "--reason",
        hostileText,
      ],
      ["history", "accept", "--store", "dqm/store", "--list"],
      ["history", "sql", "--store", "dqm/store", "SELECT DISTINCT input FROM summaries"],
      ["checks", "--checks", checkFile],
      ...Object.values(hostileNames).flatMap((name) => [["report", name], ["page", name], [name]]),
      ["report", input, "--log", "json", "--checks", hostileFileName],
      ["detector", "show", "--detector", detectorFile],
      ["detector", "check", detectorFile],
    ];
    for (const argv of calls) {
      const { out, err } = await lightDqm(...argv);
      expect(out + err, argv.join(" ")).not.toMatch(commands);
      expect(out + err).not.toBe("");
    }
  });

  it("they are in JSON as they were, in escapes", async () => {
    const { out } = await lightDqm("history", "accept", "--store", "dqm/store", "--list", "--json");
    expect(out).not.toMatch(commands);
    expect(JSON.stringify(JSON.parse(out))).toContain(JSON.stringify(hostileText));
  });
});

describe("in the page of a report", () => {
  it("they are read as they are, and do nothing", async () => {
    const { page, asked, found } = await opened(fileOf(".html"));
    await page.locator(".ldqm-Plot[data-painted]").first().waitFor();
    const text = await page.locator(".ldqm-Dashboard").textContent();
    for (const name of Object.values(hostileNames)) expect(text).toContain(name);
    const masks = page.locator('[data-part$="-mask"]');
    for (let i = 0; i < (await masks.count()); i++) {
      await masks.nth(i).scrollIntoViewIfNeeded();
      await masks.nth(i).locator(".ldqm-Plot[data-painted]").waitFor();
    }
    expect(await found()).toEqual({ sprung: false, hidden: false, made: [] });
    expect(await page.locator(".ldqm-Target a, .ldqm-Target [style*='bold']").count()).toBe(0);
    expect(await page.title()).toContain("<img src=x");
    expect(asked).toEqual([]);
  });
});

describe("in a PDF", () => {
  it("they are no links and no scripts", async () => {
    const path = fileOf(".pdf");
    const pdf = await getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 })
      .promise;
    expect(await pdf.getJSActions()).toBeNull();
    for (let number = 1; number <= pdf.numPages; number++) {
      const annotations = await (await pdf.getPage(number)).getAnnotations();
      expect(annotations.filter(({ url, unsafeUrl }) => url ?? unsafeUrl)).toEqual([]);
    }
    await pdf.loadingTask.destroy();
  });
});

describe("in a notebook", () => {
  let run: Run;
  beforeAll(async () => {
    run = await openRun(input, {
      checks: checkFile,
      channelStatusFile: statusFile,
      knownFaultsFile: faultsFile,
      detector: detectorFile,
    });
  });

  it("they are text in what is shown of a shift report, and in what is printed of it", async () => {
    const summary = shiftSummary(run, { name: hostileText });
    expect(summary).toContain(hostileNames["an element"]);
    const outputs = [
      ...[summary, hostileText, ...Object.values(hostileNames)].map((text) => ({
        "text/markdown": inertMarkdown(text),
      })),
      { "text/html": htmlTable([{ [hostileText]: hostileText }], hostileText) },
    ].map((data) => ({ output_type: "display_data", metadata: {}, data }));
    const notebook = {
      ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
      cells: [
        { id: "a", cell_type: "code", execution_count: 1, metadata: {}, source: "", outputs },
      ],
    };
    const made = spawnSync(
      join(root, ".venv/bin/python"),
      [
        ...["-m", "nbconvert", "--to", "html", "--template", "light-dqm", "--stdin", "--stdout"],
        `--TemplateExporter.extra_template_basedirs=${join(root, "packages/core/assets/notebook-print")}`,
      ],
      { input: JSON.stringify(notebook), encoding: "utf8" },
    );
    expect(made.status, made.stderr).toBe(0);
    writeFileSync(join(directory, "shift.html"), made.stdout);
    const { page, asked, found } = await opened(join(directory, "shift.html"));
    expect(await found()).toEqual({ sprung: false, hidden: false, made: [] });
    expect(await page.locator("body").textContent()).toContain(hostileNames["an element"]);
    expect(asked).toEqual([]);
  });
});
