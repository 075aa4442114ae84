/// <reference lib="dom" />
/** What the pipeline makes of two real files, seen in a real JupyterLab: notebook and dashboard. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedNumbers, samplePath, truthOf } from "../../packages/core/test/samples.js";
import { root, runNode } from "../run-node.js";
import { type Lab, notebookOf, openFile, startLab, writeJson } from "./lab.js";

const [before, now] = ["mpd_run_demo_rctl_101", "mpd_run_demo_rctl_102"] as const;
const [dead, listed] = truthOf(now).dead as [number, number][];

let lab: Lab;
let page: Page;

beforeAll(async () => {
  lab = await startLab();
  const status = join(lab.files, "status.csv");
  writeFileSync(status, statusFile(listed!));
  report(status);
  page = await lab.openNotebook("run.ipynb", runNotebook(status), { height: 5200 });
});
afterAll(() => lab?.close());

/** A status file in which one channel is known to be dead. */
function statusFile([deadAdc, deadChannel]: readonly [number, number]): string {
  const code = (adc: number, channel: number): number =>
    channel % 16 < 4 ? -1 : adc === deadAdc && channel === deadChannel ? 1 : 0;
  const lines = Array.from({ length: 8 }, (_, adc) =>
    Array.from({ length: 64 }, (_, channel) => code(adc, channel)).join(","),
  );
  return `${lines.join("\n")}\n`;
}

/** Reports both files with the built command line. */
function report(status: string): void {
  const output = join(lab.files, "report");
  const { status: code, stderr } = runNode([
    join(root, "packages/core/dist/esm/cli.js"),
    ...["report", samplePath(before), samplePath(now), "--output-dir", output],
    ...["--store", join(lab.files, "store"), "--channel-status-file", status],
  ]);
  expect(code, stderr).toBe(0);
  copyFileSync(join(output, `${now}.light-dqm.json`), join(lab.files, `${now}.light-dqm.json`));
}

/** A notebook that opens the later file and shows what the tests look at, run by the real kernel. */
function runNotebook(status: string): object {
  const settings = { store: join(lab.files, "store"), channelStatusFile: status };
  const notebook = notebookOf([[], []]) as { cells: { source: string; execution_count: null }[] };
  const [opening, showing] = notebook.cells;
  opening!.source = `import { baselineMask, exemplars, flatlineMask, fractions, largestJump, openRun, show, spectra } from "@light-dqm/core/notebook";
const run = await openRun(${JSON.stringify(samplePath(now))}, ${JSON.stringify(settings)});`;
  showing!.source = `await show(baselineMask(run), flatlineMask(run), fractions(run, "clipped"), largestJump(run), spectra(run), ...exemplars(run));`;
  for (const cell of notebook.cells) cell.execution_count = null;
  const [given, done] = ["given.ipynb", "done.ipynb"].map((name) => join(lab.files, name));
  writeJson(given!, notebook);
  const command = join(root, "packages/core/dist/esm/cli.js");
  const { status: code, stderr } = runNode([command, "notebook", "run", given!, "--output", done!]);
  expect(code, stderr).toBe(0);
  return JSON.parse(readFileSync(done!, "utf8"));
}

/** Active are 4 to 15 of each 16 channels, six an EPCB. */
const epcbOf = (channel: number): number =>
  2 * Math.floor(channel / 16) + Math.floor(((channel % 16) - 4) / 6);

/** The figure that asks this question, painted. Those of a document are made when they come near the view. */
async function figure(place: Locator, question: string): Promise<Locator> {
  const plot = page.locator(`.ldqm-Plot[aria-label^="${question}"]`);
  const found = place.locator(".ldqm-Figure", { has: plot });
  for (const section of await place.locator(".ldqm-Section").all()) {
    if ((await found.count()) > 0) break;
    await section.scrollIntoViewIfNeeded();
  }
  await found.scrollIntoViewIfNeeded();
  await found.locator(".ldqm-Plot[data-painted]").waitFor();
  return found;
}

/** Channels that a mask draws, as the texts of its data say; the legend has none. */
function drawn(mask: Locator): Promise<string[]> {
  return mask.locator(".ldqm-Target").evaluate((target) => {
    const { data } = target as unknown as { data: { hovertext?: string[] }[] };
    return data
      .flatMap(({ hovertext }) => hovertext ?? [])
      .map((text) => /^ADC (\d+), channel (\d+)/.exec(text)!.slice(1).join("/"));
  });
}

const names = (channels: readonly (readonly number[])[]): string[] =>
  channels.map((each) => each.join("/")).sort();

/** What changed its baseline from the earlier file to the later one. */
const moved = [...truthOf(before)["baseline-shift"], ...truthOf(before)["common-mode"]];

async function onlyPart(mask: Locator, part: string): Promise<string[]> {
  const button = mask.locator(`[data-part="${part}"]`);
  const count = Number(/\((\d+)\)/.exec((await button.textContent()) ?? "")![1]);
  await button.click();
  await expect.poll(async () => (await drawn(mask)).length).toBe(count);
  const shown = await drawn(mask);
  await button.click();
  await expect.poll(async () => (await drawn(mask)).length).toBe(384);
  return shown.sort();
}

