/** What a plot shows, in words: for its answer, and for those who do not see it. */
import { detectorGroups } from "../../../detector/groups.js";
import { countText } from "../../../words/phrases.js";
import { numberText } from "../../style/rounding.js";
import { worstFirst } from "../channel-mask/payload.js";
import { axisTitle } from "./axes.js";
import { middleOf } from "./cells.js";
import type { PlotAxis, PlotLayer, PlotPanel, PlotPayload } from "./payload.js";

type Shown = Pick<PlotPayload, "panels" | "detector">;

/** A number of a plot, what it is a number of, and where it stands. */
interface Found {
  of: Pick<PlotAxis, "label" | "unit">;
  value: number;
  where(): string;
}

/**
 * The lowest and the highest value, and where they are; of several quantities the values alone. The
 * states of channels, and how many values histograms hold.
 */
export function answerOf(shown: Shown): string {
  const byQuantity = new Map<string, Found[]>();
  for (const found of shown.panels.flatMap((panel) => valuesOf(panel, shown))) {
    const key = axisTitle(found.of);
    const same = byQuantity.get(key);
    if (same) same.push(found);
    else byQuantity.set(key, [found]);
  }
  const isOne = byQuantity.size === 1;
  const ranges = [...byQuantity.values()].map((found) => rangeText(found, isOne));
  return [...ranges, ...binTexts(shown), ...stateTexts(shown)].join(" ") || "No values.";
}

function rangeText(found: readonly Found[], saysWhere: boolean): string {
  const { label, unit } = found[0]!.of;
  const low = found.reduce((a, b) => (b.value < a.value ? b : a));
  const high = found.reduce((a, b) => (b.value > a.value ? b : a));
  const withUnit = (text: string): string => (unit === "" ? text : `${text} ${unit}`);
  if (low.value === high.value)
    return `${label}: ${withUnit(numberText(high.value))}${found.length > 1 ? " throughout" : ""}.`;
  const range = `${label} from ${numberText(low.value)} to ${withUnit(numberText(high.value))}`;
  return saysWhere ? `${range}: lowest ${low.where()}, highest ${high.where()}.` : `${range}.`;
}

/** `at 3.2 µs (ADC 4, channel 1)` */
const inside = (where: string, ...names: readonly string[]): string => {
  const known = names.filter((name) => name !== "");
  return known.length === 0 ? where : `${where} (${known.join(", ")})`;
};

const at = ({ label, unit }: PlotAxis, value: number): string =>
  `${label} ${numberText(value)}${unit === "" ? "" : ` ${unit}`}`;

/** Every known value of lines, points and maps. */
function valuesOf(panel: PlotPanel, { detector }: Shown): Found[] {
  return panel.layers.flatMap((layer): Found[] => {
    const known = (
      values: readonly (number | null)[],
      of: Found["of"],
      where: (i: number) => string,
    ): Found[] =>
      values.flatMap((value, i) => (value === null ? [] : [{ of, value, where: () => where(i) }]));
    switch (layer.as) {
      case "line":
      case "points":
        return known(layer.y, panel.y, (i) =>
          inside(`at ${at(panel.x, layer.x[i]!)}`, panel.label, layer.label),
        );
      case "cells":
        return known(layer.value, layer, (i) => {
          const { x, y } = middleOf(layer, i);
          return inside(`at ${at(panel.x, x)}, ${at(panel.y, y)}`, panel.label);
        });
      case "channel-numbers": {
        const { active, placeOf } = detectorGroups(detector!);
        return known(layer.value, layer, (i) => {
          const { adc, channel } = placeOf(active[i]!);
          return inside(`in ADC ${adc}, channel ${channel}`, panel.label);
        });
      }
      default:
        return [];
    }
  });
}

