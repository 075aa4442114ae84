/** What of a figure is seen: ranges of axes that are smaller than the figure's own. Pure. */
import type { Axis, Figure, Trace } from "@light-dqm/core/figures";
import { axesOf, axisId, isAxisName, type Layout, panelOf } from "./axes.js";
import { type TickStyle, zoomedTicks } from "./zoomed-ticks.js";

type Range = readonly [number, number];

/** The range of each zoomed axis, by its name in the layout; of log axes the logarithms. */
export type Zoom = ReadonlyMap<string, Range>;

export const wholeFigure: Zoom = new Map();

/** Smaller parts of an axis than this are no range. */
const leastShare = 1e-6;

function axesOfLayout(layout: Layout): [name: string, axis: Axis][] {
  return Object.entries(layout).filter(([name]) => isAxisName(name)) as [string, Axis][];
}

/** The number of an axis's panel. */
const panelOfName = (name: string): number => panelOf(name.replace("axis", ""));

/**
 * The zoom of a layout that a user has changed: never beyond the figure's own ranges.
 * @returns null where a range is empty or none of the figure is in it
 */
export function zoomIn(own: Layout, seen: Layout): Zoom | null {
  const zoom = new Map<string, Range>();
  for (const [name, { range, fixedrange }] of axesOfLayout(own)) {
    const now = (seen[name as "xaxis"] as Axis | undefined)?.range;
    if (!now || fixedrange) continue;
    const [low, high] = ordered(range);
    const span = high - low;
    const [from, to] = ordered(now);
    const [start, end] = [Math.max(low, from), Math.min(high, to)];
    if (!(end - start > leastShare * span)) return null;
    if (start - low <= leastShare * span && high - end <= leastShare * span) continue;
    zoom.set(name, range[0] < range[1] ? [start, end] : [end, start]);
  }
  return zoom;
}

const ordered = ([a, b]: Range): [number, number] => (a < b ? [a, b] : [b, a]);

export function isSameZoom(a: Zoom, b: Zoom): boolean {
  return (
    a.size === b.size &&
    [...a].every(([name, [low, high]]) => {
      const other = b.get(name);
      return other !== undefined && other[0] === low && other[1] === high;
    })
  );
}

/** Whether a panel whose zoom is new shows anything of its traces. */
export function showsData(figure: Figure, zoom: Zoom, before: Zoom): boolean {
  const changed = [...zoom].filter(([name, range]) => before.get(name)?.join() !== range.join());
  const panels = [...new Set(changed.map(([name]) => panelOfName(name)))];
  return panels.length === 0 || panels.some((panel) => panelShowsData(figure, panel, zoom));
}

function panelShowsData({ data, layout }: Figure, panel: number, zoom: Zoom): boolean {
  const axes = axesOf(layout, panel);
  if (!axes) return false;
  const suffix = panel === 0 ? "" : String(panel + 1);
  const x = ordered(zoom.get(`xaxis${suffix}`) ?? axes.x.range);
  const y = ordered(zoom.get(`yaxis${suffix}`) ?? axes.y.range);
  const id = axisId("x", panel);
  return data.some((trace) => trace.xaxis === id && isSeen(trace, axes, { x, y }));
}

/** Whether a point, a line, a bar or an area of a trace reaches into a rectangle. */
function isSeen(
  trace: Trace,
  axes: Record<"x" | "y", Axis>,
  seen: Record<"x" | "y", Range>,
): boolean {
  const at = (letter: "x" | "y", value: number): number =>
    axes[letter].type === "log" ? Math.log10(value) : value;
  const reaches = (xs: readonly number[], ys: readonly number[]): boolean =>
    overlaps(xs, seen.x) && overlaps(ys, seen.y);
  if (trace.type === "bar")
    return trace.x.some((x, i) => {
      const [base, y] = [trace.base[i], trace.y[i]];
      if (base === null || base === undefined || y === null || y === undefined) return false;
      const half = trace.width / 2;
      return reaches([at("x", x - half), at("x", x + half)], [at("y", base), at("y", base + y)]);
    });
  const points = trace.x.map((x, i) => {
    const y = trace.y[i] ?? null;
    return y === null ? null : { x: at("x", x), y: at("y", y) };
  });
  if (trace.fill) {
    const whole = points.filter((point) => point !== null);
    return (
      whole.length > 0 &&
      reaches(
        whole.map(({ x }) => x),
        whole.map(({ y }) => y),
      )
    );
  }
  const isLine = trace.mode.includes("lines");
  return points.some((point, i) => {
    if (!point) return false;
    const before = isLine ? points[i - 1] : null;
    return before ? crosses(before, point, seen) : reaches([point.x], [point.y]);
  });
}

