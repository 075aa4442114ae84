/// <reference lib="dom" />
/** Reading figures in a real JupyterLab: words, filters, keyboard, linked choice, fractions. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  brightestPayloads,
  type ChannelMaskPayload,
  fractionPayload,
} from "../../packages/core/src/figures/index.js";
import { examplePayloads } from "../../packages/core/test/figures/example-payloads.js";
import {
  syntheticReference,
  syntheticSummary,
} from "../../packages/core/test/figures/synthetic-summary.js";
import { bundle, type Lab, notebookOf, pointOfChannel, startLab } from "./lab.js";

let lab: Lab;
let page: Page;
const payloads = examplePayloads();
const mask = payloads["mask of baselines"] as ChannelMaskPayload;
const change = mask.cells.state.map((state) => (state === "bad" ? "new" : "unchanged"));
const ofAdc2 = brightestPayloads(syntheticSummary(), { units: "ADC16" }).find(({ title }) =>
  title.endsWith("ADC 2"),
)!;
const fractions = fractionPayload(syntheticSummary(), {
  ...{ flag: "clipped", triggerClass: "beam", denominator: "epcb", alternatives: true },
  reference: syntheticReference(3),
});

beforeAll(async () => {
  lab = await startLab();
  page = await lab.openNotebook(
    "reading.ipynb",
    notebookOf(
      [
        { ...mask, cells: { ...mask.cells, change } },
        fractions,
        ofAdc2,
        payloads["spectra per EPCB"],
      ].map((payload) => [bundle(payload)]),
    ),
    { height: 4600 },
  );
  await page.waitForFunction(
    () => document.querySelectorAll(".ldqm-Plot[data-painted]").length === 4,
  );
});
afterAll(() => lab?.close());

const figure = (kind: string) => page.locator(`.ldqm-Figure[data-kind="${kind}"]`);

/** Frames of chosen channels or panels in a figure. */
function chosenIn(kind: string): Promise<number> {
  return page.evaluate((each) => {
    const target = document.querySelector(`.ldqm-Figure[data-kind="${each}"] .ldqm-Target`);
    const { layout } = target as unknown as { layout: { shapes: { name?: string }[] } };
    return layout.shapes.filter(({ name }) => name === "chosen").length;
  }, kind);
}

describe("a mask", () => {
  it("is summed up in words above", async () => {
    const words = await figure("channel-mask").locator(".ldqm-Summary").textContent();
    expect(words).toBe(
      "384 channels: 1 bad, 1 new (ADC 1 channel 38); 1 unusual (ADC 2 channel 57); " +
        "1 unknown (ADC 0 channel 6); 1 masked (known problem); 380 good.",
    );
  });

  it("tells place, state, value, limit, n and reason on hover", async () => {
    const at = await pointOfChannel(page, "channel-mask", 1, 38);
    await page.mouse.move(at.x, at.y);
    const label = figure("channel-mask").locator(".ldqm-Tooltip");
    await label.waitFor();
    const text = (await label.textContent()) ?? "";
    for (const part of [
      "ADC 1, channel 38 (EPCB 4, TPC 1)",
      "Deviation",
      "limit −30000 to −26000 ADC16 counts",
      "n = 500",
      "as expected",
    ])
      expect(text).toContain(part);
  });

  it("is filtered to what is new, what is known and what is in a state", async () => {
    const marks = () =>
      page.evaluate(
        () =>
          document.querySelectorAll(
            '.ldqm-Figure[data-kind="channel-mask"] .scatterlayer .points path',
          ).length,
      );
    const all = await marks();
    const part = (id: string) => figure("channel-mask").locator(`[data-part="${id}"]`);
    expect(await part("new").textContent()).toBe("new (1)");
    await part("new").click();
    // One channel and the legend's five marks.
    await expect.poll(marks).toBe(1 + 5);
    await part("masked").click();
    await expect.poll(marks).toBe(2 + 5);
    await part("new").click();
    await part("masked").click();
    await expect.poll(marks).toBe(all);
  });

  it("is walked over by arrow keys, which say each channel, and chosen by Enter", async () => {
    const plot = figure("channel-mask").locator(".ldqm-Plot");
    const words = figure("channel-mask").locator(".ldqm-ForReaders");
    expect(await plot.getAttribute("aria-label")).toContain("Are the channel baselines");
    await plot.focus();
    await page.keyboard.press("Home");
    expect(await words.textContent()).toContain("ADC 0, channel 4 (EPCB 0, TPC 0)");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await words.textContent()).toContain("Unknown: not enough data");
    await page.keyboard.press("ArrowUp");
    expect(await words.textContent()).toContain("ADC 1, channel 6");
    expect(await figure("channel-mask").locator(".ldqm-Cursor").isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    const card = figure("channel-mask").locator(".ldqm-Card");
    expect(await card.locator(".ldqm-CardTitle").textContent()).toContain("ADC 1, channel 6");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("ldqm-Plot");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
  });
});

