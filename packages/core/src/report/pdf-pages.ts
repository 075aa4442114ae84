/** Pages of the PDF: figures on paper, sections of names and values, footers. */
import { formOf } from "../figures/payload.js";
import { printedFigures } from "../figures/printed-figures.js";
import { palettes } from "../figures/style/palette.js";
import { fitMiddle, mostThatFit } from "../figures/style/text.js";
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

/** Pages that are one figure, as large as the paper allows above the footer: several where one does not hold all panels. */
export function figurePdfPages({ bookmark, payload }: FigurePage): PdfPage[] {
  const { paper } = formOf(payload);
  const [widthPt, heightPt] = paperSizePt[paper];
  const figures = printedFigures(payload, {
    theme: "light",
    marks: "plain",
    widthPx: Math.round((widthPt - 2 * edgePt) * pxPerPt),
    heightPx: Math.round((heightPt - edgePt - footerPt) * pxPerPt),
  });
  return figures.map((figure, i, { length }) => ({
    paper,
    bookmark: length > 1 ? `${bookmark}, page ${i + 1} of ${length}` : bookmark,
    blocks: [{ kind: "figure", figure, xPt: edgePt, yPt: edgePt, widthPt: widthPt - 2 * edgePt }],
  }));
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

/** Sections below a title. */
export interface SectionPart {
  /** In large type. */
  title: string;
  /** Below it, in small type. */
  subtitle?: string;
  sections: readonly Section[];
  /** Entry of the outline. */
  bookmark: string;
}

/**
 * Parts of sections of names and values on portrait pages, long values wrapped. Each part begins a
 * page, unless pages are saved where they follow each other.
 */
export function sectionPdfPages(parts: readonly SectionPart[]): PdfPage[] {
  const apart = parts.flatMap((part) => flowing([part]));
  const together = flowing(parts);
  return together.length < apart.length ? together : apart;
}

/** Parts one below the other, on as many pages as they need. */
function flowing(parts: readonly SectionPart[]): PdfPage[] {
  const paper: Paper = "a4-portrait";
  const [widthPt, heightPt] = paperSizePt[paper];
  const bottomPt = heightPt - footerPt - 20;
  const pages: PdfPage[] = [];
  let blocks: TextBlock[] = [];
  let yPt = 0;
  const turnPage = (bookmark: string): void => {
    blocks = [];
    pages.push({ paper, blocks, bookmark });
    yPt = 56;
  };
  const put = (text: string, xPt: number, font: TextFont, sizePt: number, color: string): void => {
    const style = { font, sizePt, color, align: "left" as const, lineHeightPt: linePt };
    blocks.push(textBlock(text, { xPt, yPt, ...style }));
  };

  const titleSizePt = 15;
  for (const { title, subtitle = "", sections, bookmark } of parts) {
    const continued = `${bookmark}, continued`;
    const page = pages.at(-1);
    if (!page || yPt + 8 * linePt > bottomPt) turnPage(bookmark);
    else {
      page.bookmark = `${page.bookmark}; ${bookmark}`;
      yPt += 2 * titleSizePt;
    }
    for (const line of wrapWords(title, widthPt - 2 * leftPt, "bold", titleSizePt)) {
      put(line, leftPt, "bold", titleSizePt, ink);
      yPt += titleSizePt * 1.3;
    }
    for (const line of wrapWords(subtitle, widthPt - 2 * leftPt, "sans", bodyPt)) {
      put(line, leftPt, "sans", bodyPt, quiet);
      yPt += linePt;
    }
    for (const { heading, rows, columns = 1 } of sections) {
      if (yPt + 3.5 * linePt > bottomPt) turnPage(continued);
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
        if (cells.every(([name, value]) => name === "" && value === "")) {
          yPt += linePt * 0.4;
          continue;
        }
        const lineCount = Math.max(...values.map((lines) => lines.length));
        if (yPt + (lineCount - 1) * linePt > bottomPt) turnPage(continued);
        for (const [i, [name]] of cells.entries()) {
          const xPt = leftPt + i * columnPt;
          put(name, xPt, "sans", bodyPt, quiet);
          put(values[i]!.join("\n"), xPt + nameWidthPt, "sans", bodyPt, ink);
        }
        yPt += lineCount * linePt;
      }
    }
  }
  return pages;
}

/** Breaks text at spaces; a word that is too long, such as a path, after a slash or anywhere. */
function wrapWords(text: string, widthPt: number, font: TextFont, sizePt: number): string[] {
  const fits = (line: string): boolean => measureText(line, font, sizePt) <= widthPt;
  const lines: string[] = [];
  let rest = text;
  while (!fits(rest)) {
    const end = endOfLine(rest, fits);
    lines.push(rest.slice(0, end).replace(/ $/, ""));
    rest = rest.slice(end);
  }
  return [...lines, rest];
}

/** How much of a text that is too long stands in its first line, with the space after it. */
function endOfLine(text: string, fits: (line: string) => boolean): number {
  const most = mostThatFit(text.length - 1, (count) => fits(text.slice(0, count)));
  // A line may end before a space that does not fit.
  const space = text.lastIndexOf(" ", most);
  if (space > 0) return space + 1;
  const slash = text.lastIndexOf("/", Math.max(1, most) - 1);
  return slash > 0 ? slash + 1 : Math.max(1, most);
}

function textBlock(text: string, style: Omit<TextBlock, "kind" | "text">): TextBlock {
  return { kind: "text", text, ...style };
}
