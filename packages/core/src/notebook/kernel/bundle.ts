/** Figures as MIME bundles: one output for every front end and exporter. */
import type { Figure } from "../../figures/figure.js";
import { altText, figureOf } from "../../figures/figure-of.js";
import { formOf, type Payload } from "../../figures/payload.js";
import { renderPng } from "../../render/index.js";
import type { MimeBundle } from "./display.js";

/** The package's own type: a payload, drawn live by the JupyterLab extension. */
export const payloadMime = "application/vnd.light-dqm.v1+json";

/** Width of a cell. */
const widthPx = 1040;

/** The picture of a payload, as it is in a notebook. */
function notebookFigure(payload: Payload): Figure {
  const { notebookPx: heightPx } = formOf(payload);
  return figureOf(payload, { theme: "light", marks: "plain", widthPx, heightPx });
}

/** A payload as JSON, as a picture for front ends that do not draw it, and its question and answer as text. */
export async function payloadBundle(payload: Payload): Promise<MimeBundle> {
  const figure = notebookFigure(payload);
  const { width, height } = figure.layout;
  const text = altText(payload);
  const png = await renderPng(figure, { scale: pixelRatio, isSmall: true });
  return {
    data: { [payloadMime]: payload, "image/png": base64(png), "text/plain": text },
    metadata: { "image/png": { width, height, alt: text } },
  };
}

const pixelRatio = 1.5;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
