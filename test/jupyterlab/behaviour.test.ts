/// <reference lib="dom" />
/** How outputs behave in a real JupyterLab: loading, themes, sizes, views, updates, bad data. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ChannelMaskPayload } from "../../packages/core/src/figures/index.js";
import type { Payload } from "../../packages/core/src/figures/payload.js";
import { examplePayloads } from "../../packages/core/test/figures/example-payloads.js";
import {
  bundle,
  type JupyterWindow,
  type Lab,
  notebookOf,
  openFile,
  startLab,
  writeJson,
} from "./lab.js";

let lab: Lab;
let shared: Page | undefined;
const own: Page[] = [];
const payloads = examplePayloads();
const mask = payloads["mask of baselines"] as ChannelMaskPayload;

beforeAll(async () => {
  lab = await startLab();
});
afterEach(async () => {
  for (const page of own.splice(0)) await page.close();
});
afterAll(() => lab?.close());

/** Opens a notebook alone: in a page of its own where it has wishes, else in the shared one. */
async function notebook(
  name: string,
  cells: readonly unknown[],
  options?: Parameters<Lab["openNotebook"]>[2],
): Promise<Page> {
  const saved = notebookOf(cells.map((payload) => [bundle(payload)]));
  if (options || !shared) {
    const page = await lab.openNotebook(name, saved, options);
    if (options) own.push(page);
    else shared = page;
    return page;
  }
  await shared.setViewportSize({ width: 1400, height: 1000 });
  // A changed notebook would ask whether to save it.
  await shared.evaluate(() => {
    const { context } = (window as unknown as JupyterWindow).jupyterapp.shell.currentWidget;
    if (context) context.model.dirty = false;
  });
  await execute(shared, "application:close-all");
  writeJson(join(lab.files, name), saved);
  await openFile(shared, name);
  await shared.locator(".ldqm-Plot[data-painted]").first().waitFor();
  return shared;
}

function execute(page: Page, command: string, args: object = {}): Promise<unknown> {
  return page.evaluate(
    async ([name, values]) => {
      await (window as unknown as JupyterWindow).jupyterapp.commands.execute(name, values);
    },
    [command, args] as const,
  );
}

const paintedCount = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelectorAll(".ldqm-Plot[data-painted]").length);
const timesPainted = (page: Page): Promise<number> =>
  page
    .locator(".ldqm-Plot")
    .first()
    .evaluate((node) => Number(node.dataset.painted));

