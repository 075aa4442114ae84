/** The figure of a payload as the user wants to see it, without what is chosen in it. */
import { type Figure, figureOf, type Payload } from "@light-dqm/core/figures";
import { channelTexts } from "../channels/channel-texts.js";
import { currentTheme } from "../dom/theme.js";
import type { Choices } from "../kinds/figure-kind.js";
import { kindOf } from "../kinds/figure-kinds.js";
import { preferences } from "../preferences.js";
import { shownPayload } from "./shown-payload.js";

export interface DrawnFigure {
  payload: Payload;
  figure: Figure;
  /** What it says of each channel, by `keyOf`. */
  texts: ReadonlyMap<string, string>;
}

/** Makes figures; the last one is kept, since a choice of channels, or a zoom, does not change it. */
export function figureMaker(): (
  payload: Payload,
  choices: Choices,
  widthPx: number,
) => DrawnFigure {
  let last: { of: Payload; key: string; drawn: DrawnFigure } | undefined;
  return (of, choices, widthPx) => {
    const { yScale, denominator, parts } = choices;
    const theme = currentTheme();
    const key = JSON.stringify([widthPx, theme, preferences(), yScale, denominator, [...parts]]);
    if (last?.of === of && last.key === key) return last.drawn;
    const payload = shownPayload(of, choices);
    const kind = kindOf(payload);
    const whole = figureOf(payload, {
      ...{ theme, marks: preferences().marks, yScale, widthPx },
      heightPx: kind.heightPx?.(widthPx),
    });
    const figure = kind.reduced?.(whole, payload, choices) ?? whole;
    const drawn = { payload, figure, texts: channelTexts(payload, figure) };
    last = { of, key, drawn };
    return drawn;
  };
}