/** `1200 values; the fullest bin, from 30 to 31 ADC16, holds 80.` */
function binTexts({ panels }: Shown): string[] {
  const all = panels.flatMap((panel) =>
    panel.layers.flatMap((layer) => (layer.as === "bins" ? [{ panel, layer }] : [])),
  );
  if (all.length === 0) return [];
  const [only] = all;
  const total = all.reduce(
    (sum, { layer }) => sum + layer.counts.reduce((a, b) => a + b, 0) + layer.below + layer.above,
    0,
  );
  if (all.length > 1 || total === 0)
    return [`${countText(total, "value")} in ${countText(all.length, "histogram")}.`];
  const { edges, counts } = only!.layer;
  const fullest = counts.reduce((best, count, i) => (count > counts[best]! ? i : best), 0);
  const { unit } = only!.panel.x;
  return [
    `${countText(total, "value")}; the fullest bin, from ${numberText(edges[fullest]!)} to ` +
      `${numberText(edges[fullest + 1]!)}${unit === "" ? "" : ` ${unit}`}, holds ${counts[fullest]}.`,
  ];
}

/** `Of 384 channels: 3 dead, 381 alive.`, for each panel of states. */
function stateTexts({ panels }: Shown): string[] {
  return panels.flatMap(({ label, layers }) =>
    layers.flatMap((layer) => {
      if (layer.as !== "channel-states") return [];
      const parts = worstFirst.flatMap((state) => {
        const count = layer.state.filter((each) => each === state).length;
        return count === 0
          ? []
          : [`${count} ${(layer.meanings[state] ?? state).split(":")[0]!.toLowerCase()}`];
      });
      return [
        `${label === "" ? "Of" : `${label}, of`} ${countText(layer.state.length, "channel")}: ${parts.join(", ")}.`,
      ];
    }),
  );
}

/** More panels, and series of a panel, than these are only counted. */
const most = { panels: 8, names: 6 };

/** The axes, their ranges and the series of each panel; once where all panels have the same. */
export function plotWords({ panels }: PlotPayload): string {
  const words = panels.map(panelWords);
  const names = panels.map(({ label }) => label).filter((label) => label !== "");
  if (panels.length > 1 && new Set(words).size === 1)
    return `${countText(panels.length, "panel")} (${names.join(", ")}), each: ${words[0]}`;
  const shown = words
    .slice(0, most.panels)
    .map((each, i) => (panels[i]!.label === "" ? each : `${panels[i]!.label}: ${each}`));
  const more = panels.length - shown.length;
  return [...shown, ...(more > 0 ? [`${countText(more, "more panel")}.`] : [])].join(" ");
}

function panelWords({ x, y, layers }: PlotPanel): string {
  const drawn = (
    ["line", "points", "bins", "cells", "channel-numbers", "channel-states"] as const
  ).flatMap((as) => {
    const same = layers.filter((layer) => layer.as === as);
    return same.length === 0 ? [] : [layerWords(same)];
  });
  const isGrid = layers.some(({ as }) => as === "channel-numbers" || as === "channel-states");
  const axes = isGrid
    ? "in the grid of ADCs and channels"
    : `${axisTitle(y)}${logWord(y)} against ${axisTitle(x)}${logWord(x)}${spanText(layers)}`;
  return `${drawn.join(" and ") || "nothing"}, ${axes}.`;
}

const logWord = ({ scale }: PlotAxis): string => (scale === "log" ? " on a log axis" : "");

const nouns = {
  line: ["line", "lines"],
  points: ["series of points", "series of points"],
  bins: ["histogram", "histograms"],
  cells: ["map by colour", "maps by colour"],
  "channel-numbers": ["map of channels by colour", "maps of channels by colour"],
  "channel-states": ["mask of channels", "masks of channels"],
} as const;

function layerWords(layers: readonly PlotLayer[]): string {
  const [one, many] = nouns[layers[0]!.as];
  const names = layers.flatMap((layer) => {
    if (layer.as === "channel-states" || layer.label === "") return [];
    return [
      layer.as === "cells" || layer.as === "channel-numbers" ? axisTitle(layer) : layer.label,
    ];
  });
  const listed = names.slice(0, most.names).join(", ") + (names.length > most.names ? ", …" : "");
  return `${countText(layers.length, one, many)}${listed === "" ? "" : ` (${listed})`}`;
}

/** From where to where x goes. */
function spanText(layers: readonly PlotLayer[]): string {
  const values = layers.flatMap((layer) =>
    layer.as === "line" || layer.as === "points"
      ? layer.x
      : layer.as === "bins"
        ? layer.edges
        : layer.as === "cells"
          ? layer.xEdges
          : [],
  );
  if (values.length === 0) return "";
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return ` from ${numberText(low)} to ${numberText(high)}`;
}
