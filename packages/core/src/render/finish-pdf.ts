/** The parts of a PDF beside its pages: outline and metadata. */
import { PDFDocument, PDFHexString, PDFName, type PDFRef } from "@cantoo/pdf-lib";
import { LightDqmError } from "../errors.js";

export interface PdfInfo {
  title: string;
  subject: string;
  keywords: readonly string[];
  /** The program and its version. */
  creator: string;
  /** Time of creation, ms UTC: given, so that the output is reproducible. */
  createdMs: number;
}

/**
 * The PDF with an outline of one entry per page and with metadata. There is no author.
 * @param bookmarks one per page, in order
 */
export async function finishPdf(
  pdf: Uint8Array,
  bookmarks: readonly string[],
  info: PdfInfo,
): Promise<Uint8Array> {
  const created = new Date(info.createdMs);
  if (Number.isNaN(created.getTime()))
    throw new LightDqmError("output", {
      what: "Bad creation time of the PDF",
      where: "createdMs",
      expected: "milliseconds UTC",
      got: String(info.createdMs),
    });
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setTitle(info.title, { showInWindowTitleBar: true });
  document.setAuthor("");
  document.setSubject(info.subject);
  document.setKeywords([...info.keywords]);
  document.setCreator(info.creator);
  document.setProducer(info.creator);
  document.setCreationDate(created);
  document.setModificationDate(created);
  document.setLanguage("en");
  addOutline(document, bookmarks);
  return document.save({ useObjectStreams: true, addDefaultPage: false });
}

/** PDF 32000-1, 12.3.3: a root and one item per page, linked to its neighbours. */
function addOutline(document: PDFDocument, bookmarks: readonly string[]): void {
  const { context } = document;
  const pages = document.getPages();
  const root = context.nextRef();
  const items = bookmarks.map(() => context.nextRef());
  for (const [i, title] of bookmarks.entries()) {
    const links: Record<string, PDFRef> = {};
    if (i > 0) links.Prev = items[i - 1]!;
    if (i < items.length - 1) links.Next = items[i + 1]!;
    const item = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: root,
      Dest: [pages[i]!.ref, PDFName.of("Fit")],
      ...links,
    });
    context.assign(items[i]!, item);
  }
  const ends = { First: items[0]!, Last: items.at(-1)!, Count: items.length };
  context.assign(root, context.obj({ Type: "Outlines", ...ends }));
  document.catalog.set(PDFName.of("Outlines"), root);
  document.catalog.set(PDFName.of("PageMode"), PDFName.of("UseOutlines"));
}