function overlaps(values: readonly number[], [low, high]: Range): boolean {
  return Math.min(...values) <= high && Math.max(...values) >= low;
}

/** Whether a part of the way between two points lies in a rectangle. */
function crosses(
  from: Record<"x" | "y", number>,
  to: Record<"x" | "y", number>,
  seen: Record<"x" | "y", Range>,
): boolean {
  let [start, end] = [0, 1];
  for (const letter of ["x", "y"] as const) {
    const [low, high] = seen[letter];
    const way = to[letter] - from[letter];
    const ends = [low, high].map((edge) => (edge - from[letter]) / way).sort((a, b) => a - b);
    if (way === 0) {
      if (from[letter] < low || from[letter] > high) return false;
    } else {
      start = Math.max(start, ends[0]!);
      end = Math.min(end, ends[1]!);
    }
  }
  return start <= end;
}

/**
 * The figure with its axes zoomed, ticks as in the whole one. Axes that belong together keep one
 * range only where they are linked; else a zoomed one has numbers of its own, and so have those that
 * were read against its numbers.
 */
export function zoomedFigure(
  figure: Figure,
  zoom: Zoom,
  isLinked: boolean,
  styleOf: (letter: "x" | "y", panel: number) => TickStyle,
): Figure {
  const { layout } = figure;
  const ranges = isLinked ? spread(layout, zoom) : zoom;
  const axes = axesOfLayout(layout).map(([name, axis]) => {
    const { matches, ...alone } = axis;
    const free = isLinked ? axis : alone;
    const range = ranges.get(name);
    if (!range) {
      const needsText = !isLinked && readAgainstZoomed(layout, name, zoom);
      return [name, needsText ? { ...free, ...textInside(axis, layout) } : free] as const;
    }
    const letter = name[0] as "x" | "y";
    const lengthPx = (axis.domain[1] - axis.domain[0]) * plotPx(layout, letter);
    const ticks = zoomedTicks(axis, range, letter, lengthPx, styleOf(letter, panelOfName(name)));
    const needsText = !isLinked && !axis.showticklabels;
    return [
      name,
      {
        ...free,
        range,
        tickvals: ticks.values,
        ticktext: ticks.text,
        ...(needsText ? textInside(axis, layout) : {}),
      },
    ] as const;
  });
  return { ...figure, layout: { ...layout, ...Object.fromEntries(axes) } as Layout };
}

/** Whether an axis has no numbers of its own, and the one of its row or column that bears them is zoomed. */
function readAgainstZoomed(layout: Layout, name: string, zoom: Zoom): boolean {
  const own = layout[name as "xaxis"];
  if (own.showticklabels || own.tickvals.length === 0) return false;
  return axesOfLayout(layout).some(
    ([other, axis]) =>
      zoom.has(other) &&
      axis.showticklabels &&
      rootOf(other, axis) === rootOf(name, own) &&
      axis.domain.join() === own.domain.join(),
  );
}

/** Numbers in the panel, as there is no room between panels: each stands clear of the lines behind it. */
function textInside({ tickfont }: Axis, { plot_bgcolor: paper }: Layout) {
  const shadow = new Array(6).fill(`0 0 2px ${paper}`).join(", ");
  const inside = { showticklabels: true, ticklabelposition: "inside" } as const;
  return { ...inside, tickfont: { ...tickfont, shadow } };
}

/** The axis that an axis belongs to, or itself. */
function rootOf(name: string, { matches }: Axis): string {
  return matches ? `${matches[0]}axis${matches.slice(1)}` : name;
}

/** The zoom with every axis as zoomed as those that it belongs to. */
function spread(layout: Layout, zoom: Zoom): Zoom {
  const axes = axesOfLayout(layout);
  const ofRoot = new Map<string, Range>();
  for (const [name, axis] of axes) {
    const range = zoom.get(name);
    if (range && !ofRoot.has(rootOf(name, axis))) ofRoot.set(rootOf(name, axis), range);
  }
  return new Map(
    axes.flatMap(([name, axis]) => {
      const range = ofRoot.get(rootOf(name, axis));
      return range ? [[name, range] as const] : [];
    }),
  );
}

function plotPx({ width, height, margin }: Layout, letter: "x" | "y"): number {
  return letter === "x" ? width - margin.l - margin.r : height - margin.t - margin.b;
}
