import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
} from "@cantoo/pdf-lib";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { beforeAll, describe, expect, it } from "vitest";
import type { Figure } from "../../src/figures/figure.js";
import { drawableText } from "../../src/render/fonts.js";
import {
  measureText,
  type PdfPage,
  renderPdf,
  renderPng,
  renderSvg,
  type TextBlock,
} from "../../src/render/index.js";
import { everything, figure, scatter } from "./example-figures.js";

async function pixels(drawn: Figure, scale = 1) {
  const image = await loadImage(Buffer.from(await renderPng(drawn, { scale })));
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const at = (x: number, y: number) => [...data.slice(4 * (y * image.width + x)).slice(0, 3)];
  return { width: image.width, height: image.height, at, data };
}

const white = [255, 255, 255];

describe("PNG", () => {
  it("has the size of the layout times the scale", async () => {
    const { width, height } = await pixels(figure(), 2.5);
    expect([width, height]).toEqual([500, 250]);
  });

  it("has a marker where its value lies and nothing beside it", async () => {
    // The middle of the panel 40…180 × 10…70.
    const { at } = await pixels(figure([scatter()]));
    expect(at(110, 40)).toEqual([255, 0, 0]);
    expect(at(110, 46)).toEqual(white);
    expect(at(103, 40)).toEqual(white);
  });

  it("has nothing of a trace outside of the panel", async () => {
    const line = { color: "#0000ff", width: 6 };
    const { at, width, height } = await pixels(
      figure([scatter({ mode: "lines", x: [-10, 5, 20], y: [5, 5, 5], line })]),
    );
    expect(at(41, 40)).toEqual([0, 0, 255]);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (x < 40 || x >= 180 || y < 10 || y >= 70) expect(at(x, y)).toEqual(white);
  });

  it("mixes by opacity", async () => {
    const { at } = await pixels(figure([scatter({ opacity: 0.5 })]));
    expect(at(110, 40)[0]).toBe(255);
    expect(Math.abs(at(110, 40)[1]! - 127.5)).toBeLessThan(2);
  });

  it("is the same every time", async () => {
    expect(await renderPng(everything())).toEqual(await renderPng(everything()));
  });

  it("is refused at a size that cannot be drawn", async () => {
    await expect(renderPng(figure(), { scale: 0 })).rejects.toThrow(/width × height × scale/);
    await expect(renderPng(figure(), { scale: 1000 })).rejects.toThrow(/200000 × 100000/);
  });
});

describe("SVG", () => {
  it("keeps text as text, escaped", () => {
    const svg = renderSvg(figure([], { title: title("a < b & c ☹") }));
    expect(svg).toContain(">a &lt; b &amp; c ☹</text>");
  });

  it("is small and rounded", () => {
    expect(renderSvg(figure([scatter({ x: [1 / 3] })]))).toBe(
      [
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">',
        '<defs><clipPath id="clip-40_10_140_60"><rect x="40" y="10" width="140" height="60"/></clipPath></defs>',
        '<path d="M0 0L200 0L200 100L0 100Z" fill="#ffffff"/>',
        '<g clip-path="url(#clip-40_10_140_60)">',
        '<g fill="#ff0000"><circle cx="44.67" cy="40" r="4"/></g>',
        "</g>",
        "</svg>\n",
      ].join("\n"),
    );
  });
});

function title(text: string) {
  const font = { family: "LightDqmSans", size: 10, color: "#000000" };
  return { text, font, x: 0.5, y: 0.9, xanchor: "center", yanchor: "top" } as const;
}

describe("fonts", () => {
  it("have the sign of the control room in all of their own faces", () => {
    for (const font of ["LightDqmSans", "LightDqmMono", "LightDqmSansBold"] as const)
      expect(drawableText("☹ µV ±σ", font)).toBe("☹ µV ±σ");
  });

  it("show a character that they lack as U+FFFD instead of borrowing it", () => {
    expect(drawableText("a漢b", "LightDqmSans")).toBe("a\ufffdb");
  });

  it("measure by DejaVu's advance widths", () => {
    // 1233 of 2048 units for every character of DejaVu Sans Mono.
    expect(measureText("abcde", "mono", 10)).toBeCloseTo((5 * 10 * 1233) / 2048, 1);
    expect(measureText("", "sans", 10)).toBe(0);
  });
});

