/// <reference lib="dom" />
/** Light DQM in the application: documents, templates, settings, a live kernel, Notebook 7. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ChannelMaskPayload } from "../../packages/core/src/figures/index.js";
import { examplePayloads } from "../../packages/core/test/figures/example-payloads.js";
import { samplePath } from "../../packages/core/test/samples.js";
import { barriersIn } from "../barriers.js";
import { root } from "../run-node.js";
import {
  bundle,
  type JupyterWindow,
  type Lab,
  type LabPython,
  mime,
  notebookOf,
  openFile,
  openWithKernel,
  pointOfChannel,
  startLab,
  writeJson,
} from "./lab.js";

let lab: Lab;
const pages: Page[] = [];
const payloads = examplePayloads();
const mask = payloads["mask of baselines"] as ChannelMaskPayload;

beforeAll(async () => {
  lab = await startLab();
});
afterEach(async ({ task }) => {
  // Why a kernel did not start or a page stayed empty, its server knows.
  if (task.result?.state === "fail") console.error(lab.said().split("\n").slice(-40).join("\n"));
  for (const page of pages.splice(0)) await page.close();
});
afterAll(() => lab?.close());

/** In the order of words. */
function templateTitles(): string[] {
  const directory = join(root, "notebooks");
  return readdirSync(directory)
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => {
      const { cells } = JSON.parse(readFileSync(join(directory, name), "utf8"));
      const [heading] = cells.map(
        ({ source }: { source: string | string[] }) => [source].flat()[0],
      );
      return heading.replace(/^# /, "").trim();
    })
    .sort();
}

/** A FLOW file on the server. @returns its path there */
function placed(name: string): string {
  mkdirSync(join(lab.files, "night"), { recursive: true });
  copyFileSync(samplePath("adc64_demo_103"), join(lab.files, "night", name));
  return `night/${name}`;
}

async function open(address: string, options?: Parameters<Lab["open"]>[1]): Promise<Page> {
  const page = await lab.open(address, options);
  pages.push(page);
  return page;
}

const document = {
  schemaVersion: 1,
  kind: "light-dqm-document",
  input: { name: "run_101.FLOW.hdf5" },
  headline: "Baseline: 1 of 384 channels deviates.",
  counts: { ok: 380, warn: 1, bad: 1, unknown: 1, masked: 1 },
  notes: ["no earlier file"],
  verdicts: [
    {
      ...{ check: "baseline", scope: "channel", adc: 1, channel: 38, state: "bad" },
      ...{ value: 1, limit: 2, unit: "", n: 5, reason: "far below its siblings", change: "new" },
    },
  ],
  figures: [
    { bookmark: "Baseline mask", payload: mask },
    { bookmark: "Torn", payload: { kind: "channel-mask", version: 1 } },
    { bookmark: "Baselines", payload: payloads.baselines },
  ],
};

describe("a report document", () => {
  it("opens by double click as a dashboard of its figures", async () => {
    writeJson(join(lab.files, "run_101.light-dqm.json"), document);
    const page = await open("lab?reset", { height: 2400 });
    await page.locator('.jp-DirListing-item[title^="Name: run_101.light-dqm.json"]').dblclick();
    await page.locator(".ldqm-Dashboard").waitFor();
    await expect
      .poll(() => page.locator(".ldqm-Plot[data-painted]").count(), { timeout: 10_000 })
      .toBe(2);
    expect(await barriersIn(page, ".ldqm-Dashboard")).toEqual([]);
    expect(await page.locator(".ldqm-Verdict").textContent()).toBe(document.headline);
    expect(await page.locator(".ldqm-Dashboard h2").allTextContents()).toEqual([
      "Baseline mask",
      "Torn",
      "Baselines",
      "Settings and provenance",
    ]);
    expect(await page.locator(".ldqm-Error").textContent()).toContain("payload.title");
    await page.locator(".ldqm-Plot").first().focus();
    for (const key of ["Home", "ArrowUp"]) await page.keyboard.press(key);
    const target = page.locator(".ldqm-ForReaders").first();
    for (let i = 0; i < 60; i++) {
      if ((await target.textContent())?.startsWith("ADC 1, channel 38")) break;
      await page.keyboard.press("ArrowRight");
    }
    await page.keyboard.press("Enter");
    const card = page.locator(".ldqm-Card").first();
    expect(await card.textContent()).toContain("Check: baselinebad, newfar below its siblings");
    const dirty = await page.evaluate(
      () => (window as unknown as JupyterWindow).jupyterapp.shell.currentWidget.context.model.dirty,
    );
    expect(dirty).toBe(false);
  });

  it("that cannot be read stays open and says why", async () => {
    writeFileSync(join(lab.files, "torn.light-dqm.json"), '{"kind": "light-dqm-doc');
    writeJson(join(lab.files, "future.light-dqm.json"), { ...document, schemaVersion: 7 });
    const page = await open("lab?reset");
    await openFile(page, "torn.light-dqm.json");
    await page.locator(".ldqm-Error").getByText("it is not JSON").waitFor();
    await openFile(page, "future.light-dqm.json");
    await page.locator(".ldqm-Error").getByText("expected 1, got 7").waitFor();
    expect(await page.locator(".jp-Dialog").count()).toBe(0);
  });
});

