/** Prints a notebook as PDF: nbconvert makes a page of it, Chromium prints that. No network. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { LightDqmError } from "../errors.js";
import { writeOutputFiles } from "../output-files.js";
import { softwareVersion } from "../version.js";
import { readNotebook } from "./notebook-file.js";
import { preparedForPrint } from "./prepare-print.js";
import { findChromium, findPython, runProgram } from "./programs.js";

export interface NotebookPrint {
  /** The notebook with its outputs, absolute. */
  notebook: string;
  /** The PDF, absolute. */
  output: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Time printed on the pages, milliseconds UTC. */
  nowMs: number;
  signal?: AbortSignal | undefined;
}

const assets = new URL("../../assets/notebook-print/", import.meta.url);

/**
 * Prints a notebook, A4 landscape, with bookmarks, and title, run, date and page number on each page.
 * @throws LightDqmError `not-found` without nbconvert or Chromium; `output`; `interrupted`
 */
export async function printNotebook(print: NotebookPrint): Promise<void> {
  const { notebook, output, cwd, env, nowMs, signal } = print;
  const python = findPython(cwd, env);
  const chromium = findChromium(env);
  const { prepared, title, subject, showsCode } = preparedForPrint(
    await readNotebook(notebook),
    basename(notebook, ".ipynb"),
  );
  const scratch = await mkdtemp(join(tmpdir(), "light-dqm-print-"));
  try {
    const source = join(scratch, "notebook.ipynb");
    await writeFile(source, JSON.stringify(prepared));
    const { status, stderr } = await runProgram(
      python,
      [
        ...["-m", "nbconvert", "--to", "html", "--template", "light-dqm", source],
        `--TemplateExporter.extra_template_basedirs=${fileURLToPath(assets)}`,
        `--TemplateExporter.exclude_input=${showsCode ? "False" : "True"}`,
      ],
      { cwd: scratch, env, signal },
    );
    if (status !== 0) throw printError(notebook, stderr.trim().split("\n").at(-1) ?? "");
    const page = join(scratch, "notebook.html");
    const html = await readFile(page, "utf8");
    const style = await printStyle();
    await writeFile(
      page,
      html.replace("</head>", () => `<style>${style}</style>\n</head>`),
    );
    const footer = { title, subject, date: `${new Date(nowMs).toISOString().slice(0, 16)} UTC` };
    const bytes = await printPage(page, chromium, footer, signal);
    await writeOutputFiles([{ path: output, bytes }], signal);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Footer {
  title: string;
  subject: string;
  date: string;
}

const margins = { top: "12mm", bottom: "15mm", left: "12mm", right: "12mm" };

async function printPage(
  page: string,
  chromium: string,
  footer: Footer,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const { chromium: driver } = await import("playwright-core").catch((cause: unknown) => {
    const parts = { what: "Printing needs the package playwright-core", expected: "npm install" };
    throw new LightDqmError("not-found", parts, { cause });
  });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await driver.launch({ executablePath: chromium, args });
  const close = (): void => void browser.close();
  signal?.addEventListener("abort", close, { once: true });
  try {
    const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(page).href);
    return await tab.pdf({
      format: "A4",
      landscape: true,
      printBackground: true,
      outline: true,
      tagged: true,
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate: footerHtml(footer),
      margin: margins,
    });
  } catch (cause) {
    if (signal?.aborted) throw new LightDqmError("interrupted", { what: "Interrupted" });
    throw printError(page, (cause as Error).message, cause);
  } finally {
    signal?.removeEventListener("abort", close);
    await browser.close();
  }
}

function footerHtml({ title, subject, date }: Footer): string {
  const left = [title, subject].filter((part) => part !== "").join(" · ");
  const numbers = '<span class="pageNumber"></span> / <span class="totalPages"></span>';
  return `<div style="font:7pt sans-serif;color:#555;width:100%;margin:0 12mm;display:flex;justify-content:space-between"><span>${escaped(left)}</span><span>${escaped(date)} · light-dqm ${softwareVersion}</span><span>${numbers}</span></div>`;
}

const fontFiles = {
  LightDqmSans: "DejaVuSans.ttf",
  LightDqmSansBold: "DejaVuSans-Bold.ttf",
  LightDqmMono: "DejaVuSansMono.ttf",
};

/** The style of the pages, with the package's fonts in it, so that they look the same anywhere. */
async function printStyle(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const faces = Object.entries(fontFiles).map(async ([name, file]) => {
    const bytes = await readFile(resolve(`dejavu-fonts-ttf/ttf/${file}`), "base64");
    return `@font-face { font-family: ${name}; src: url(data:font/ttf;base64,${bytes}); }`;
  });
  return [...(await Promise.all(faces)), await readFile(new URL("print.css", assets), "utf8")].join(
    "\n",
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

function printError(where: string, got: string, cause?: unknown): LightDqmError {
  return new LightDqmError("output", { what: "Notebook cannot be printed", where, got }, { cause });
}