describe("PDF", () => {
  const info = {
    title: "Run 4711",
    subject: "Light data quality",
    keywords: ["light", "dqm"],
    creator: "Light DQM 1.2",
    createdMs: Date.UTC(2024, 6, 8, 12),
  };
  const text: TextBlock = {
    kind: "text",
    text: "Arguments\nthreshold 500",
    xPt: 40,
    yPt: 50,
    sizePt: 11,
    font: "mono",
    color: "#000000",
    align: "left",
  };
  const pages: PdfPage[] = [
    { paper: "a4-portrait", bookmark: "Arguments – µ", blocks: [text] },
    {
      paper: "a4-landscape",
      bookmark: "Everything",
      blocks: [{ kind: "figure", figure: everything(), xPt: 30, yPt: 40, widthPt: 700 }],
    },
  ];
  let bytes: Uint8Array;
  let document: PDFDocument;
  beforeAll(async () => {
    bytes = await renderPdf(pages, info);
    document = await PDFDocument.load(bytes, { updateMetadata: false });
  });

  it("has a page of its paper's size for each page given", () => {
    const sizes = document.getPages().map((page) => page.getSize());
    expect(sizes.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([
      [595, 842],
      [842, 595],
    ]);
  });

  it("holds its words as text", () => {
    const words = document.getPages().map((page) =>
      page
        .extractContents()
        .map((each) => (each.kind === "text" ? each.getText() : ""))
        .join("")
        .replace(/\s/g, ""),
    );
    expect(words[0]).toContain("Arguments");
    expect(words[0]).toContain("threshold500");
    for (const word of ["Everything at once", "amplitude", "upright", "band of earlier files", "☹"])
      expect(words[1]).toContain(word.replace(/ /g, ""));
  });

  it("embeds subsets of its own fonts and no picture", () => {
    const fonts: string[] = [];
    for (const [, each] of document.context.enumerateIndirectObjects()) {
      if (each instanceof PDFRawStream)
        expect(each.dict.get(PDFName.of("Subtype"))).not.toBe(PDFName.of("Image"));
      if (!(each instanceof PDFDict)) continue;
      if (each.get(PDFName.of("Type")) !== PDFName.of("FontDescriptor")) continue;
      expect(each.has(PDFName.of("FontFile2"))).toBe(true);
      fonts.push(String(each.get(PDFName.of("FontName"))));
    }
    expect(fonts.length).toBeGreaterThan(1);
    for (const name of fonts) expect(name).toMatch(/^\/[A-Z]{6}\+DejaVuSans(Mono)?$/);
    expect(bytes.length).toBeLessThan(60_000);
  });

  it("has an outline of one entry a page", () => {
    const outlines = document.catalog.lookup(PDFName.of("Outlines"), PDFDict);
    const entries: [string, unknown][] = [];
    let item = outlines.lookupMaybe(PDFName.of("First"), PDFDict);
    while (item) {
      const target = item.lookup(PDFName.of("Dest"), PDFArray).get(0);
      entries.push([item.lookup(PDFName.of("Title"), PDFHexString).decodeText(), target]);
      item = item.lookupMaybe(PDFName.of("Next"), PDFDict);
    }
    const refs = document.getPages().map(({ ref }) => ref);
    expect(entries).toEqual([
      ["Arguments – µ", refs[0]],
      ["Everything", refs[1]],
    ]);
  });

  it("says what it is, when and by what, and names no author", () => {
    expect(document.getTitle()).toBe("Run 4711");
    expect(document.getSubject()).toBe("Light data quality");
    expect(document.getKeywords()).toBe("light dqm");
    expect(document.getCreator()).toBe("Light DQM 1.2");
    expect(document.getAuthor() ?? "").toBe("");
    expect(document.getCreationDate()?.getTime()).toBe(info.createdMs);
    expect(document.getModificationDate()?.getTime()).toBe(info.createdMs);
  });

  it("is the same every time", async () => {
    expect(await renderPdf(pages, info)).toEqual(bytes);
  });

  it("is refused without a page, or with a block that cannot be drawn", async () => {
    await expect(renderPdf([], info)).rejects.toThrow(/pages/);
    const blocks = [{ ...text, color: "reddish" }];
    await expect(renderPdf([{ ...pages[0]!, blocks }], info)).rejects.toThrow(
      /pages\[0\]\.blocks\[0\]\.color/,
    );
  });
});
