/// <reference lib="dom" />
/** A real JupyterLab with a browser: servers and pages for the end-to-end tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "../browsers.js";
import { root } from "../run-node.js";

export interface Lab {
  /** Directory that the server shows. */
  readonly files: string;
  readonly url: string;
  /** What the server said so far. */
  said(): string;
  /** Directory of the user's settings. */
  readonly settings: string;
  /** Opens `lab/tree/PATH` or another address in a fresh page and waits for the application. */
  open(address: string, options?: OpenOptions): Promise<Page>;
  /** Writes a notebook, opens it without a kernel, and waits until its first figure is painted. */
  openNotebook(name: string, notebook: object, options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface OpenOptions {
  width?: number;
  height?: number;
  /** Settings by plugin, over the defaults. */
  settings?: Record<string, object>;
  /** Runs before the page loads anything. */
  prepare?: (page: Page) => Promise<unknown>;
  /** False where the application does not show itself to scripts: Notebook 7. */
  exposed?: boolean;
}

/** Opens a file of the server in the application, without a kernel. */
export async function openFile(page: Page, path: string): Promise<void> {
  await page.evaluate(async (file) => {
    const { jupyterapp } = window as unknown as JupyterWindow;
    await jupyterapp.restored;
    await jupyterapp.commands.execute("docmanager:open", {
      path: file,
      kernelPreference: { shouldStart: false, canStart: false, autoStartDefault: false },
    });
  }, path);
}

/**
 * Opens a notebook of the server in front of all else and waits until its kernel is idle. The
 * notebook itself is asked: the status bar shows the kernel of whatever comes to the front.
 */
export async function openWithKernel(page: Page, path: string): Promise<void> {
  await page.evaluate(async (file) => {
    const { jupyterapp } = window as unknown as JupyterWindow;
    await jupyterapp.restored;
    const { id, sessionContext } = (await jupyterapp.commands.execute("docmanager:open", {
      path: file,
    })) as NotebookPanel;
    await sessionContext.ready;
    while (sessionContext.session?.kernel?.status !== "idle")
      await new Promise((resolve) => setTimeout(resolve, 50));
    jupyterapp.shell.activateById(id);
  }, path);
}

interface NotebookPanel {
  id: string;
  sessionContext: {
    ready: Promise<void>;
    session: { kernel: { status: string } | null } | null;
  };
}

/** What the tests use of the application. */
export interface JupyterWindow extends Window {
  jupyterapp: {
    restored: Promise<void>;
    commands: { execute(command: string, args?: object): Promise<unknown> };
    shell: {
      currentWidget: { context: { model: { dirty: boolean } }; content: unknown };
      activateById(id: string): void;
    };
  };
}

/** A Python with JupyterLab, and what is different in its environment. */
export interface LabPython {
  command: string;
  env: Record<string, string>;
}

/** Starts a server on a directory of its own, with settings, data and workspaces of its own. */
export async function startLab(
  { command, env }: LabPython = { command: join(root, ".venv/bin/python"), env: {} },
): Promise<Lab> {
  const scratch = mkdtempSync(join(tmpdir(), "light-dqm-lab-"));
  const files = join(scratch, "files");
  mkdirSync(files);
  const config = join(scratch, "config");
  writeJson(join(config, "labconfig/page_config.json"), {
    disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true },
  });
  const server = spawn(
    command,
    [
      ...[
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        "--expose-app-in-browser",
      ],
      ...["--ServerApp.port=0", "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"],
      ...[`--ServerApp.root_dir=${files}`, "--ServerApp.use_redirect_file=False"],
    ],
    {
      cwd: files,
      detached: true,
      env: {
        ...process.env,
        JUPYTER_CONFIG_DIR: config,
        JUPYTER_DATA_DIR: join(scratch, "data"),
        JUPYTER_RUNTIME_DIR: join(scratch, "runtime"),
        JUPYTERLAB_SETTINGS_DIR: join(scratch, "settings"),
        JUPYTERLAB_WORKSPACES_DIR: join(scratch, "workspaces"),
        JUPYTER_PREFER_ENV_PATH: "1",
        ...env,
      },
    },
  );
  let said = "";
  for (const stream of [server.stderr, server.stdout])
    stream?.on("data", (data) => void (said += data));
  const [url, browser] = await Promise.all([urlOf(server), launchChromium()]);
  const open: Lab["open"] = async (
    address,
    { width = 1400, height = 1000, settings = {}, prepare, exposed = true } = {},
  ) => {
    for (const [plugin, values] of Object.entries(settings)) {
      const [scope, name] = plugin.split("/") as [string, string];
      writeJson(
        join(
          scratch,
          "settings",
          scope,
          name.replace(/:.*$/, ""),
          `${name.split(":")[1]}.jupyterlab-settings`,
        ),
        values,
      );
    }
    const page = await browser.newPage({ viewport: { width, height }, acceptDownloads: true });
    page.setDefaultTimeout(20_000);
    await prepare?.(page);
    await page.goto(`${url}${address}`);
    if (exposed) await page.waitForFunction(() => "jupyterapp" in window);
    return page;
  };
  return {
    files,
    url,
    said: () => said,
    settings: join(scratch, "settings"),
    open,
    async openNotebook(name, notebook, options) {
      writeJson(join(files, name), notebook);
      const page = await open("lab?reset", options);
      await openFile(page, name);
      await page.locator(".ldqm-Plot[data-painted]").first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      // The group: kernels are children of the server.
      if (server.pid) process.kill(-server.pid, "SIGTERM");
      await ended;
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function urlOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += String(chunk);
      const found = /http:\/\/127\.0\.0\.1:(\d+)\/lab/.exec(said);
      if (found) resolve(`http://127.0.0.1:${found[1]}/`);
    };
    server.stderr?.on("data", listen);
    server.stdout?.on("data", listen);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`jupyter lab ended with ${code}:\n${said}`)));
  });
}

