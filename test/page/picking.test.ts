/// <reference lib="dom" />
/** Pointing, picking, comparing and zooming in the figures of a page, in a real browser. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { detectorGroups } from "../../packages/core/src/detector/groups.js";
import {
  brightestPayloads,
  channelMaskPayload,
  type Figure,
  stateMapPayload,
} from "../../packages/core/src/figures/index.js";
import type { Payload } from "../../packages/core/src/figures/payload.js";
import type { LightDqmDocument } from "../../packages/core/src/report/document.js";
import { htmlPage } from "../../packages/core/src/report/html/page.js";
import { dune2x2 } from "../../packages/core/test/detectors.js";
import {
  exampleCells,
  examplePayloads,
} from "../../packages/core/test/figures/example-payloads.js";
import { syntheticSummary } from "../../packages/core/test/figures/synthetic-summary.js";
import { launchChromium } from "../browsers.js";
import { pointOfChannel } from "../jupyterlab/lab.js";

const examples = examplePayloads();
const { placeOf } = detectorGroups(dune2x2);

/** Every 13th channel is bad, for a long reason: in all rows and up to both ends of them. */
const cells = exampleCells().map((cell, i) =>
  i % 13 === 0 || i === 383
    ? {
        ...cell,
        state: "bad" as const,
        verdict: {
          ...cell.verdict,
          reason: `Baseline range: the median baseline of this channel lies far from where it was in ${"each of ".repeat(9)}the files before`,
        },
      }
    : cell,
);
const bad = cells.filter(({ state }) => state === "bad");
const mask = channelMaskPayload(syntheticSummary(), cells, { check: "baseline" });
const figures: Record<string, Payload> = {
  "channel-mask": mask,
  "detector-map": stateMapPayload(mask),
  "fraction-panels": examples["clipped fraction"]!,
  waveforms: brightestPayloads(syntheticSummary(), { units: "ADC16" })[2]!,
  spectra: examples["spectra per EPCB"]!,
  trend: examples["trend of the EPCBs"]!,
  plot: examples["eight panels"]!,
};

let browser: Browser;
let folder: string;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "light-dqm-page-"));
  const document = {
    ...{ schemaVersion: 1, kind: "light-dqm-document", headline: "Some channels are bad." },
    ...{ input: { name: "run_101.FLOW.hdf5" }, files: [] },
    figures: Object.entries(figures).map(([bookmark, payload]) => ({ bookmark, payload })),
  } as unknown as LightDqmDocument;
  const file = join(folder, "run_101_light_dqm.html");
  writeFileSync(file, await htmlPage(document));
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(20_000);
  await page.goto(pathToFileURL(file).href);
  await page.locator(".ldqm-Plot[data-painted]").first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await page.keyboard.press("Escape");
  await page.mouse.move(0, 0);
});

const figure = (kind: string): Locator => page.locator(`.ldqm-Figure[data-kind="${kind}"]`);
const plot = (kind: string): Locator => figure(kind).locator(".ldqm-Plot");
const tooltip = (kind: string): Locator => figure(kind).locator(".ldqm-Tooltip");
const chosenWords = (kind: string) => figure(kind).locator(".ldqm-Chosen").textContent();
const tool = (kind: string, name: string): Locator =>
  figure(kind).getByRole("button", { name, exact: true });

/** Scrolls a figure to the middle of the window and waits until it is drawn. */
async function see(kind: string): Promise<void> {
  await plot(kind).evaluate((node) => node.scrollIntoView({ block: "center" }));
  await figure(kind).locator(".ldqm-Plot[data-painted]").waitFor();
}

type Px = { x: number; y: number };

/** A part of what plotly has: its layout, or its traces. */
function drawnIn<Part extends "data" | "layout">(kind: string, part: Part): Promise<Figure[Part]> {
  return figure(kind)
    .locator(".ldqm-Target")
    .evaluate(
      (target, name) => JSON.parse(JSON.stringify((target as unknown as Figure)[name])),
      part,
    ) as Promise<Figure[Part]>;
}

/** Where values of a panel, the first by default, are in the window. */
async function pxOf(kind: string, x: number, y: number, panel = 0): Promise<Px> {
  const layout = await drawnIn(kind, "layout");
  const suffix = panel === 0 ? "" : `${panel + 1}`;
  const axes = [layout[`xaxis${suffix}` as "xaxis"], layout[`yaxis${suffix}` as "yaxis"]] as const;
  const [across, up] = [x, y].map((value, i) => {
    const { type, range, domain } = axes[i]!;
    const share = ((type === "log" ? Math.log10(value) : value) - range[0]) / (range[1] - range[0]);
    return domain[0] + share * (domain[1] - domain[0]);
  }) as [number, number];
  const { margin, width, height } = layout;
  const box = (await figure(kind).locator(".ldqm-Target").boundingBox())!;
  return {
    x: box.x + margin.l + across * (width - margin.l - margin.r),
    y: box.y + margin.t + (1 - up) * (height - margin.t - margin.b),
  };
}