describe("loading", () => {
  it("costs little at start-up, and plotly only with the first plot, once", async () => {
    const loaded: { url: string; bytes: number }[] = [];
    const page = await lab.open("lab?reset", {
      prepare: async (fresh) => {
        fresh.on("response", async (response) => {
          if (!response.url().includes("/extensions/@light-dqm/jupyterlab/")) return;
          loaded.push({ url: response.url(), bytes: (await response.body()).length });
        });
      },
    });
    own.push(page);
    await page.evaluate(() => (window as unknown as JupyterWindow).jupyterapp.restored);
    await page.waitForLoadState("networkidle");
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(30_000);
    expect(loaded.filter(({ url }) => /plotly|view/.test(url))).toEqual([]);

    writeJson(join(lab.files, "empty.ipynb"), notebookOf([[]]));
    await openFile(page, "empty.ipynb");
    await page.locator(".jp-Notebook .jp-Cell").first().waitFor();
    await page.waitForLoadState("networkidle");
    expect(loaded.filter(({ url }) => url.includes("plotly"))).toEqual([]);

    const two = notebookOf([[bundle(mask)], [bundle(payloads.baselines)]]);
    writeJson(join(lab.files, "two.ipynb"), two);
    await openFile(page, "two.ipynb");
    await expect.poll(() => paintedCount(page), { timeout: 10_000 }).toBeGreaterThan(0);
    const plotly = () => loaded.filter(({ url }) => url.includes("plotly"));
    await expect.poll(() => plotly().length).toBe(1);
    expect(plotly()[0]!.bytes).toBeLessThanOrEqual(1_600_000);
  });

  it("draws every kind of figure, not its static picture, without WebGL", async () => {
    const all = Object.values(payloads);
    const page = await notebook("kinds.ipynb", all, {
      height: 24_000,
      prepare: (fresh) =>
        fresh.addInitScript(() => {
          const { getContext } = HTMLCanvasElement.prototype;
          const asked: string[] = [];
          Object.assign(window, { contexts: asked });
          HTMLCanvasElement.prototype.getContext = function (
            this: HTMLCanvasElement,
            ...args: Parameters<typeof getContext>
          ) {
            asked.push(args[0]);
            return getContext.apply(this, args);
          } as typeof getContext;
        }),
    });
    await expect.poll(() => paintedCount(page), { timeout: 15_000 }).toBe(all.length);
    const kinds = await page
      .locator(".ldqm-Figure")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.kind));
    expect(kinds).toEqual(all.map(({ kind }) => kind));
    expect(await page.locator(".ldqm-Error").count()).toBe(0);
    expect(await page.locator(".jp-OutputArea-output img").count()).toBe(0);
    const contexts = await page.evaluate(
      () => (window as unknown as { contexts: string[] }).contexts,
    );
    expect(contexts.filter((name) => name.includes("webgl"))).toEqual([]);
  });

  it("leaves the notebook clean and needs no trust", async () => {
    const page = await notebook("clean.ipynb", [mask]);
    const found = await page.evaluate(() => {
      const { context, content } = (window as unknown as JupyterWindow).jupyterapp.shell
        .currentWidget;
      const cells = (content as { model: { cells: Iterable<{ trusted: boolean }> } }).model.cells;
      return { dirty: context.model.dirty, trusted: [...cells].map(({ trusted }) => trusted) };
    });
    expect(found).toEqual({ dirty: false, trusted: [false] });
  });

  it("draws a mask of 512 channels within 150 ms once plotly is there", async () => {
    const every = { ...mask, detector: { ...mask.detector, activeChannels: range(64) } };
    const cells = range(512).map((channelIndex) => ({
      adc: Math.floor(channelIndex / 64),
      channel: channelIndex % 64,
    }));
    const full: ChannelMaskPayload = {
      ...every,
      cells: {
        adc: cells.map(({ adc }) => adc),
        channel: cells.map(({ channel }) => channel),
        state: cells.map((_, i) => (i % 7 === 0 ? "bad" : "ok")),
        value: cells.map((_, i) => i),
        limit: cells.map(() => 0),
        n: cells.map(() => 500),
        reason: cells.map(() => 0),
      },
    };
    expect(JSON.stringify(full).length).toBeLessThanOrEqual(60_000);
    const page = await notebook("full.ipynb", [full]);
    // The page's own time, whatever else the machine does; with the keys and the card on top.
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const busyMs = async (): Promise<number> => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * metrics.find(({ name }) => name === "TaskDuration")!.value;
    };
    // Each choice of a channel paints all of them anew.
    await page.locator(".ldqm-Plot").focus();
    await page.keyboard.press("Home");
    const takenMs: number[] = [];
    for (let i = 1; i <= 10; i++) {
      const before = await busyMs();
      await page.keyboard.press(i % 2 === 1 ? "Enter" : "Escape");
      await expect.poll(() => timesPainted(page)).toBe(1 + i);
      takenMs.push((await busyMs()) - before);
    }
    const marks = page.locator(".ldqm-Target .scatterlayer .points path");
    const legendCount = Object.keys(full.meanings).length;
    expect(await marks.count()).toBe(512 + legendCount);
    const fastestMs = Math.min(...takenMs);
    expect(fastestMs).toBeGreaterThan(0);
    expect(fastestMs).toBeLessThanOrEqual(150);
  });
});

