/** Figures as MIME bundles: one output for every front end and exporter. */
import type { Figure } from "../../figures/figure.js";
import { altText, figureOf } from "../../figures/figure-of.js";
import { formOf, type Payload } from "../../figures/payload.js";
import { type PdfPage, renderPdf, renderPng } from "../../render/index.js";
import type { MimeBundle } from "./display.js";

/** The package's own type: a payload, drawn live by the JupyterLab extension. */
export const payloadMime = "application/vnd.light-dqm.v1+json";

/** Width of a cell. */
const widthPx = 1040;

/** The print and picture of a payload, as they are in a notebook. */
function notebookFigure(payload: Payload): Figure {
  const { notebookPx: heightPx } = formOf(payload);
  return figureOf(payload, { theme: "light", marks: "plain", widthPx, heightPx });
}

/** A payload as JSON, picture, vector PDF, and its question and answer as text. */
export async function payloadBundle(payload: Payload): Promise<MimeBundle> {
  const figure = notebookFigure(payload);
  const { width, height } = figure.layout;
  const text = altText(payload);
  const page: PdfPage = {
    paper: [width * ptPerPx, height * ptPerPx],
    bookmark: "",
    blocks: [{ kind: "figure", figure, xPt: 0, yPt: 0, widthPt: width * ptPerPx }],
  };
  const info = { title: text, subject: "", keywords: [], creator: "light-dqm", createdMs: 0 };
  // The picture is packed by another thread while the vectors are drawn.
  const [png, pdf] = await Promise.all([
    renderPng(figure, { scale: pixelRatio }),
    renderPdf([page], info),
  ]);
  return {
    data: {
      [payloadMime]: payload,
      "image/png": base64(png),
      "application/pdf": base64(pdf),
      "text/plain": text,
    },
    metadata: { "image/png": { width, height } },
  };
}

const pixelRatio = 1.5;
const ptPerPx = 72 / 96;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
