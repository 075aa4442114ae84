import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What a reader of a PDF finds in it. */
export interface PdfContents {
  /** Selectable text, a string a page, words divided by blanks. */
  pageTexts: string[];
  bookmarks: string[];
  title: string;
  creator: string;
  /** Pictures in the pages: none in a vector report. */
  imageCount: number;
}

/** Reads a PDF with pdf.js, a program that did not write it. */
export async function readPdf(path: string): Promise<PdfContents> {
  const task = getDocument({
    data: new Uint8Array(readFileSync(path)),
    useSystemFonts: false,
    verbosity: 0,
  });
  const document = await task.promise;
  const pageTexts: string[] = [];
  let imageCount = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pageTexts.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
    const { fnArray } = await page.getOperatorList();
    imageCount += fnArray.filter((operation) => imageOperations.has(operation)).length;
  }
  const outline = await document.getOutline();
  const { info } = (await document.getMetadata()) as unknown as {
    info: { Title: string; Creator: string };
  };
  await task.destroy();
  return {
    pageTexts,
    bookmarks: (outline ?? []).map(({ title }) => title),
    title: info.Title,
    creator: info.Creator,
    imageCount,
  };
}

/** pdf.js OPS: paintImageMaskXObject, paintImageXObject, paintInlineImageXObject. */
const imageOperations = new Set([83, 85, 86]);