describe("the look", () => {
  it("follows the theme without a new render", async () => {
    const page = await notebook("theme.ipynb", [mask]);
    const output = await page.locator(".ldqm-Toolbar button").first().elementHandle();
    const before = await timesPainted(page);
    const paper = () =>
      page
        .locator(".ldqm-Target .main-svg")
        .first()
        .evaluate((node) => getComputedStyle(node).backgroundColor);
    expect(await paper()).toBe("rgb(255, 255, 255)");
    await execute(page, "apputils:change-theme", {
      theme: "JupyterLab Dark",
    });
    await expect.poll(paper).toBe("rgb(17, 17, 17)");
    expect(await timesPainted(page)).toBeGreaterThan(before);
    // A render would have made the buttons anew.
    expect(await output?.evaluate((node) => node.isConnected)).toBe(true);
    await execute(page, "apputils:change-theme", {
      theme: "JupyterLab Light",
    });
    await expect.poll(paper).toBe("rgb(255, 255, 255)");
  });

  it("fills the width, also when sidebars and windows change", async () => {
    const page = await notebook("width.ipynb", [mask]);
    const widths = () =>
      page
        .locator(".ldqm-Plot")
        .evaluate((node) => [
          node.clientWidth,
          Math.round(node.querySelector(".main-svg")!.getBoundingClientRect().width),
        ]);
    const [room, drawn] = await widths();
    expect(drawn).toBe(room);
    await execute(page, "application:toggle-left-area");
    await expect.poll(async () => (await widths())[1]!).toBeGreaterThan(drawn! + 100);
    await page.setViewportSize({ width: 900, height: 800 });
    await expect.poll(async () => (await widths())[1]!).toBeLessThan(900);
    const [lessRoom, lessDrawn] = await widths();
    expect(lessDrawn).toBe(lessRoom);
  });

  it("waits in a hidden tab and does not paint to nothing", async () => {
    const page = await notebook("hidden.ipynb", [mask]);
    const before = await timesPainted(page);
    await notebookInPage(page, "other.ipynb", [payloads.unavailable!]);
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.waitForTimeout(300);
    expect(await timesPainted(page)).toBe(before);
    await openFile(page, "hidden.ipynb");
    await expect.poll(() => timesPainted(page)).toBe(before + 1);
  });
});

describe("forty outputs in one notebook", () => {
  it.each(["full", "defer"])("are painted as they come into view, windowing %s", async (mode) => {
    const cells = Array.from({ length: 40 }, () => mask);
    const page = await notebook(`forty-${mode}.ipynb`, cells, {
      settings: { "@jupyterlab/notebook-extension:tracker": { windowingMode: mode } },
    });
    await page.waitForTimeout(500);
    const first = await paintedCount(page);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(20);
    const scroller = page.locator(".jp-WindowedPanel-outer").first();
    const last = page
      .locator(".jp-Notebook .jp-Cell", { hasText: "[40]:" })
      .locator(".ldqm-Plot[data-painted]");
    await expect
      .poll(
        async () => {
          // Cells that were not there yet make the list longer as they come.
          await scroller.evaluate((node) => {
            node.scrollTo(0, node.scrollHeight);
            const cells = node.querySelectorAll(".jp-Cell");
            cells[cells.length - 1]?.scrollIntoView();
          });
          return last.count();
        },
        { timeout: 20_000, interval: 200 },
      )
      .toBe(1);
    await scroller.evaluate((node) => node.scrollTo(0, 0));
    const top = page
      .locator(".jp-Notebook .jp-Cell", { hasText: "[1]:" })
      .locator(".ldqm-Plot[data-painted]");
    await top.waitFor();
    expect(await page.locator(".ldqm-Error").count()).toBe(0);
  });
});