describe("a template", () => {
  it("has a card in the launcher, and opens with the values of its form", async () => {
    const page = await open("lab?reset");
    const templates = readdirSync(join(root, "notebooks")).filter((name) =>
      name.endsWith(".ipynb"),
    );
    const section = page.locator(".jp-Launcher-section", { hasText: "Light DQM" });
    await section.waitFor();
    expect(await section.locator(".jp-LauncherCard").count()).toBe(templates.length);
    await section.locator(".jp-LauncherCard", { hasText: "Shift report" }).click();
    const form = page.locator(".jp-Dialog .ldqm-Form");
    await form.waitFor();
    await form.locator('input[name="input"]').fill('runs/"4711"/a.FLOW.hdf5');
    await page.locator(".jp-Dialog").getByRole("button", { name: "Open", exact: true }).click();
    await page.locator(".jp-NotebookPanel .jp-Cell").first().waitFor();
    // Named after its file.
    const made = JSON.parse(readFileSync(join(lab.files, "shift-report-a.ipynb"), "utf8"));
    const cell = made.cells.find((each: { metadata: { tags?: string[] } }) =>
      each.metadata.tags?.includes("parameters"),
    );
    const source = Array.isArray(cell.source) ? cell.source.join("") : cell.source;
    expect(source.split("\n")[0]).toMatch(
      /^let input: string = "runs\/\\"4711\\"\/a\.FLOW\.hdf5"; \/\/ /,
    );
  });
});

describe("a template that is opened and run", () => {
  it("offers the files that there are, and is named after the run and run at once", async () => {
    const file = placed("mpd_run_rctl_1130.FLOW.hdf5");
    const page = await open("lab?reset");
    const section = page.locator(".jp-Launcher-section", { hasText: "Light DQM" });
    await section.locator(".jp-LauncherCard", { hasText: "Shift report" }).click();
    const form = page.locator(".jp-Dialog .ldqm-Form");
    const offered = form.getByLabel("input: found on this server");
    await offered.waitFor();
    const options = await offered.locator("option").allTextContents();
    expect(options).toEqual(["Found on this server: 2", "night", file]);
    // The default of the template is not there.
    expect(await form.locator('input[name="input"]').inputValue()).toBe("night");
    // A refused answer brings the form back as it was.
    const cutOff = () =>
      form.evaluate((node) => {
        const { right } = node.getBoundingClientRect();
        const fields = Array.from(node.querySelectorAll("select, input"));
        return fields.filter((field) => field.getBoundingClientRect().right > right).length;
      });
    expect(await cutOff()).toBe(0);
    const thresholds = form.locator('input[name="thresholds"]');
    const usual = await thresholds.inputValue();
    await thresholds.fill("abc");
    const run = page.locator(".jp-Dialog").getByRole("button", { name: "Open and run" });
    await run.click();
    await form.getByRole("alert").waitFor();
    expect(await cutOff()).toBe(0);
    await thresholds.fill(usual);
    await offered.selectOption(file);
    expect(await form.locator('input[name="input"]').inputValue()).toBe(file);
    await run.click();
    await page
      .locator(".jp-NotebookPanel .ldqm-Plot[data-painted]")
      .first()
      .waitFor({ timeout: 90_000 });
    expect(existsSync(join(lab.files, "shift-report-run-1130.ipynb"))).toBe(true);
  }, 120_000);
});

