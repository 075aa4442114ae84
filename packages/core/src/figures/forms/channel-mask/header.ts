/** Above the grid of a mask: title, answer, times, and the legend of the states. */
import { states } from "../../../judge/states/verdict.js";
import { capital } from "../../../words/phrases.js";
import { timeUnknownText } from "../../../words/untimed.js";
import type { FigureOptions } from "../../figure-options.js";
import { type Header, type Page, pageHeader } from "../../page.js";
import type { LegendItem } from "../../style/mark-legend.js";
import { markOf } from "../../style/state-mark.js";
import { fitMiddle, plainText, textWidthPx, wrapText } from "../../style/text.js";
import type { ChannelMaskPayload } from "./payload.js";

/** Masks at least this wide look as in the control room. */
export const wideFromPx = 1300;

/** From line to line of a title that names a cut. */
const titleLinePx = 24;

/**
 * Wide masks have the times at the top left and the file at the top right, as in the control room;
 * narrow ones the header of a page.
 */
export function maskHeader(page: Page, payload: ChannelMaskPayload): Header {
  if (page.widthPx < wideFromPx) return pageHeader(page, payload);
  const { palette, textPx, widthPx, margin } = page;
  const { timeText, timeUnknown, file, selectedEvents, fileEvents, cut } = payload.source;
  const sidePx = 290;
  const middlePx = widthPx / 2;
  const betweenPx = widthPx - 2 * (sidePx + margin.l);
  const titlePx = textPx + 6;
  const title = wrapText(plainText(payload.title), betweenPx, titlePx, cut ? 3 : 1);
  const answerTopPx = 43 + (title.length - 1) * titleLinePx;
  const answer = wrapText(plainText(payload.answer), betweenPx, textPx, 2);
  const times = timeText
    ? [`Start: ${timeText.start}`, `End:   ${timeText.end}`, `Times in ${timeText.zone}`]
    : wrapText(plainText(capital(timeUnknownText(timeUnknown))), sidePx, textPx - 1, 3);
  const side = [
    fitMiddle(plainText(file), sidePx, (text) => textWidthPx(text, textPx - 1)),
    `${selectedEvents} of ${fileEvents} events`,
  ];
  const left = { sizePx: textPx - 1, color: palette.ink };
  const right = { sizePx: textPx - 1, color: palette.quiet, anchor: "right" as const };
  const middle = { sizePx: textPx, color: palette.ink, anchor: "center" as const };
  const large = { ...middle, sizePx: titlePx };
  const rightPx = widthPx - margin.r;
  return {
    lines: [
      ...times.map((text, i) => ({ text, leftPx: margin.l, topPx: 16 + i * 18, style: left })),
      ...side.map((text, i) => ({ text, leftPx: rightPx, topPx: 16 + i * 18, style: right })),
      ...title.map((text, i) => ({
        ...{ text, leftPx: middlePx, topPx: 18 + i * titleLinePx, style: large },
      })),
      ...answer.map((text, i) => ({
        ...{ text, leftPx: middlePx, topPx: answerTopPx + i * 18, style: middle },
      })),
    ],
    bottomPx: Math.max(62, answerTopPx - 7 + answer.length * 18),
  };
}

/** The states with a meaning here, with the number of channels in each. */
export function stateItems(
  page: Page,
  { meanings, cells }: ChannelMaskPayload,
  marks: FigureOptions["marks"],
): LegendItem[] {
  return states.flatMap((state) => {
    const meaning = meanings[state];
    if (meaning === undefined) return [];
    const count = cells.state.filter((each) => each === state).length;
    const look = markOf(state, marks, page, page.textPx * 1.5, 1);
    return [{ label: `${meaning} (${count})`, group: state, look }];
  });
}