describe("a map of the detector", () => {
  it("shares the choice with masks and other maps, both ways", async () => {
    const figures = ["mask of baselines", "map of baselines", "map of the noise"];
    const page = await notebook(
      "map.ipynb",
      figures.map((name) => payloads[name]),
      { height: 2600 },
    );
    await expect.poll(() => paintedCount(page), { timeout: 10_000 }).toBe(3);
    const frames = () =>
      page.locator(".ldqm-Target").evaluateAll((nodes) =>
        nodes.map((node) => {
          const { layout } = node as unknown as { layout: { shapes: { name?: string }[] } };
          return layout.shapes.filter(({ name }) => name === "chosen").length;
        }),
      );
    expect(await frames()).toEqual([0, 0, 0]);
    // The worst are drawn last: ADC 1, channel 38.
    const { x, y } = await page.evaluate(() => {
      const map = document.querySelectorAll(".ldqm-Target")[1] as unknown as {
        data: { legendgroup: string; hovertext?: string[]; x: number[]; y: number[] }[];
        layout: Record<"xaxis" | "yaxis", { domain: number[]; range: number[] }> & {
          margin: Record<"l" | "r" | "t" | "b", number>;
          width: number;
          height: number;
        };
        getBoundingClientRect(): DOMRect;
      };
      const trace = map.data.find((each) => each.legendgroup === "bad" && each.hovertext)!;
      const { margin, width, height, xaxis, yaxis } = map.layout;
      const at = (value: number, { domain, range }: typeof xaxis): number =>
        domain[0]! + ((value - range[0]!) / (range[1]! - range[0]!)) * (domain[1]! - domain[0]!);
      const box = map.getBoundingClientRect();
      return {
        x: box.left + margin.l + at(trace.x[0]!, xaxis) * (width - margin.l - margin.r),
        y: box.top + margin.t + (1 - at(trace.y[0]!, yaxis)) * (height - margin.t - margin.b),
      };
    });
    await page.mouse.click(x, y);
    await expect.poll(frames).toEqual([1, 1, 1]);
    const card = page.locator(".ldqm-Card:visible");
    expect(await card.textContent()).toContain("ADC 1, channel 38");
    expect(await card.textContent()).toContain("Trap 10 (LCM), side +z, −18.28 cm");

    await page.locator(".ldqm-Toolbar select").first().selectOption("epcb");
    await page.locator(".ldqm-Plot").first().focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect.poll(frames).toEqual([6, 6, 6]);

    // Upwards on the map: the next SiPM of the wall.
    await page.locator(".ldqm-Plot").nth(1).focus();
    await page.keyboard.press("Home");
    const words = page.locator(".ldqm-ForReaders").nth(1);
    const first = await words.textContent();
    await page.keyboard.press("ArrowUp");
    expect(await words.textContent()).not.toBe(first);
    expect(await words.textContent()).toContain("side −z, −54.85 cm");
    await page.keyboard.press("ArrowRight");
    expect(await words.textContent()).toContain("side +z, −54.85 cm");
  });
});

describe("views and updates", () => {
  it("shows one output in two views that share the choice", async () => {
    const page = await notebook("views.ipynb", [mask]);
    await page.locator(".jp-Cell").first().click();
    await execute(page, "notebook:create-output-view");
    await page.locator(".jp-LinkedOutputView .ldqm-Plot[data-painted]").waitFor();
    const plot = page.locator(".jp-LinkedOutputView .ldqm-Plot");
    await plot.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.locator(".jp-LinkedOutputView .ldqm-Card").waitFor();
    const marked = () =>
      page
        .locator(".ldqm-Target")
        .evaluateAll((targets) =>
          targets.map(
            (target) =>
              (
                target as unknown as { layout?: { shapes: { name?: string }[] } }
              ).layout?.shapes.filter(({ name }) => name === "chosen").length,
          ),
        );
    await expect.poll(marked).toEqual([1, 1]);
  });

  it("takes a payload that replaces another in place, and outputs that come anew", async () => {
    const page = await notebook("updates.ipynb", [mask]);
    const output = await page.locator(".ldqm-Output").elementHandle();
    await setOutput(page, bundle({ ...mask, title: "Replaced in place" }));
    await page.locator(".ldqm-Target").getByText("Replaced in place").waitFor();
    expect(await output?.evaluate((node) => node.isConnected)).toBe(true);
    for (let turn = 0; turn < 5; turn++)
      await setOutput(page, bundle({ ...mask, title: `Turn ${turn}` }));
    await page.locator(".ldqm-Target").getByText("Turn 4").waitFor();
    await setOutput(page, bundle(payloads.baselines));
    await page.locator('.ldqm-Figure[data-kind="channel-quantiles"] [data-painted]').waitFor();
    await setOutput(page, null);
    expect(await page.locator(".ldqm-Output").count()).toBe(0);
    await setOutput(page, bundle(mask));
    await page.locator('.ldqm-Figure[data-kind="channel-mask"] [data-painted]').waitFor();
  });
});