describe("settings", () => {
  it("change time zone, palette and marks of what is drawn", async () => {
    writeJson(join(lab.files, "settings.ipynb"), notebookOf([[bundle(mask)]]));
    const page = await open("lab?reset", {
      settings: {
        "@light-dqm/jupyterlab:plugin": { timeZone: "UTC", palette: "dark", marks: "emoji" },
      },
    });
    await openFile(page, "settings.ipynb");
    const plot = page.locator(".ldqm-Target");
    await plot.getByText("(UTC)").waitFor();
    expect(await plot.getByText("☹").count()).toBe(2);
    expect(
      await page
        .locator(".ldqm-Target .main-svg")
        .first()
        .evaluate((node) => getComputedStyle(node).backgroundColor),
    ).toBe("rgb(17, 17, 17)");
    rmSync(join(lab.settings, "@light-dqm"), { recursive: true });
  });
});

describe("a live kernel", () => {
  let page: Page;
  const jupyter = (command: string): Promise<unknown> =>
    page.evaluate(async (name) => {
      await (window as unknown as JupyterWindow).jupyterapp.commands.execute(name);
    }, command);

  beforeAll(async () => {
    const data = JSON.stringify(payloads.unavailable);
    const cell = (source: string, i: number) => ({
      ...{ id: `live-${i}`, cell_type: "code", execution_count: null, metadata: {}, source },
      outputs: [],
    });
    const live = notebookOf([]) as { cells: object[] };
    live.cells = [
      `import { display } from "tslab";\ndisplay.raw(${JSON.stringify(mime)}, ${JSON.stringify(data)});`,
      // The notebook lies outside of the checkout.
      'import { flatlineMask, openRun, show } from "@light-dqm/core/notebook";\n' +
        `let run = await openRun(${JSON.stringify(samplePath("adc64_demo_103"))});\n` +
        "await show(flatlineMask(run));",
      "run.name",
      "for (let i = 0; i < 2000; i++) console.log(typeof openRun, i);",
    ].map(cell);
    writeJson(join(lab.files, "live.ipynb"), live);
    page = await lab.open("lab?reset");
    await openWithKernel(page, "live.ipynb");
    void jupyter("notebook:run-all-cells");
    await page.locator(".ldqm-Plot[data-painted]").nth(1).waitFor();
  });
  afterAll(() => page?.close());

  it("shows what a TypeScript cell displays, and all that one prints as one output", async () => {
    await page.locator(".ldqm-Target").getByText("no beam triggers").first().waitFor();
    const printed = page
      .locator('[data-mime-type="application/vnd.jupyter.stdout"]')
      .filter({ hasText: "function" });
    await printed.getByText("function 1999").waitFor();
    expect(await printed.count()).toBe(1);
    const lines = (await printed.textContent())!.trim().split("\n");
    expect(lines).toEqual(lines.map((_, i) => `function ${i}`));
    expect(lines).toHaveLength(2000);
  });

  it("fills one cell with each channel that is chosen, on a button, a key, or by itself", async () => {
    const mask = page.locator('.ldqm-Figure[data-kind="channel-mask"]').first();
    const cells = page.locator(".jp-Notebook .jp-CodeCell");
    const inspector = page.locator("#light-dqm-inspector");
    const choose = async (adc: number, channel: number): Promise<void> => {
      await mask.scrollIntoViewIfNeeded();
      const at = await pointOfChannel(page, "channel-mask", adc, channel);
      await page.mouse.click(at.x, at.y);
      await mask
        .locator(".ldqm-Card")
        .getByText(`ADC ${adc}, channel ${channel}`)
        .first()
        .waitFor();
    };
    const filled = async (adc: number, channel: number): Promise<void> => {
      // Below the mask.
      const cell = cells.nth(2);
      await cell.getByText(`await show(await closeUp(run, ${adc}, ${channel}));`).waitFor();
      await cell.getByText(`What is ADC ${adc}, channel ${channel} like?`).first().waitFor();
      await cells.nth(3).getByText("run.name").waitFor();
    };
    const isInView = (place: typeof mask): Promise<boolean> =>
      place.evaluate((node) => {
        const { top } = node.getBoundingClientRect();
        return top > 0 && top < window.innerHeight - 100;
      });
    const activate = (index: number) => cells.nth(index).locator(".jp-InputPrompt").click();

    await activate(0);
    await choose(1, 28);
    await cells.nth(2).getByText("run.name").waitFor();
    await mask.locator(".ldqm-Card").getByRole("button", { name: "Close up" }).click();
    await filled(1, 28);
    expect(await isInView(cells.nth(2))).toBe(true);

    await choose(0, 26);
    await page.keyboard.press("Alt+Shift+C");
    await filled(0, 26);

    await jupyter("light-dqm:show-inspector");
    await inspector.getByLabel("Follow the selection").check();
    await activate(0);
    await choose(0, 27);
    await cells.nth(2).getByText("await show(await closeUp(run, 0, 27));").waitFor();
    // What was clicked stays in view, wherever the active cell was.
    expect(await isInView(mask)).toBe(true);
    await cells.nth(2).locator(".ldqm-Figure").first().scrollIntoViewIfNeeded();
    await filled(0, 27);
    const kept = join(lab.settings, "@light-dqm/jupyterlab/plugin.jupyterlab-settings");
    await expect.poll(() => existsSync(kept) && readFileSync(kept, "utf8")).toContain("true");
    rmSync(join(lab.settings, "@light-dqm"), { recursive: true });
  });
});

