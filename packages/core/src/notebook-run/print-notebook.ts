/** Prints notebooks as PDF: nbconvert converts them to HTML, Chromium prints that. No network. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { LightDqmError, throwIfInterrupted } from "../errors.js";
import { writeOutputFiles } from "../files/output-files.js";
import { readNotebook } from "./notebook-file.js";
import { pageOptions, printAssets, printStyle } from "./page-style.js";
import { preparedForPrint } from "./prepare-print.js";
import type { ProgramOptions } from "./programs.js";
import { findChromium, startProgram } from "./programs.js";
import { findPython, missingPackage, pythonModule } from "./python.js";

export interface NotebookPrint {
  /** The notebook with its outputs, absolute. */
  notebook: string;
  /** The PDF, absolute. */
  output: string;
  /** Time printed on the pages, milliseconds UTC. */
  nowMs: number;
}

/** nbconvert and Chromium, started and waiting: both take seconds until they can print. */
export interface Printer {
  /**
   * Prints one notebook, A4 landscape, with bookmarks, and title, run, date and page number on each
   * page. A printer prints once.
   * @throws LightDqmError `output`; `interrupted`
   */
  print(job: NotebookPrint): Promise<void>;
  /** Ends both programs, whether they printed or not. */
  close(): Promise<void>;
}

/**
 * Starts a printer, which gets ready in the background.
 * @throws LightDqmError `not-found` without nbconvert or Chromium
 */
export function startPrinter(options: ProgramOptions): Printer {
  const { cwd, env, signal } = options;
  const chromium = findChromium(env);
  const python = findPython(cwd, env);
  const convert = startProgram(
    python,
    pythonModule("nbconvert", [
      ...["--to", "html", "--template", "light-dqm", "--stdin", "--stdout"],
      `--TemplateExporter.extra_template_basedirs=${fileURLToPath(printAssets)}`,
    ]),
    options,
  );
  const tab = openTab(chromium);
  const closeBrowser = (): Promise<void> => tab.then((page) => page.context().browser()!.close());
  const onAbort = (): void => void closeBrowser().catch(() => {});
  signal?.addEventListener("abort", onAbort, { once: true });
  // Errors are reported to the caller of print; without one they do not matter.
  for (const each of [convert.ended, tab]) each.catch(() => {});

  async function print({ notebook, output, nowMs }: NotebookPrint): Promise<void> {
    const { prepared, title, subject } = preparedForPrint(
      await readNotebook(notebook),
      basename(notebook, ".ipynb"),
    );
    convert.feed(JSON.stringify(prepared));
    const { status, stdout, stderr } = await convert.ended;
    if (status !== 0)
      throw (
        missingPackage(python, stderr) ??
        printError(notebook, stderr.trim().split("\n").at(-1) ?? "")
      );
    const style = `<style>${await printStyle()}</style>\n`;
    const html = stdout.replace("</head>", (end) => style + end);
    const scratch = await mkdtemp(join(tmpdir(), "light-dqm-print-"));
    try {
      const page = join(scratch, "notebook.html");
      await writeFile(page, html);
      const date = `${new Date(nowMs).toISOString().slice(0, 16)} UTC`;
      await (await tab).goto(pathToFileURL(page).href);
      const bytes = await (await tab).pdf(pageOptions({ title, subject, date }));
      await writeOutputFiles([{ path: output, bytes }], signal);
    } catch (cause) {
      throwIfInterrupted(signal);
      if (cause instanceof LightDqmError) throw cause;
      throw printError(notebook, (cause as Error).message, cause);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async function close(): Promise<void> {
    signal?.removeEventListener("abort", onAbort);
    convert.stop();
    await Promise.allSettled([convert.ended, closeBrowser()]);
  }

  return { print, close };
}

/** An empty page of a separate Chromium, without network or scripts. */
async function openTab(executablePath: string): Promise<Page> {
  const { chromium } = await import("playwright-core").catch((cause: unknown) => {
    const parts = { what: "Printing needs the package playwright-core", expected: "npm install" };
    throw new LightDqmError("not-found", parts, { cause });
  });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  // Playwright would end this whole process on a signal, before other programs are asked to end.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ executablePath, args, ...signals });
  return (await browser.newContext({ offline: true, javaScriptEnabled: false })).newPage();
}

function printError(where: string, got: string, cause?: unknown): LightDqmError {
  return new LightDqmError("output", { what: "Notebook cannot be printed", where, got }, { cause });
}
