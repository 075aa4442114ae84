/** How printed pages look: paper, margins, footer, fonts and styles. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { assetUrl } from "../files/assets.js";
import { escapedHtml } from "../notebook/escaped-text.js";
import { softwareVersion } from "../version.js";

/** Directory of nbconvert's template and the style sheet. */
export const printAssets: URL = assetUrl("notebook-print/");

/** The footer of each page. */
export interface Footer {
  title: string;
  subject: string;
  date: string;
}

/** Options of Chromium. */
export function pageOptions(footer: Footer): NonNullable<Parameters<Page["pdf"]>[0]> {
  return {
    format: "A4",
    landscape: true,
    printBackground: true,
    outline: true,
    tagged: true,
    displayHeaderFooter: true,
    headerTemplate: "<span></span>",
    footerTemplate: footerHtml(footer),
    margin: { top: "12mm", bottom: "15mm", left: "12mm", right: "12mm" },
  };
}

function footerHtml({ title, subject, date }: Footer): string {
  const left = [title, subject].filter((part) => part !== "").join(" · ");
  const numbers = '<span class="pageNumber"></span> / <span class="totalPages"></span>';
  return `<div style="font:7pt sans-serif;color:#555;width:100%;margin:0 12mm;display:flex;justify-content:space-between"><span>${escapedHtml(left)}</span><span>${escapedHtml(date)} · light-dqm ${softwareVersion}</span><span>${numbers}</span></div>`;
}

const fontFiles = {
  LightDqmSans: "DejaVuSans.ttf",
  LightDqmSansBold: "DejaVuSans-Bold.ttf",
  LightDqmMono: "DejaVuSansMono.ttf",
};

/** The style of the pages with the package's fonts embedded, so that they look the same anywhere. */
export async function printStyle(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const faces = Object.entries(fontFiles).map(async ([name, file]) => {
    const bytes = await readFile(resolve(`dejavu-fonts-ttf/ttf/${file}`), "base64");
    return `@font-face { font-family: ${name}; src: url(data:font/ttf;base64,${bytes}); }`;
  });
  const sheet = await readFile(new URL("print.css", printAssets), "utf8");
  return [...(await Promise.all(faces)), sheet].join("\n");
}