describe("a cell that fails", () => {
  it("says why in one message, and so do the cells that need its value", async () => {
    const cell = (source: string, i: number) => ({
      ...{ id: `failing-${i}`, cell_type: "code", execution_count: null, metadata: {}, source },
      outputs: [],
    });
    const failing = notebookOf([]) as { cells: object[] };
    failing.cells = [
      'import { baselineMask, openRun, show } from "@light-dqm/core/notebook";\n' +
        'let run = await openRun("none.hdf5");',
      "await show(baselineMask(run));",
    ].map(cell);
    writeJson(join(lab.files, "failing.ipynb"), failing);
    const page = await open("lab?reset");
    const execute = (command: string): Promise<unknown> =>
      page.evaluate(async (name) => {
        const { jupyterapp } = window as unknown as JupyterWindow;
        await jupyterapp.commands.execute(name);
      }, command);
    await openWithKernel(page, "failing.ipynb");
    const missing = `File not found (${join(lab.files, "none.hdf5")}): expected a FLOW file, got nothing of that name`;
    const said = (index: number) =>
      page
        .locator(".jp-CodeCell")
        .nth(index)
        .locator('[data-mime-type="application/vnd.jupyter.stderr"]');
    await execute("notebook:run-cell-and-select-next");
    await said(0).getByText("File not found").waitFor();
    expect((await said(0).textContent())!.trim()).toBe(
      `LightDqmError: ${missing}\n    at async cell-1.ts:2:11`,
    );
    // The kernel drops cells that come right after a failed one.
    await page.waitForTimeout(500);
    await execute("notebook:run-cell-and-select-next");
    await said(1).getByText("no value").waitFor();
    expect((await said(1).textContent())!.trim()).toBe(
      `1:7 - \`show\`, \`baselineMask\`, \`run\` have no value, because the cell that makes them failed: ${missing}`,
    );
  });
});

describe("Notebook 7", () => {
  it("offers the templates in its menu, and runs one in a page of its own", async () => {
    placed("mpd_run_rctl_1131.FLOW.hdf5");
    const page = await open("tree", { exposed: false });
    await page.locator(".jp-DirListing-item").first().waitFor({ timeout: 40_000 });
    const menu = page.locator(".lm-MenuBar-item", { hasText: "File" });
    await menu.click();
    await page.locator(".lm-Menu-item", { hasText: "New" }).first().hover();
    const items = page.locator(".lm-Menu-item", { hasText: "Light DQM:" });
    await items.first().waitFor();
    expect((await items.locator(".lm-Menu-itemLabel").allTextContents()).sort()).toEqual(
      templateTitles().map((title) => `Light DQM: ${title}`),
    );
    await items.filter({ hasText: "Shift report" }).click();
    const form = page.locator(".jp-Dialog .ldqm-Form");
    await form.locator('input[name="input"]').fill("night/mpd_run_rctl_1131.FLOW.hdf5");
    const opened = page.context().waitForEvent("page");
    await page.locator(".jp-Dialog").getByRole("button", { name: "Open and run" }).click();
    const notebook = await opened;
    pages.push(notebook);
    expect(notebook.url()).toContain("notebooks/shift-report-run-1131.ipynb");
    await notebook.locator(".ldqm-Plot[data-painted]").first().waitFor({ timeout: 90_000 });
  }, 150_000);

  it("draws the same figures", async () => {
    writeJson(join(lab.files, "seven.ipynb"), notebookOf([[bundle(mask)]]));
    const page = await open("notebooks/seven.ipynb", { exposed: false });
    await page.locator(".ldqm-Plot[data-painted]").first().waitFor({ timeout: 40_000 });
    expect(await page.locator(".ldqm-Summary").textContent()).toContain("384 channels");
  });
});

