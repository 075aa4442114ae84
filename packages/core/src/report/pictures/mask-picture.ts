/** A mask as a picture for walls and mails. */

import { figureOf } from "../../figures/figure-of.js";
import type { FigureOptions } from "../../figures/figure-options.js";
import type { ChannelMaskPayload } from "../../figures/forms/channel-mask/payload.js";
import { renderPng } from "../../render/index.js";

const sizePx = { widthPx: 1600, heightPx: 400 };

/** PNG of 1600 × 400 px, as the control room shows it. */
export function maskPicture(
  payload: ChannelMaskPayload,
  marks: FigureOptions["marks"],
): Promise<Uint8Array> {
  return renderPng(figureOf(payload, { theme: "light", marks, isPrinted: true, ...sizePx }));
}

/** Name of the picture of a mask of a report. */
export const maskPictureName = (stem: string, mask: string): string =>
  `${stem}_light_dqm_${mask}.png`;