/** A point of a line of a figure that no other line of its panel comes near. */
async function lonelyPoint(kind: string, name: RegExp): Promise<Px> {
  const data = await drawnIn(kind, "data");
  const trace = data.find((each) => name.test(`${each.name} ${each.hovertext?.[0] ?? ""}`))!;
  const others = data.filter(
    (each) => each !== trace && each.xaxis === trace.xaxis && each.type === "scatter",
  );
  const isLog = kind === "spectra";
  const at = (y: number | null | undefined): number =>
    y === null || y === undefined ? 1e9 : isLog ? Math.log10(y) : y;
  // Not at the ends, which lie on the frame.
  const gaps = trace.y.map((y, i) =>
    y === null || i === 0 || i === trace.y.length - 1
      ? -1
      : Math.min(1e9, ...others.map((each) => Math.abs(at(each.y[i]) - at(y)))),
  );
  const best = gaps.indexOf(Math.max(...gaps));
  const panel = trace.xaxis === "x" ? 0 : Number(trace.xaxis.slice(1)) - 1;
  return pxOf(kind, trace.x[best]!, trace.y[best]!, panel);
}

async function drag(from: Px, to: Px): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

describe.each([700, 1000, 1280, 1500])("in a window of %i px", (width) => {
  it("the tooltip of every bad channel is whole, inside its figure, and not over the channel", async () => {
    await page.setViewportSize({ width, height: 1000 });
    await see("channel-mask");
    const paintedWidth = async () => (await drawnIn("channel-mask", "layout")).width;
    const roomPx = () => plot("channel-mask").evaluate((node) => node.clientWidth);
    await expect.poll(paintedWidth).toBe(await roomPx());
    const wrong: string[] = [];
    for (const { adc, channel } of bad) {
      const at = await pointOfChannel(page, "channel-mask", adc, channel);
      await page.mouse.move(at.x, at.y);
      const name = `ADC ${adc}, channel ${channel} (`;
      await tooltip("channel-mask").filter({ hasText: name }).waitFor();
      const { over, outside, cut, hidden } = await tooltip("channel-mask").evaluate(
        (node, { x, y }) => {
          const box = node.getBoundingClientRect();
          const room = node.parentElement!.getBoundingClientRect();
          return {
            over: x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
            outside:
              box.left < room.left - 0.5 ||
              box.top < room.top - 0.5 ||
              box.right > Math.min(room.right, window.innerWidth) + 0.5 ||
              box.bottom > Math.min(room.bottom, window.innerHeight) + 0.5,
            cut: node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight,
            hidden: node.getAttribute("aria-hidden"),
          };
        },
        at,
      );
      if (over || outside || cut || hidden !== "true") wrong.push(name);
    }
    expect(bad.length).toBeGreaterThan(28);
    expect(wrong).toEqual([]);
  });
});

describe("a page", () => {
  it("has its height before it is scrolled: what is drawn on the way down moves nothing", async () => {
    await page.setViewportSize({ width: 1280, height: 1000 });
    await page.reload();
    await page.locator(".ldqm-Plot[data-painted]").first().waitFor();
    await expect.poll(() => page.locator(".ldqm-Waiting").count()).toBe(0);
    const heightPx = () => page.evaluate(() => document.documentElement.scrollHeight);
    const first = await heightPx();
    for (const kind of Object.keys(figures)) await see(kind);
    expect(await heightPx()).toBe(first);
    const heights = await page
      .locator(".ldqm-Plot")
      .evaluateAll((nodes) =>
        nodes.map((node) => [
          (node as HTMLElement).clientHeight,
          node.querySelector(".main-svg")!.getBoundingClientRect().height,
        ]),
      );
    for (const [room, drawn] of heights) expect(room).toBe(drawn);
  });

  it("stays where it is when something is clicked, wherever the choice was made before", async () => {
    for (const kind of [
      "channel-mask",
      "detector-map",
      "fraction-panels",
      "spectra",
      "waveforms",
    ]) {
      await see(kind);
      const data = await drawnIn(kind, "data");
      const trace = data.find(({ hovertext, mode }: { hovertext?: string[]; mode?: string }) =>
        kind === "waveforms" ? mode === "lines" : hovertext,
      )!;
      const middle = Math.floor(trace.x.length / 2);
      const at = await pxOf(kind, trace.x[middle]!, trace.y[middle]!);
      const before = await plot(kind).boundingBox();
      await page.mouse.click(at.x, at.y);
      await expect.poll(() => chosenWords(kind)).toMatch(/^Selected: /);
      await figure(kind).locator(".ldqm-CardTitle").waitFor();
      expect(await plot(kind).boundingBox(), kind).toEqual(before);
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
      expect(scrollWidth).toBe(clientWidth);
    }
  });
});