describe("the wheel", () => {
  const scratch = mkdtempSync(join(tmpdir(), "light-dqm-wheel-"));
  const environment = join(scratch, "environment");
  const fresh: LabPython = {
    command: join(environment, "bin/python"),
    // No Node here, and the only extensions are those of this environment.
    env: { PATH: join(environment, "bin"), JUPYTERLAB_DIR: join(root, ".venv/share/jupyter/lab") },
  };
  const python = join(root, ".venv/bin/python");
  const pip = ["-m", "pip", "--quiet", "--disable-pip-version-check"];

  afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

  /** @returns stdout and stderr of a program that has to succeed */
  function run(command: string, args: string[], env: Record<string, string> = {}): string {
    const options = { encoding: "utf8", env: { ...process.env, ...env } } as const;
    const { status, stdout, stderr, error } = spawnSync(command, args, options);
    expect(status, `${error?.message ?? ""}${stderr}`).toBe(0);
    return `${stdout}${stderr}`;
  }

  it("installs by pip into a fresh environment, where JupyterLab calls it enabled and OK", () => {
    const source = join(root, "packages/jupyterlab-ext");
    run(python, [...pip, "wheel", "--no-deps", "--wheel-dir", scratch, source]);
    const wheel = "light_dqm_jupyter-0.1.0-py3-none-any.whl";
    expect(readdirSync(scratch)).toEqual([wheel]);
    run(python, ["-m", "venv", "--without-pip", environment]);
    const packages = (of: string): string =>
      run(of, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).trim();
    // JupyterLab itself is taken from where it is already.
    writeFileSync(join(packages(fresh.command), "jupyterlab.pth"), `${packages(python)}\n`);
    const install = ["install", "--no-deps", "--no-index", "--ignore-installed"];
    run(python, [...pip, "--python", fresh.command, ...install, join(scratch, wheel)]);

    const extension = join(environment, "share/jupyter/labextensions/@light-dqm/jupyterlab");
    expect(readdirSync(extension).sort()).toEqual([
      "install.json",
      "package.json",
      "schemas",
      "static",
    ]);
    const engine = `import sys
from papermill.engines import papermill_engines
print(sys.modules[papermill_engines.get_engine("light-dqm").__module__].__file__)`;
    expect(run(fresh.command, ["-c", engine])).toContain(environment);
    const list = run(fresh.command, ["-m", "jupyterlab.labextensions", "list"], fresh.env);
    expect(list).toContain(`${environment}/share/jupyter/labextensions`);
    expect(list).toMatch(
      /@light-dqm\/jupyterlab v0\.1\.0 .*enabled.* .*OK.* \(python, light-dqm-jupyter\)/,
    );
  });

  it("converts notebooks to HTML whose pictures have alternative texts", () => {
    const described = { ...bundle(mask), metadata: { "image/png": { alt: "Is 4 < 5 & good?" } } };
    const notebook = join(scratch, "pictures.ipynb");
    writeJson(notebook, notebookOf([[described], [bundle(mask)]]));
    const args = ["-m", "nbconvert", "--to", "html", "--template", "light-dqm-html", notebook];
    // What Jupyter itself brings is in the other environment.
    const said = run(fresh.command, args, { JUPYTER_PATH: join(root, ".venv/share/jupyter") });
    expect(said).not.toContain("Alternative text is missing");
    const html = readFileSync(notebook.replace(/ipynb$/, "html"), "utf8");
    const texts = [...html.matchAll(/<img [^>]*alt="([^"]*)"/g)].map(([, text]) => text);
    expect(texts).toEqual(["Is 4 &lt; 5 &amp; good?", "a Light DQM figure"]);
  });

  it("draws there, without Node", async () => {
    const other = await startLab(fresh);
    try {
      const page = await other.openNotebook("fresh.ipynb", notebookOf([[bundle(mask)]]));
      expect(await page.locator(".ldqm-Summary").textContent()).toContain("384 channels");
    } finally {
      await other.close();
    }
  });
});