export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value, null, 1));
}

export const mime = "application/vnd.light-dqm.v1+json";

/** A bundle as the notebook helpers write it: the data, a static picture, words. */
export function bundle(payload: unknown): object {
  return {
    output_type: "display_data",
    metadata: {},
    data: { [mime]: payload, "image/png": onePixel, "text/plain": "a Light DQM figure" },
  };
}

const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A saved notebook with one code cell an output list. */
export function notebookOf(cells: readonly (readonly object[])[]): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
      // Without it JupyterLab completes it, and the notebook is changed by being opened.
      language_info: { name: "typescript" },
    },
    cells: cells.map((outputs, i) => ({
      id: `cell-${i}`,
      cell_type: "code",
      execution_count: i + 1,
      metadata: {},
      source: `// cell ${i}`,
      outputs,
    })),
  };
}

/** Where a channel of a figure is on the screen, in px of the window. */
export function pointOfChannel(
  page: Page,
  kind: string,
  adc: number,
  channel: number,
): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ({ kind, adc, channel }) => {
      const target = document.querySelector(`.ldqm-Figure[data-kind="${kind}"] .ldqm-Target`)!;
      type Axis = { domain: [number, number]; range: [number, number] };
      const { layout } = target as unknown as {
        layout: Record<string, Axis> & {
          width: number;
          height: number;
          margin: { l: number; r: number; t: number; b: number };
        };
      };
      const isMask = kind === "channel-mask";
      const suffix = isMask || adc === 0 ? "" : `${adc + 1}`;
      const x = layout[`xaxis${suffix}`]!;
      const y = layout[`yaxis${suffix}`]!;
      const { width, height, margin } = layout;
      const across = (channel - x.range[0]) / (x.range[1] - x.range[0]);
      const up = isMask ? (adc - y.range[0]) / (y.range[1] - y.range[0]) : 0.5;
      const box = target.getBoundingClientRect();
      const share = (axis: Axis, at: number) =>
        axis.domain[0] + at * (axis.domain[1] - axis.domain[0]);
      return {
        x: box.left + margin.l + share(x, across) * (width - margin.l - margin.r),
        y: box.top + margin.t + (1 - share(y, up)) * (height - margin.t - margin.b),
      };
    },
    { kind, adc, channel },
  );
}
