/** States by mark, in the grid of ADCs and channels. */
import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import { type State, states } from "../../../judge/states/verdict.js";
import { channelRows } from "../../channel-rows.js";
import type { ScatterTrace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Page } from "../../page.js";
import type { LegendItem } from "../../style/mark-legend.js";
import { placeText } from "../../style/place-text.js";
import { markOf } from "../../style/state-mark.js";
import type { PlotChannelStates, PlotPanel } from "./payload.js";
import type { DrawnPanel } from "./xy-traces.js";

const statesIn = (panels: readonly PlotPanel[]): PlotChannelStates[] =>
  panels.flatMap(({ layers }) => layers.filter((layer) => layer.as === "channel-states"));

/** The states of channels, a trace each. */
export function stateTraces(
  panel: DrawnPanel,
  { state: column, meanings }: PlotChannelStates,
  detector: DetectorProfile,
  marks: FigureOptions["marks"],
  page: Page,
  cellPx: number,
): ScatterTrace[] {
  const { active, placeOf } = detectorGroups(detector);
  const rows = channelRows(detector);
  return states.flatMap((state): ScatterTrace[] => {
    const shown = active.filter((_, i) => column[i] === state);
    if (shown.length === 0) return [];
    const meaning = meanings[state] ?? state;
    return [
      {
        ...panel.on,
        ...{ name: meaning, showlegend: false, legendgroup: state },
        ...{ type: "scatter", hoverinfo: "text" },
        hovertext: shown.map((channelIndex) => `${placeText(detector, channelIndex)}\n${meaning}`),
        x: shown.map((channelIndex) => rows.xOf(placeOf(channelIndex))),
        y: shown.map((channelIndex) => rows.rowOf(placeOf(channelIndex))),
        ...markOf(state, marks, page, cellPx, shown.length),
      },
    ];
  });
}

/** The states that occur or have a meaning, with the number of channels in each. */
export function stateItems(
  panels: readonly PlotPanel[],
  marks: FigureOptions["marks"],
  page: Page,
): LegendItem[] {
  const layers = statesIn(panels);
  return states.flatMap((state): LegendItem[] => {
    const words = [...new Set(layers.map(({ meanings }) => meanings[state]))];
    const count = layers
      .flatMap((layer) => layer.state)
      .filter((each: State) => each === state).length;
    const named = words.filter((each) => each !== undefined);
    if (count === 0 && named.length === 0) return [];
    const label = `${named.join(" / ") || state} (${count})`;
    return [{ label, group: state, look: markOf(state, marks, page, page.textPx * 1.5, 1) }];
  });
}