/** Opens a file and waits for its first figures. */
async function opened(file: string): Promise<Locator> {
  await openFile(page, file);
  const place = page.locator(".jp-MainAreaWidget:not(.lm-mod-hidden)").filter({
    has: page.locator(".ldqm-Figure"),
  });
  await place.locator(".ldqm-Plot[data-painted]").nth(1).waitFor();
  return place;
}

const document = `${now}.light-dqm.json`;

describe.each([
  ["a notebook that the kernel ran", "run.ipynb"],
  ["the document that the report left", document],
])("in %s", (_, file) => {
  let place: Locator;

  beforeAll(async () => {
    place = await opened(file);
  });

  it("the masks are filtered to what is new, known and masked", async () => {
    const baseline = await figure(place, "Are the channel baselines");
    const flatline = await figure(place, "Which channels are dead");
    expect(await onlyPart(baseline, "new")).toEqual(names(moved));
    expect(await onlyPart(flatline, "known")).toEqual(names([listed!, dead!]));
    expect(await onlyPart(flatline, "masked")).toEqual(names([listed!]));
    expect(await flatline.locator('[data-part="new"]').count()).toBe(0);
    expect(await baseline.locator(".ldqm-Summary").textContent()).toContain(
      `${moved.length} bad, ${moved.length} new (`,
    );
  });

  it("fractions are switched to what else they can be of", async () => {
    const clipped = await figure(place, "How often are waveforms clipped? Self triggers");
    const choice = clipped.getByLabel("Percent of", { exact: true });
    expect((await choice.locator("option").allTextContents()).sort()).toEqual([
      "EPCB",
      "TPC",
      "channel",
      "total",
    ]);
    await choice.selectOption("total");
    // A title may take two lines.
    const drawn = async () => (await clipped.locator(".ldqm-Target").textContent())!;
    await expect
      .poll(async () => (await drawn()).replace(/\s/g, ""))
      .toContain("(%ofallvalidwaveforms)");
    const [adc, channel] = truthOf(now).clipped[0];
    const { passed, total } = expectedNumbers(now).fractions.clipped_self_total;
    const texts = await clipped.locator(".ldqm-Target").evaluate((target) => {
      const { data } = target as unknown as { data: { hovertext?: string[] }[] };
      return data.flatMap(({ hovertext }) => hovertext ?? []);
    });
    expect(texts.find((text) => text.startsWith(`ADC ${adc}, channel ${channel}`))).toContain(
      `(${passed[adc][channel]} of ${total[adc][channel]})`,
    );
  });

  it("a dead channel opens a card with the waveform of its alarm and the spectrum of its EPCB", async () => {
    const flatline = await figure(place, "Which channels are dead");
    const plot = flatline.locator(".ldqm-Plot");
    await plot.focus();
    const [adc, channel] = dead!;
    await page.keyboard.press("Home");
    for (let i = 0; i < adc; i++) await page.keyboard.press("ArrowUp");
    const words = flatline.locator(".ldqm-ForReaders");
    while (!(await words.textContent())?.startsWith(`ADC ${adc}, channel ${channel} `))
      await page.keyboard.press("ArrowRight");
    expect(await words.textContent()).toContain("Dead (still there)");
    await page.keyboard.press("Enter");
    const card = flatline.locator(".ldqm-Card");
    await card.getByText(`ADC ${adc}, channel ${channel}`).first().waitFor();
    const curves = await card.locator(".ldqm-Sparkline figcaption").allTextContents();
    expect(curves.filter((text) => /^Waveform of event \d+, flatline:/.test(text))).toHaveLength(1);
    const ofEpcb = `Spectrum of EPCB ${epcbOf(channel)}, mean of its channels`;
    expect(curves.filter((text) => text.startsWith(ofEpcb))).toHaveLength(1);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
  });
});

it("the document tells each fault once, with what to do, and marks its channels", async () => {
  const place = await opened(document);
  const common = place.locator(".ldqm-Faults tbody tr").filter({ hasText: "EPCB 7 of ADC 4" });
  expect(await common.count()).toBe(1);
  expect(await common.textContent()).toMatch(/badnewBaseline shift.*Ask whether.*Call the LRS/);
  await common.getByRole("button").click();
  const baseline = await figure(place, "Are the channel baselines");
  const marked = () =>
    baseline.locator(".ldqm-Target").evaluate((target) => {
      const { layout } = target as unknown as {
        layout: { shapes: { name?: string; x0: number; y0: number }[] };
      };
      return layout.shapes
        .filter(({ name }) => name === "chosen")
        .map(({ x0, y0 }) => `${y0 + 0.5}/${x0 + 0.5}`)
        .sort();
    });
  await expect.poll(marked).toEqual(names(truthOf(before)["common-mode"]));
  await page.keyboard.press("Escape");
  await expect.poll(marked).toEqual([]);
});