describe("a tooltip", () => {
  it("goes with Escape, and comes again with another channel", async () => {
    await see("channel-mask");
    const [first, second] = [bad[3]!, bad[7]!];
    const at = await pointOfChannel(page, "channel-mask", first.adc, first.channel);
    await page.mouse.move(at.x, at.y);
    await tooltip("channel-mask").waitFor();
    await page.keyboard.press("Escape");
    await tooltip("channel-mask").waitFor({ state: "hidden" });
    const next = await pointOfChannel(page, "channel-mask", second.adc, second.channel);
    await page.mouse.move(next.x, next.y);
    await tooltip("channel-mask").waitFor();
    await page.mouse.move(next.x, 2);
    await tooltip("channel-mask").waitFor({ state: "hidden" });
  });

  it.each([
    ["waveforms", /^ch 57/, /^ADC 2, EPCB 6: channel 57[\d.]+ µs: −?[\d.]+ ADC16 counts$/],
    ["spectra", /ADC 2, EPCB 6\n/, /^ADC 2, EPCB 6[\d.]+ MHz: /],
    ["trend", /ADC 5, EPCB 1:/, /ADC 5, EPCB 1: −/],
    ["plot", /ADC 3, channel 7/, /^ADC 3, channel 7Time: /],
  ])("says what a point of a line is: %s", async (kind, line, words) => {
    await see(kind);
    const at = await lonelyPoint(kind, line);
    await page.mouse.move(at.x, at.y);
    await tooltip(kind).waitFor();
    expect(await tooltip(kind).textContent()).toMatch(words);
  });
});

describe("a click on a line", () => {
  it.each([
    ["waveforms", /^ch 57/, "ADC 2, channel 57"],
    ["spectra", /ADC 2, EPCB 6\n/, "EPCB 6 of ADC 2"],
    ["trend", /ADC 5, EPCB 1:/, "EPCB 1 of ADC 5"],
    ["plot", /ADC 3, channel 7/, "ADC 3, channel 7"],
  ])("selects the channel, or the group, that it shows: %s", async (kind, line, label) => {
    await see(kind);
    const at = await lonelyPoint(kind, line);
    await page.mouse.click(at.x, at.y);
    await expect.poll(() => chosenWords(kind)).toBe(`Selected: ${label}`);
    expect(await chosenWords("channel-mask")).toBe(`Selected: ${label}`);
  });
});

describe("several choices", () => {
  it("are made with Ctrl or Shift, each in a colour of its own, everywhere", async () => {
    await see("channel-mask");
    const chosen = [4, 20, 36].map((channel) => ({ adc: 2, channel }));
    for (const [i, { adc, channel }] of chosen.entries()) {
      const at = await pointOfChannel(page, "channel-mask", adc, channel);
      const modifiers = ([[], ["Control"], ["Shift"]] as const)[i]!;
      for (const key of modifiers) await page.keyboard.down(key);
      await page.mouse.click(at.x, at.y);
      for (const key of modifiers) await page.keyboard.up(key);
    }
    const colors = async (kind: string): Promise<Set<string>> => {
      const layout = await drawnIn(kind, "layout");
      const shapes = layout.shapes as unknown as { name?: string; line: { color: string } }[];
      return new Set(shapes.filter(({ name }) => name === "chosen").map(({ line }) => line.color));
    };
    await expect.poll(async () => (await colors("channel-mask")).size).toBe(3);
    await see("detector-map");
    await expect.poll(async () => (await colors("detector-map")).size).toBe(3);
    expect(await chosenWords("spectra")).toBe(
      "Selected: ADC 2, channel 4ADC 2, channel 20ADC 2, channel 36",
    );
  });

  it("of lines are compared alone, against the band of the others, with their numbers", async () => {
    await see("spectra");
    await tool("spectra", "Add").click();
    for (const epcb of [3, 6]) {
      const at = await lonelyPoint("spectra", new RegExp(`ADC 2, EPCB ${epcb}\\n`));
      await page.mouse.click(at.x, at.y);
    }
    await tool("spectra", "Only selected").click();
    const legend = () =>
      figure("spectra").locator(".ldqm-Target .legend .legendtext").allTextContents();
    await expect
      .poll(legend)
      .toEqual([
        "the others, lowest to highest",
        "Watched frequency",
        "EPCB 3 of ADC 2",
        "EPCB 6 of ADC 2",
      ]);
    await tool("spectra", "Only selected").click();
    await tool("spectra", "Add").click();
    await expect.poll(legend).toContain("EPCB 0");
  });
});

