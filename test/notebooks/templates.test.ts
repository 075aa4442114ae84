import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPayload } from "../../packages/core/src/figures/index.js";
import { samplePath } from "../../packages/core/test/samples.js";
import { root } from "../run-node.js";
import {
  lightDqm,
  type Notebook,
  type Output,
  outputsOf,
  papermill,
  readNotebook,
} from "./project.js";

const mime = "application/vnd.light-dqm.v1+json";
const [earlier, current] = [samplePath("mpd_run_demo_rctl_101"), samplePath("adc64_demo_103")];
const second = samplePath("mpd_run_demo_rctl_102");

let directory: string;
let store: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-notebooks-"));
  store = join(directory, "report/store");
  const args = ["report", earlier, second, current, "--output-dir", join(directory, "report")];
  const { status, stderr } = lightDqm(args, directory);
  expect(status, stderr).toBe(0);
});

afterAll(() => rmSync(directory, { recursive: true }));

const templates = [
  { name: "light-dqm-report", figures: 25, input: true },
  { name: "shift-report", figures: 9, input: true },
  { name: "investigate", figures: 12, input: true },
  { name: "trends", figures: 9, input: false },
] as const;

function parameters(hasInput: boolean): string[] {
  const pairs = hasInput ? [`input=${second}`, `store=${store}`] : [`store=${store}`];
  return pairs.flatMap((pair) => ["-p", pair]);
}

/** The same, and each parameter that templates have in common, as plain papermill takes them. */
function allParameters(hasInput: boolean): string[] {
  const known = join(directory, "known.csv");
  writeFileSync(
    known,
    "adc,channel,status,from,to,author,reason\n" +
      "5,59,1,2020-01-01T00:00:00Z,,A. Expert,bias off\n7,15,1,2020-01-01T00:00:00Z,,A. Expert,bias off\n",
  );
  const status = join(directory, "status.csv");
  writeFileSync(status, `${"0,".repeat(63)}0\n`.repeat(8));
  const common = [`detector=dune-2x2`, `knownFaults=${known}`, "granularity=tpc"];
  const ofFiles = [`channelStatus=${status}`, "thresholds=[450]", "ncomp=-1"];
  const pairs = hasInput ? [...common, ...ofFiles] : common;
  return [...parameters(hasInput), ...pairs.flatMap((pair) => ["-p", pair])];
}

function expectWhole(notebook: Notebook, figures: number): void {
  const outputs = outputsOf(notebook);
  expect(outputs.filter(({ output_type }) => output_type === "error")).toEqual([]);
  // Streams are what nobody meant to show: warnings, echoes.
  expect(outputs.filter(({ output_type }) => output_type === "stream")).toEqual([]);
  const pictures = outputs.filter(({ data }) => data?.["image/png"]);
  expect(pictures).toHaveLength(figures);
  for (const { data, metadata } of pictures) {
    const words = [data!["text/plain"]].flat().join("");
    expect(metadata!["image/png"]).toMatchObject({ alt: words });
    expect(Buffer.from(String(data!["image/png"]), "base64").subarray(1, 4).toString()).toBe("PNG");
    expect(String(data!["text/plain"]).length).toBeGreaterThan(30);
    expect(isPayload(data![mime])).toBe(true);
  }
  const counts = notebook.cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ execution_count }) => execution_count);
  expect(counts).toEqual(counts.map((_, i) => i + 1));
}

