/** The band of earlier files: why there is none. */
import type { Reference } from "../history/reference.js";
import { countText } from "../words/phrases.js";
import { optional, text } from "./schema.js";

/** Why earlier files are not drawn, in words; absent where they are, and where there are none. */
export const noBandField = { noBand: optional(text) };

/** The field of a payload. @param isDrawn whether a band is drawn */
export function whyNoBand(
  reference: Pick<Reference, "refused"> | null | undefined,
  isDrawn: boolean,
): { noBand?: string } {
  const refused = reference?.refused ?? [];
  if (isDrawn || refused.length === 0) return {};
  const reasons = [...new Set(refused.map(({ reason }) => reason))].join("; ");
  const files = countText(refused.length, "earlier file");
  return { noBand: `No band of earlier files: ${files} excluded (${reasons}).` };
}

/** The reason as a note under the header of the figure. */
export function noBandNote({ noBand }: { noBand?: string | undefined }): string[] {
  return noBand === undefined ? [] : [noBand];
}