describe("a click", () => {
  it("changes the size of no figure and moves none; no output scrolls by itself", async () => {
    const sizes = () =>
      page.locator(".ldqm-Plot").evaluateAll((nodes) =>
        nodes.map((node) => {
          const { width, height } = node.getBoundingClientRect();
          return [Math.round(width), Math.round(height)];
        }),
      );
    /** Outputs that are higher than their room. */
    const scrolling = () =>
      page
        .locator(".jp-OutputArea-output, .ldqm-Output")
        .evaluateAll((nodes) => nodes.filter((n) => n.scrollHeight > n.clientHeight).length);
    const place = () => figure("channel-mask").locator(".ldqm-Plot").boundingBox();
    const before = { sizes: await sizes(), place: await place() };
    expect(await scrolling()).toBe(0);
    const at = await pointOfChannel(page, "channel-mask", 2, 57);
    await page.mouse.click(at.x, at.y);
    await figure("channel-mask").locator(".ldqm-CardTitle").waitFor();
    expect({ sizes: await sizes(), place: await place() }).toEqual(before);
    expect(await scrolling()).toBe(0);
    await page.keyboard.press("Escape");
  });
});

describe("a chosen channel", () => {
  it("is marked in every output of the notebook, and its card tells all of it", async () => {
    const at = await pointOfChannel(page, "channel-mask", 2, 57);
    await page.mouse.click(at.x, at.y);
    for (const kind of ["channel-mask", "fraction-panels", "waveforms", "spectra"])
      await expect.poll(() => chosenIn(kind), { message: `marked in ${kind}` }).toBe(1);
    const card = figure("channel-mask").locator(".ldqm-Card");
    const text = (await card.textContent()) ?? "";
    expect(text).toContain("ADC 2, channel 57 (EPCB 6, trap 0 of TPC 3, module 1)");
    expect(text).toContain("Warning: watch");
    expect(text).toContain("68 % interval");
    expect(await card.locator(".ldqm-Sparkline").count()).toBe(2);
    expect(await figure("fraction-panels").locator(".ldqm-Card").isHidden()).toBe(true);
  });

  it("is followed by the inspector beside the notebook", async () => {
    expect(await page.locator("#light-dqm-inspector").textContent()).toContain("ADC 2, channel 57");
  });

  it("is let go by Escape, everywhere", async () => {
    await page.keyboard.press("Escape");
    for (const kind of ["channel-mask", "fraction-panels", "waveforms", "spectra"])
      await expect.poll(() => chosenIn(kind)).toBe(0);
    expect(await page.locator(".ldqm-Card:visible").count()).toBe(0);
  });

  it.each([
    ["trap", 6, "trap 0 of TPC 3"],
    ["epcb", 6, "EPCB 6 of ADC 2"],
    ["half-adc", 24, "ADC 2 in TPC 3"],
    ["tpc", 48, "TPC 3"],
    ["adc", 48, "ADC 2"],
    ["module", 96, "module 1"],
  ])("stands for its %s where that is wanted", async (grouping, count, label) => {
    await figure("channel-mask").getByLabel("Select", { exact: true }).selectOption(grouping);
    const at = await pointOfChannel(page, "channel-mask", 2, 57);
    await page.mouse.click(at.x, at.y);
    await expect.poll(() => chosenIn("channel-mask")).toBe(count);
    const title = figure("channel-mask").locator(".ldqm-CardTitle");
    expect(await title.textContent()).toBe(`${label}: ${count} channels`);
    await page.keyboard.press("Escape");
    await figure("channel-mask").getByLabel("Select", { exact: true }).selectOption("channel");
  });
});