describe("a zoom", () => {
  const ranges = async (kind: string) => {
    const layout = await drawnIn(kind, "layout");
    return [layout.xaxis, layout.xaxis2!, layout.xaxis3!].map(({ range }) => range.map(Math.round));
  };

  it("is of the panel under the mouse, or of all; a button and a double click undo it", async () => {
    await see("spectra");
    const whole = await ranges("spectra");
    const [low, high] = (await drawnIn("spectra", "layout")).yaxis3!.range;
    const middle = 10 ** ((low + high) / 2);
    const [from, to] = [await pxOf("spectra", 5, middle, 2), await pxOf("spectra", 10, middle, 2)];
    expect(await tool("spectra", "Reset zoom").isDisabled()).toBe(true);
    await drag(from, to);
    await expect.poll(() => ranges("spectra")).toEqual([whole[0], whole[1], [5, 10]]);
    const layout = await drawnIn("spectra", "layout");
    expect(layout.xaxis3!.showticklabels).toBe(true);
    await tool("spectra", "Reset zoom").click();
    await expect.poll(() => ranges("spectra")).toEqual(whole);

    await tool("spectra", "Zoom all panels").click();
    await see("spectra");
    const [start, end] = [
      await pxOf("spectra", 5, middle, 2),
      await pxOf("spectra", 10, middle, 2),
    ];
    await drag(start, end);
    await expect
      .poll(() => ranges("spectra"))
      .toEqual([
        [5, 10],
        [5, 10],
        [5, 10],
      ]);
    await page.mouse.dblclick(start.x, start.y);
    await expect.poll(() => ranges("spectra")).toEqual(whole);
    await tool("spectra", "Zoom all panels").click();
  });

  it("to where nothing is drawn is refused, in words", async () => {
    await see("channel-mask");
    const seen = async () => (await drawnIn("channel-mask", "layout")).xaxis.range;
    const whole = await seen();
    // Channels 0 to 3 are inactive.
    await drag(await pxOf("channel-mask", 0, 6.4), await pxOf("channel-mask", 3, 1.6));
    await expect.poll(() => chosenWords("channel-mask")).toContain("Nothing is drawn there");
    await expect.poll(seen).toEqual(whole);
    await drag(await pxOf("channel-mask", 3.5, 6.4), await pxOf("channel-mask", 12.7, 1.6));
    await expect.poll(async () => Math.round((await seen())[1])).toBe(13);
    const { ticktext } = (await drawnIn("channel-mask", "layout")).xaxis;
    expect(ticktext).toContain("4");
    expect(ticktext.every((text) => /^\d+$/.test(text))).toBe(true);
    await tool("channel-mask", "Reset zoom").click();
    await expect.poll(seen).toEqual(whole);
  });

  it("of times has times for ticks", async () => {
    await see("trend");
    const { range } = (await drawnIn("trend", "layout")).xaxis;
    const y = -28_000;
    const at = (share: number) => range[0] + share * (range[1] - range[0]);
    await drag(await pxOf("trend", at(0.3), y), await pxOf("trend", at(0.7), y));
    await expect
      .poll(async () => (await drawnIn("trend", "layout")).xaxis.range[0])
      .toBeGreaterThan(range[0]);
    const { ticktext } = (await drawnIn("trend", "layout")).xaxis;
    expect(ticktext.length).toBeGreaterThan(0);
    for (const text of ticktext) expect(text).toMatch(/\d\d:\d\d/);
    await tool("trend", "Reset zoom").click();
  });
});

describe("the keyboard's frame", () => {
  it("goes when the mouse points elsewhere, and goes on from what the mouse has chosen", async () => {
    await see("channel-mask");
    const frame = figure("channel-mask").locator(".ldqm-Cursor");
    await plot("channel-mask").focus();
    await page.keyboard.press("Home");
    expect(await frame.isVisible()).toBe(true);
    const at = await pointOfChannel(page, "channel-mask", 3, 40);
    await page.mouse.move(at.x, at.y);
    await frame.waitFor({ state: "hidden" });
    await page.mouse.click(at.x, at.y);
    await plot("channel-mask").focus();
    await page.keyboard.press("ArrowRight");
    expect(await frame.isVisible()).toBe(true);
    expect(await figure("channel-mask").locator(".ldqm-ForReaders").textContent()).toContain(
      "ADC 3, channel 41",
    );
  });
});

it("a channel is picked by its numbers, without pointing at it", async () => {
  await see("channel-mask");
  const { adc, channel } = placeOf(4 * 64 + 42);
  await figure("channel-mask").getByLabel("ADC", { exact: true }).selectOption(String(adc));
  await figure("channel-mask").getByLabel("Channel", { exact: true }).selectOption(String(channel));
  await expect.poll(() => chosenWords("trend")).toBe("Selected: ADC 4, channel 42");
  const title = figure("channel-mask").locator(".ldqm-CardTitle");
  expect(await title.textContent()).toContain("ADC 4, channel 42 (EPCB 5");
});
