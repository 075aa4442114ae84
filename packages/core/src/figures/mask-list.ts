import type { State } from "../judge/verdict.js";
import type { Annotation } from "./figure.js";
import type { Page } from "./page.js";
import { textAt } from "./page.js";
import type { ChannelMaskPayload } from "./payload.js";
import { fitText } from "./text.js";

const worstFirst: readonly State[] = ["bad", "warn", "unknown", "masked"];

const linePitchPx = (page: Page): number => (page.textPx - 1) * 1.5;

/** Height of the whole list in one column, with what it needs around it; 0 without any line. */
export function maskListPx(page: Page, payload: ChannelMaskPayload): number {
  const count = payload.cells.state.filter((state) => worstFirst.includes(state)).length;
  return count === 0 ? 0 : (count + 2) * linePitchPx(page) + 28;
}

/**
 * The channels that are not well with their reasons, worst first, from `topPx` down in one or
 * two columns; says how many more there are than fit.
 */
export function maskList(page: Page, payload: ChannelMaskPayload, topPx: number): Annotation[] {
  const { cells, reasons } = payload;
  const { margin, palette } = page;
  const sizePx = page.textPx - 1;
  const lines = worstFirst.flatMap((state) =>
    cells.state.flatMap((each, i) =>
      each === state
        ? [
            {
              state,
              text: `ADC ${cells.adc[i]}, channel ${cells.channel[i]}: ${reasons[cells.reason[i]!] ?? ""}`,
            },
          ]
        : [],
    ),
  );
  if (lines.length === 0) return [];
  const linePx = linePitchPx(page);
  const perColumn = Math.floor((page.heightPx - topPx - 12) / linePx) - 2;
  if (perColumn < 1) return [];
  const shown = lines.slice(0, 2 * perColumn);
  const columns = lines.length <= perColumn ? 1 : 2;
  const columnPx = (page.widthPx - margin.l - margin.r) / columns;
  const heading =
    shown.length === lines.length
      ? "Channels that are not good, worst first:"
      : `The first ${shown.length} of ${lines.length} channels that are not good, worst first:`;
  const annotations = [textAt(page, heading, margin.l, topPx)];
  shown.forEach(({ state, text }, i) => {
    const column = Math.floor(i / perColumn);
    annotations.push(
      textAt(
        page,
        fitText(text, columnPx - 12, sizePx),
        margin.l + column * columnPx,
        topPx + ((i % perColumn) + 1.5) * linePx,
        { sizePx, color: state === "masked" ? palette.quiet : palette.states[state] },
      ),
    );
  });
  return annotations;
}
