/** Lines over files, in panels of one range. */
import type { Ticks } from "../figures/axes.js";
import { axisIds, decadeTicks, linearTicks, panelAxes } from "../figures/axes.js";
import type { Layout, Trace } from "../figures/figure.js";
import { legendRowsPx, withOneLegend } from "../figures/legend.js";
import type { Page } from "../figures/page.js";
import { baseLayout, legendAt, panelBoxes, textAt } from "../figures/page.js";
import { palettes } from "../figures/palette.js";
import { numberText } from "../figures/rounding.js";
import { plainText, textWidthPx } from "../figures/text.js";
import type { CaptionedFigure } from "./show.js";
import type { TrendLine } from "./trends.js";

/** What a figure of trends shows. */
export interface Trend {
  title: string;
  yTitle: string;
  isLog: boolean;
  /** Labels of the files, oldest first. */
  files: string[];
  panels: { label: string; lines: TrendLine[] }[];
}

/** The figure, with how many files and what range it shows as its text. */
export function trendFigure(trend: Trend): CaptionedFigure {
  const palette = palettes.light;
  const page: Page = {
    widthPx: 1040,
    heightPx: 560,
    margin: { l: 72, r: 16, t: 0, b: 46 },
    palette,
    textPx: 12,
  };
  const yRange = rangeOf(trend);
  const data = withOneLegend(
    trend.panels.flatMap(({ label, lines }, panel) =>
      lines.map((line, k) => traceOf(trend, label, line, k, panel)),
    ),
  );
  const legendTop = 34;
  page.margin.t = Math.ceil(legendTop + legendRowsPx(page, data) + 24);
  const columns = 4;
  const boxes = panelBoxes(page, columns, Math.ceil(trend.panels.length / columns), {
    x: 18,
    y: 30,
  });
  const xTicks = fileTicks(trend.files, boxes[0]!.widthPx, page.textPx - 2);
  const yTicks = trend.isLog ? decadeTicks(yRange, 6) : linearTicks(yRange, 6);
  const axes = trend.panels.map((_, i) =>
    panelAxes(
      page,
      i,
      boxes[i]!,
      {
        range: [-0.5, Math.max(1, trend.files.length) - 0.5],
        ticks: xTicks,
        tickPx: page.textPx - 2,
        labels: i >= trend.panels.length - columns,
        ...(i >= trend.panels.length - columns ? { title: "Run", standoffPx: 4 } : {}),
        ...(i > 0 ? { matches: "x" as const } : {}),
      },
      {
        type: trend.isLog ? "log" : "linear",
        range: yRange,
        ticks: yTicks,
        tickPx: page.textPx - 2,
        labels: i % columns === 0,
        ...(i > 0 ? { matches: "y" as const } : {}),
      },
    ),
  );
  const middlePx = (page.margin.t + page.heightPx - page.margin.b) / 2;
  const count = trend.files.length;
  const span =
    count > 1 ? `runs ${trend.files[0]} to ${trend.files.at(-1)}` : `run ${trend.files[0]}`;
  return {
    figure: {
      data,
      layout: {
        ...baseLayout(page),
        ...(Object.assign({}, ...axes) as Pick<Layout, "xaxis" | "yaxis">),
        showlegend: true,
        legend: legendAt(page, legendTop),
        annotations: [
          textAt(page, plainText(trend.title), 16, 18, { sizePx: page.textPx + 5 }),
          textAt(page, trend.yTitle, 14, middlePx, { anchor: "center", turned: true }),
          ...trend.panels.map(({ label }, i) =>
            textAt(page, label, boxes[i]!.leftPx, boxes[i]!.topPx - 10),
          ),
        ],
      },
    },
    text: `${trend.title} ${count} ${count === 1 ? "file" : "files"}, ${span}.`,
  };
}

function traceOf(
  { files, isLog }: Trend,
  panelLabel: string,
  { label, values }: TrendLine,
  k: number,
  panel: number,
): Trace {
  const { lines } = palettes.light;
  const color = lines[k % lines.length]!;
  const { x, y } = axisIds(panel);
  return {
    type: "scatter",
    mode: "lines+markers",
    xaxis: x,
    yaxis: y,
    name: label,
    legendgroup: label,
    showlegend: true,
    hoverinfo: "text",
    hovertext: values.map(
      (value, i) => `${panelLabel}, ${label}\nrun ${plainText(files[i]!)}: ${numberText(value)}`,
    ),
    x: values.map((_, i) => i),
    y: values.map((value) => (isDrawn(value, isLog) ? value : null)),
    line: { color, width: 1.1 },
    marker: { symbol: "circle", size: 4, color },
  };
}

function isDrawn(value: number, isLog: boolean): boolean {
  return Number.isFinite(value) && (!isLog || value > 0);
}

/** Ends of the y axis; their base-10 logarithms on a logarithmic one. */
function rangeOf({ panels, isLog }: Trend): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { lines } of panels)
    for (const { values } of lines)
      for (const value of values) {
        if (!isDrawn(value, isLog)) continue;
        const at = isLog ? Math.log10(value) : value;
        low = Math.min(low, at);
        high = Math.max(high, at);
      }
  if (low > high) return isLog ? [-12, 0] : [0, 1];
  const margin = Math.max(0.06 * (high - low), isLog ? 0.1 : 1e-3 * Math.abs(high), 1e-9);
  return [low - margin, high + margin];
}

/** As many of the files' labels as fit beside each other. */
function fileTicks(files: readonly string[], widthPx: number, textPx: number): Ticks {
  const widest = Math.max(...files.map((file) => textWidthPx(plainText(file), textPx))) + 8;
  const step = Math.max(1, Math.ceil((files.length * widest) / widthPx));
  const values = files.map((_, i) => i).filter((i) => i % step === 0);
  return { values, text: values.map((i) => plainText(files[i]!)) };
}