describe("a page of fractions", () => {
  const layout = () =>
    page.evaluate(() => {
      const target = document.querySelector('[data-kind="fraction-panels"] .ldqm-Target');
      const { layout, data } = target as unknown as {
        layout: Record<string, { range: number[]; type: string }>;
        data: { type: string; name: string }[];
      };
      return {
        x: layout.xaxis!.range,
        x8: layout.xaxis8!.range,
        yType: layout.yaxis!.type,
        panels: Object.keys(layout).filter((key) => /^xaxis\d*$/.test(key)).length,
        names: [...new Set(data.map(({ name }) => name))],
      };
    });

  it("has eight panels with intervals and the band of earlier files", async () => {
    const { panels, names } = await layout();
    expect(panels).toBe(8);
    expect(names.some((name) => /^Earlier files \(\d+\), pooled/.test(name))).toBe(true);
    expect(names).toContain("Fraction and 68 % interval");
  });

  it("zooms all panels together where that is wanted, and back by a double click", async () => {
    const before = await layout();
    const all = figure("fraction-panels").getByRole("button", { name: "Zoom all panels" });
    await all.click();
    const from = await pointOfChannel(page, "fraction-panels", 3, 20);
    const to = await pointOfChannel(page, "fraction-panels", 3, 40);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await layout()).x8[0]!)).toBe(20);
    const { x, x8 } = await layout();
    expect(x).toEqual(x8);
    expect(Math.round(x[1]!)).toBe(40);
    await page.mouse.dblclick(from.x, from.y);
    await expect.poll(async () => (await layout()).x8).toEqual(before.x8);
    await all.click();
    await page.keyboard.press("Escape");
  });

  it("changes between a linear and a logarithmic axis", async () => {
    const log = figure("fraction-panels").getByRole("button", { name: "Log" });
    await log.click();
    await expect.poll(async () => (await layout()).yType).toBe("log");
    await log.click();
    await expect.poll(async () => (await layout()).yType).toBe("linear");
  });

  it("changes what the percent are of, as far as the payload has it", async () => {
    const choice = figure("fraction-panels").getByLabel("Percent of", { exact: true });
    expect(await choice.locator("option").allTextContents()).toEqual([
      "EPCB",
      "channel",
      "TPC",
      "total",
    ]);
    await choice.selectOption("total");
    await figure("fraction-panels").getByText("(% of all valid waveforms)").waitFor();
    await choice.selectOption("epcb");
    await figure("fraction-panels").getByText("any channel of the EPCB").waitFor();
  });

  it.each([
    ["PNG", "mpd_run_demo_rctl_101_clipped-beam-per-epcb.png", /^\x89PNG/],
    ["SVG", "mpd_run_demo_rctl_101_clipped-beam-per-epcb.svg", /^<svg/],
  ])("is saved as %s under a name that says what it is", async (format, name, start) => {
    const saved = page.waitForEvent("download");
    await figure("fraction-panels").getByRole("button", { name: format }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(name);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks);
    expect(content.subarray(0, 200).toString("latin1")).toMatch(start);
    expect(content.length).toBeGreaterThan(20_000);
  });
});
