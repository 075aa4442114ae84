/** Pages of the PDF: figures on paper, sections of names and values, footers. */
import { figureOf } from "../figures/figure-of.js";
import { formOf } from "../figures/payload.js";
import { palettes } from "../figures/style/palette.js";
import { fitMiddle } from "../figures/style/text.js";
import type { Paper, PdfPage, TextBlock, TextFont } from "../render/index.js";
import { measureText, paperSizePt } from "../render/index.js";
import type { Section } from "./changes.js";
import type { FigurePage } from "./pages.js";

const ink = palettes.light.ink;
const quiet = palettes.light.quiet;

/** Unprintable edge of a page; the footer stands at the lower one. */
const edgePt = 20;
const footerPt = 30;
/** Figures are laid out in px of 1/96 inch. */
const pxPerPt = 96 / 72;

/** A page that is one figure, as large as the paper allows above the footer. */
export function figurePdfPage({ bookmark, payload }: FigurePage): PdfPage {
  const { paper } = formOf(payload);
  const [widthPt, heightPt] = paperSizePt[paper];
  const figure = figureOf(payload, {
    theme: "light",
    marks: "plain",
    widthPx: Math.round((widthPt - 2 * edgePt) * pxPerPt),
    heightPx: Math.round((heightPt - edgePt - footerPt) * pxPerPt),
  });
  return {
    paper,
    bookmark,
    blocks: [{ kind: "figure", figure, xPt: edgePt, yPt: edgePt, widthPt: widthPt - 2 * edgePt }],
  };
}

function sizeOf({ paper }: PdfPage): readonly [number, number] {
  return typeof paper === "string" ? paperSizePt[paper] : paper;
}

/** Adds the file name and the page number to every page. */
export function withFooters(pages: PdfPage[], fileName: string): PdfPage[] {
  return pages.map((page, i) => {
    const [widthPt, heightPt] = sizeOf(page);
    const footer = { yPt: heightPt - edgePt, sizePt: 7.5, font: "sans" as const, color: quiet };
    const nameWidthPt = widthPt - 2 * (edgePt + 12) - pageNumberPt;
    return {
      ...page,
      blocks: [
        ...page.blocks,
        textBlock(
          fitMiddle(fileName, nameWidthPt, (text) => measureText(text, "sans", footer.sizePt)),
          {
            ...footer,
            xPt: edgePt + 12,
            align: "left",
          },
        ),
        textBlock(`${i + 1} / ${pages.length}`, {
          ...footer,
          xPt: widthPt - edgePt - 12,
          align: "right",
        }),
      ],
    };
  });
}

/** Kept free for the page number. */
const pageNumberPt = 50;

const leftPt = 48;
const nameWidthPt = 118;
const bodyPt = 8.5;
const linePt = 11.2;

/** Sections of names and values on as many portrait pages as they need; long values are wrapped. */
export function sectionPdfPages(title: string, sections: Section[], bookmark: string): PdfPage[] {
  const paper: Paper = "a4-portrait";
  const [widthPt, heightPt] = paperSizePt[paper];
  const bottomPt = heightPt - footerPt - 20;
  const pages: PdfPage[] = [];
  let blocks: TextBlock[] = [];
  let yPt = 0;
  const turnPage = (): void => {
    blocks = [];
    pages.push({
      paper,
      blocks,
      bookmark: pages.length === 0 ? bookmark : `${bookmark}, continued`,
    });
    yPt = 56;
  };
  const put = (text: string, xPt: number, font: TextFont, sizePt: number, color: string): void => {
    const style = { font, sizePt, color, align: "left" as const, lineHeightPt: linePt };
    blocks.push(textBlock(text, { xPt, yPt, ...style }));
  };

  turnPage();
  const titleSizePt = 15;
  for (const line of wrapWords(title, widthPt - 2 * leftPt, "bold", titleSizePt)) {
    put(line, leftPt, "bold", titleSizePt, ink);
    yPt += titleSizePt * 1.3;
  }
  for (const { heading, rows, columns = 1 } of sections) {
    if (yPt + 3.5 * linePt > bottomPt) turnPage();
    yPt += linePt * 0.8;
    put(heading, leftPt, "bold", 11, ink);
    yPt += linePt * 1.2;
    const columnPt = (widthPt - 2 * leftPt) / columns;
    const perColumn = Math.ceil(rows.length / columns);
    for (let row = 0; row < perColumn; row++) {
      const cells = Array.from(
        { length: columns },
        (_, i) => rows[row + i * perColumn] ?? ["", ""],
      );
      const values = cells.map(([, value]) =>
        wrapWords(value, columnPt - nameWidthPt - 8, "sans", bodyPt),
      );
      const lineCount = Math.max(...values.map((lines) => lines.length));
      if (yPt + (lineCount - 1) * linePt > bottomPt) turnPage();
      for (const [i, [name]] of cells.entries()) {
        const xPt = leftPt + i * columnPt;
        put(name, xPt, "sans", bodyPt, quiet);
        put(values[i]!.join("\n"), xPt + nameWidthPt, "sans", bodyPt, ink);
      }
      yPt += lineCount * linePt;
    }
  }
  return pages;
}

/** Breaks text at spaces; a word that is too long, such as a path, after a slash or anywhere. */
function wrapWords(text: string, widthPt: number, font: TextFont, sizePt: number): string[] {
  const fits = (line: string): boolean => measureText(line, font, sizePt) <= widthPt;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (!fits(line)) {
      let end = line.length - 1;
      while (end > 1 && !fits(line.slice(0, end))) end--;
      const slash = line.lastIndexOf("/", end - 1);
      if (slash > 0) end = slash + 1;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return [...lines, line];
}

function textBlock(text: string, style: Omit<TextBlock, "kind" | "text">): TextBlock {
  return { kind: "text", text, ...style };
}
