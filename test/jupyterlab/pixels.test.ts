/// <reference lib="dom" />
/**
 * Pixels: what plotly draws in the browser is what the renderer of reports draws of the same
 * payload. Compared are the panels, in squares of a few px, with their texts hidden: neither fonts
 * nor the smoothing of edges matter.
 */
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Figure, figureOf, type Theme } from "../../packages/core/src/figures/index.js";
import type { Payload } from "../../packages/core/src/figures/payload.js";
import { renderPng } from "../../packages/core/src/render/index.js";
import { examplePayloads } from "../../packages/core/test/figures/example-payloads.js";
import { bundle, type JupyterWindow, type Lab, notebookOf, startLab } from "./lab.js";

let lab: Lab;
let page: Page;
const examples = examplePayloads();
const shown: Record<string, Payload> = {
  "channel-mask": examples["mask of baselines"]!,
  "detector-map": examples["map of baselines"]!,
  "fraction-panels": examples["clipped fraction"]!,
};

beforeAll(async () => {
  lab = await startLab();
  const cells = Object.values(shown).map((payload) => [bundle(payload)]);
  page = await lab.openNotebook("pixels.ipynb", notebookOf(cells), { height: 3000 });
  await page.locator(".ldqm-Plot[data-painted]").nth(2).waitFor();
  await page.addStyleTag({ content: ".ldqm-Target text { visibility: hidden; }" });
});
afterAll(() => lab?.close());

type Colour = readonly [red: number, green: number, blue: number];

const squarePx = 4;

/** Where a panel is, in px. */
function boxOf({ margin, width, height, ...axes }: Figure["layout"], panel: number) {
  const suffix = panel === 0 ? "" : `${panel + 1}`;
  const [x0, x1] = axes[`xaxis${suffix}` as "xaxis"].domain;
  const [y0, y1] = axes[`yaxis${suffix}` as "yaxis"].domain;
  const [plotWidth, plotHeight] = [width - margin.l - margin.r, height - margin.t - margin.b];
  return {
    left: margin.l + x0 * plotWidth,
    top: margin.t + (1 - y1) * plotHeight,
    width: (x1 - x0) * plotWidth,
    height: (y1 - y0) * plotHeight,
  };
}

/** Mean colours of the squares of all panels, row by row. */
async function squaresOf(png: Buffer, layout: Figure["layout"], panels: number): Promise<Colour[]> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const squares: Colour[] = [];
  for (let panel = 0; panel < panels; panel++) {
    const { left, top, width, height } = boxOf(layout, panel);
    for (let y = Math.ceil(top); y + squarePx <= top + height; y += squarePx)
      for (let x = Math.ceil(left); x + squarePx <= left + width; x += squarePx) {
        const { data } = context.getImageData(x, y, squarePx, squarePx);
        const mean = [0, 0, 0];
        for (let i = 0; i < data.length; i++)
          if (i % 4 < 3) mean[i % 4]! += data[i]! / squarePx ** 2;
        squares.push(mean as unknown as Colour);
      }
  }
  return squares;
}

/** Squares whose colours differ by more than a shade. */
function differing(a: readonly Colour[], b: readonly Colour[]): number {
  expect(a.length).toBe(b.length);
  return a.filter((colour, i) => colour.some((value, part) => Math.abs(value - b[i]![part]!) > 24))
    .length;
}

/** So many squares may differ in a figure: fewer than one mark takes. */
const mostDiffering = 3;

async function live(kind: string): Promise<{ png: Buffer; layout: Figure["layout"] }> {
  const target = page.locator(`.ldqm-Figure[data-kind="${kind}"] .ldqm-Target`);
  const png = await target.screenshot();
  const layout = await target.evaluate((node) => {
    const { margin, width, height, ...rest } = (node as unknown as { layout: Figure["layout"] })
      .layout;
    const axes = Object.entries(rest).filter(([name]) => /^[xy]axis\d*$/.test(name));
    const places = axes.map(([name, axis]) => {
      const { domain, range } = axis as { domain: number[]; range: number[] };
      return [name, { domain, range }];
    });
    return { margin, width, height, ...Object.fromEntries(places) };
  });
  return { png, layout };
}

describe.each<[theme: Theme, name: string]>([
  ["light", "JupyterLab Light"],
  ["dark", "JupyterLab Dark"],
])("in the %s theme", (theme, name) => {
  beforeAll(async () => {
    await page.evaluate(async (wanted) => {
      const { jupyterapp } = window as unknown as JupyterWindow;
      await jupyterapp.commands.execute("apputils:change-theme", { theme: wanted });
    }, name);
    for (const kind of Object.keys(shown))
      await page.locator(`.ldqm-Figure[data-kind="${kind}"][data-theme="${theme}"]`).waitFor();
  });

  it.each(["channel-mask", "detector-map", "fraction-panels"])(
    "%s is drawn as in a report, and one channel's change would be seen",
    async (kind) => {
      const payload = shown[kind]!;
      const { png, layout } = await live(kind);
      const panels = kind === "fraction-panels" ? 8 : 1;
      const { width: widthPx, height: heightPx } = layout;
      const printed = async (each: Payload, look: Theme = theme): Promise<Colour[]> => {
        const figure = figureOf(each, { theme: look, marks: "plain", widthPx, heightPx });
        return squaresOf(Buffer.from(await renderPng(figure)), layout, panels);
      };
      const drawn = await squaresOf(png, layout, panels);
      expect(differing(drawn, await printed(payload))).toBeLessThanOrEqual(mostDiffering);
      expect(differing(drawn, await printed(withOneChange(payload)))).toBeGreaterThan(
        mostDiffering,
      );
      const otherTheme = await printed(payload, theme === "light" ? "dark" : "light");
      expect(differing(drawn, otherTheme)).toBeGreaterThan(drawn.length / 2);
    },
  );
});

/** The payload with another state, or another count, of one channel. */
function withOneChange(payload: Payload): Payload {
  const copy = structuredClone(payload);
  if (copy.kind === "channel-mask") {
    const good = copy.cells.state.indexOf("ok", 200);
    copy.cells.state[good] = "warn";
  }
  if (copy.kind === "detector-map" && copy.shown.of === "states") {
    const good = copy.shown.cells.state.indexOf("ok", 200);
    copy.shown.cells.state[good] = "bad";
  }
  if (copy.kind === "fraction-panels") {
    const some = copy.now.passed.findIndex((count) => count > 0);
    copy.now.passed[some] = 0;
  }
  return copy;
}