describe.each(templates)("the template $name", ({ name, figures, input }) => {
  const template = join(root, "notebooks", `${name}.ipynb`);

  it("is committed without outputs", () => {
    const { cells } = readNotebook(template);
    expect(outputsOf({ cells, metadata: {} })).toEqual([]);
    expect(cells.flatMap(({ execution_count }) => execution_count ?? [])).toEqual([]);
  });

  it("runs by papermill alone, with every parameter that templates share", () => {
    const output = join(directory, `papermill-${name}.ipynb`);
    const given = allParameters(input).flatMap((word) => word.split("="));
    const { status, stderr } = papermill([template, output, ...given], root);
    expect(status, stderr).toBe(0);
    expectWhole(readNotebook(output), figures);
  });

  it("runs by the command line and prints as a PDF of vectors with bookmarks", async () => {
    const output = join(directory, `${name}.ipynb`);
    const args = ["notebook", "run", template, ...parameters(input), "--output", output, "--pdf"];
    const { status, stdout, stderr } = lightDqm(args, directory);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const pdf = output.replace(/ipynb$/, "pdf");
    expect(stdout).toBe(`${output}\n${pdf}\n`);
    const notebook = readNotebook(output);
    expectWhole(notebook, figures);

    const document = await getDocument({ data: new Uint8Array(readFileSync(pdf)) }).promise;
    const outline = await document.getOutline();
    expect(outline.length).toBeGreaterThan(0);
    let text = "";
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const [, , width, height] = page.view;
      expect(width! / height!).toBeCloseTo(Math.SQRT2, 2);
      const { fnArray } = await page.getOperatorList();
      expect(fnArray).not.toContain(OPS.paintImageXObject);
      const { items } = await page.getTextContent();
      const words = items.map((item) => ("str" in item ? item.str : "")).join(" ");
      // More than the line at the foot: no page is blank.
      expect(words.length).toBeGreaterThan(120);
      expect(words).toContain(`${number} / ${document.numPages}`);
      text += words;
    }
    if (name !== "investigate") {
      expect(text).not.toMatch(/await|import/);
      // A page of answers, of settings or of faults each, then one a figure; the masks of the control room share theirs.
      const pages = { "light-dqm-report": 27, "shift-report": 10, trends: 10 }[name];
      expect(document.numPages).toBe(pages);
    }
    // pdfjs gives the pieces of a line one by one.
    const squeezed = text.replace(/\s/g, "");
    for (const { data } of outputsOf(notebook)) {
      const payload = data?.[mime] as { title: string } | undefined;
      if (payload) expect(squeezed).toContain(payload.title.slice(0, 40).replace(/\s/g, ""));
    }
  });
});

describe("parameters of a notebook", () => {
  const outputs = (name: string): Output[] =>
    outputsOf(readNotebook(join(directory, `${name}.ipynb`)));
  const words = (name: string): string => JSON.stringify(outputs(name));
  const stillThere = /\*\*Still there, bad\*\*: [^\\]*ADC 5, channel 59; ADC 7, channel 15/;

  it("mask what is known", () => {
    const [told, masked] = [words("shift-report"), words("papermill-shift-report")];
    expect(stillThere.test(told)).toBe(true);
    expect(stillThere.test(masked)).toBe(false);
    expect(masked.includes("listed as dead by A. Expert (bias off)")).toBe(true);
  });

  it("set thresholds, the number of earlier files and the denominator of fractions", () => {
    const made = words("papermill-light-dqm-report");
    for (const flag of ["--ptps16bit 450", "--ncomp -1", "--clipped-per tpc", "--negative-per tpc"])
      expect(made.includes(`${flag} ·`), flag).toBe(true);
    const shown = outputs("papermill-shift-report").flatMap(({ data }) => data?.[mime] ?? []);
    const denominators = (shown as { kind: string; denominator: string }[])
      .filter(({ kind }) => kind === "fraction-panels")
      .map(({ denominator }) => denominator);
    expect(denominators).toEqual(["tpc"]);
    const trends = words("papermill-trends");
    expect(trends.includes("Fraction of events with any channel of the TPC over threshold")).toBe(
      true,
    );
  });
});

describe("numbers in a notebook", () => {
  it("are those of the command line's report, figure by figure", () => {
    const notebook = readNotebook(join(directory, "light-dqm-report.ipynb"));
    const shown = outputsOf(notebook).flatMap(({ data }) => (data?.[mime] ? [data[mime]] : []));
    const name = "mpd_run_demo_rctl_102.light-dqm.json";
    const document = JSON.parse(readFileSync(join(directory, "report", name), "utf8"));
    const reported = document.figures.map(({ payload }: { payload: unknown }) => payload);
    const byTitle = (figures: unknown[]) =>
      [...(figures as { title: string }[])].sort((a, b) => (a.title < b.title ? -1 : 1));
    expect(byTitle(shown)).toEqual(byTitle(reported));
  });

  it("say in the shift report what the command line says", () => {
    const notebook = readNotebook(join(directory, "shift-report.ipynb"));
    const text = [outputsOf(notebook)[1]!.data!["text/plain"]].flat().join("").replace(/\s+/g, " ");
    const name = "mpd_run_demo_rctl_102.light-dqm.json";
    const document = JSON.parse(readFileSync(join(directory, "report", name), "utf8"));
    const { sentence } = document.answer;
    expect(text.trimStart().startsWith(`${sentence} `)).toBe(true);
    expect(text).toContain(document.headline.slice(`${sentence}. `.length));
    expect(text).toContain("What changed since run 101");
  });
});