describe("what is wrong with a payload", () => {
  const wrong: readonly [what: string, payload: unknown, words: RegExp][] = [
    ["of a future version", { ...mask, version: 2 }, /payload\.version.*expected 1, got 2/],
    ["of an unknown kind", { ...mask, kind: "hologram" }, /payload\.kind.*got "hologram"/],
    ["without its cells", { ...mask, cells: undefined }, /payload\.cells.*expected an object/],
    ["that is no object", 42, /expected an object, got 42/],
    ["that is broken text", "{", /not JSON/],
    [
      "with a column too short",
      { ...mask, cells: { ...mask.cells, n: [1] } },
      /payload\.cells\.n.*an array of 384/,
    ],
  ];

  it("is said in place, and the figures between are drawn", async () => {
    const cells = wrong.flatMap(([, payload]) => [payload, payloads.unavailable]);
    const page = await notebook("wrong.ipynb", cells, { height: 6000 });
    await expect.poll(() => paintedCount(page)).toBe(wrong.length);
    const panes = await page.locator('.ldqm-Error[role="alert"]').allTextContents();
    expect(panes.length).toBe(wrong.length);
    wrong.forEach(([what, , words], i) => {
      expect(panes[i], what).toMatch(words);
    });
  });

  it("does not matter when it is hostile: texts stay texts", async () => {
    const attack =
      '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>' +
      '<a href="javascript:window.attacked=1">here</a> $\\href{javascript:alert(1)}{x}$ &lt;b&gt;';
    const hostile: Payload = {
      ...mask,
      title: attack,
      answer: attack,
      check: `../../${attack}`,
      source: { ...mask.source, file: attack },
      reasons: mask.reasons.map(() => attack),
      meanings: { ok: attack, bad: attack },
    };
    const page = await notebook("hostile.ipynb", [
      hostile,
      { ...payloads.unavailable!, reason: attack },
    ]);
    await page.locator(".ldqm-Plot").first().focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.locator(".ldqm-Card").first().waitFor();
    const found = await page.evaluate(() => ({
      attacked: "attacked" in window,
      active: document.querySelectorAll(
        ".ldqm-Output :is(img, script, a, iframe, object, foreignObject), #light-dqm-inspector :is(img, script, a)",
      ).length,
    }));
    expect(found).toEqual({ attacked: false, active: 0 });
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "SVG" }).first().click();
    expect((await saved).suggestedFilename()).toMatch(/^[\w.-]+\.svg$/);
  });
});

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

async function notebookInPage(page: Page, name: string, cells: readonly Payload[]): Promise<void> {
  writeJson(join(lab.files, name), notebookOf(cells.map((payload) => [bundle(payload)])));
  await openFile(page, name);
  await page.locator('.ldqm-Figure[data-kind="unavailable"] [data-painted]').waitFor();
}

/** Sets the only output of the first cell as a kernel would; null clears it. */
async function setOutput(page: Page, output: object | null): Promise<void> {
  await page.evaluate((next) => {
    const { content } = (window as unknown as JupyterWindow).jupyterapp.shell.currentWidget;
    type Outputs = {
      length: number;
      clear(): void;
      add(each: object): void;
      set(index: number, each: object): void;
    };
    const { widgets } = content as { widgets: { model: { outputs: Outputs } }[] };
    const { outputs } = widgets[0]!.model;
    if (next === null) outputs.clear();
    else if (outputs.length > 0) outputs.set(0, next);
    else outputs.add(next);
  }, output);
}
