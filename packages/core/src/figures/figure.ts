/**
 * The figures of the package: a typed, closed subset of plotly JSON. plotly.js draws it
 * unchanged in the browser; `render/` draws it without one and throws on anything outside the subset.
 *
 * Everything that plotly would guess is set by the one who builds the figure: sizes, margins,
 * ranges, ticks, colours. Text is plain: no HTML, no TeX.
 */

/** `"x"`, `"x2"`, … and `"y"`, `"y2"`, …: which axis of the layout a trace or shape belongs to. */
export type XAxisId = "x" | `x${number}`;
export type YAxisId = "y" | `y${number}`;

export type Dash = "solid" | "dash" | "dot";
export type MarkerSymbol =
  | "circle"
  | "circle-open"
  | "square"
  | "square-open"
  | "diamond"
  | "diamond-open"
  | "triangle-up"
  | "triangle-up-open"
  | "triangle-down"
  | "x-thin"
  | "cross-thin"
  | "line-ew";

export interface Line {
  color: string;
  width: number;
  dash?: Dash;
  /** `hv`: steps. */
  shape?: "linear" | "hv";
}

export interface Marker {
  symbol: MarkerSymbol;
  /** Diameter in px. */
  size: number;
  color: string;
  /** Outline; the stroke of `-open` and `-thin` symbols. */
  line?: { color: string; width: number };
}

/** Asymmetric error bars along y. */
export interface ErrorY {
  type: "data";
  symmetric: false;
  array: (number | null)[];
  arrayminus: (number | null)[];
  color: string;
  thickness: number;
  /** Half-width of the cap in px. */
  width: number;
}

interface TraceBase {
  xaxis: XAxisId;
  yaxis: YAxisId;
  name: string;
  showlegend: boolean;
  legendgroup?: string;
  opacity?: number;
  /** Plain text shown on hover, one per point; ignored in print. */
  hovertext?: string[];
  hoverinfo: "text" | "skip";
}

/** Points, lines or text. `null` in y breaks a line and omits a point. */
export interface ScatterTrace extends TraceBase {
  type: "scatter";
  mode: "lines" | "markers" | "lines+markers" | "text";
  x: number[];
  y: (number | null)[];
  line?: Line;
  marker?: Marker;
  error_y?: ErrorY;
  /** Fills the area within the line; its parts, which `null` in y separates, each for itself. */
  fill?: "toself";
  fillcolor?: string;
  /** mode `text` */
  text?: string[];
  textfont?: Font;
}

/** Vertical bars from `base` to `base + y`, `width` wide in data units: the band of earlier files. */
export interface BarTrace extends TraceBase {
  type: "bar";
  x: number[];
  y: (number | null)[];
  base: (number | null)[];
  width: number;
  marker: { color: string };
}

export type Trace = ScatterTrace | BarTrace;

export interface Font {
  family: string;
  size: number;
  color: string;
}

export interface Axis {
  /** Fraction of the plot area, 0…1 of the width or height inside the margins. */
  domain: [number, number];
  anchor: XAxisId | YAxisId;
  type: "linear" | "log";
  /** Ends; for `log` the base-10 logarithms of the ends. */
  range: [number, number];
  tickmode: "array";
  /** In data values, also on a log axis. */
  tickvals: number[];
  ticktext: string[];
  tickfont: Font;
  ticks: "outside" | "";
  showticklabels: boolean;
  showgrid: boolean;
  gridcolor: string;
  zeroline: false;
  showline: boolean;
  linecolor: string;
  /** Draws the line on the opposite side too. */
  mirror: boolean;
  title?: { text: string; font: Font; standoff: number };
  /** Zooms together with this axis. */
  matches?: XAxisId | YAxisId;
  fixedrange?: boolean;
}

export interface Annotation {
  text: string;
  x: number;
  y: number;
  /** `paper`: fraction of the plot area. */
  xref: "paper" | XAxisId;
  yref: "paper" | YAxisId;
  xanchor: "left" | "center" | "right";
  yanchor: "top" | "middle" | "bottom";
  /** Offset in px: right and up. */
  xshift?: number;
  yshift?: number;
  showarrow: false;
  font: Font;
  /** Clockwise degrees. */
  textangle?: 0 | -90;
  align?: "left" | "center" | "right";
  bgcolor?: string;
}

export interface Shape {
  type: "rect" | "line";
  xref: "paper" | XAxisId;
  yref: "paper" | YAxisId;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  line: { color: string; width: number; dash?: Dash };
  fillcolor?: string;
  layer: "below" | "above";
}

export interface Layout {
  /** px */
  width: number;
  height: number;
  margin: { l: number; r: number; t: number; b: number };
  paper_bgcolor: string;
  plot_bgcolor: string;
  font: Font;
  title?: {
    text: string;
    font: Font;
    /** Fraction of the whole figure. */
    x: number;
    y: number;
    xanchor: "left" | "center" | "right";
    yanchor: "top" | "middle" | "bottom";
  };
  showlegend: boolean;
  /** Horizontal, in `paper` fractions of the plot area; entries in the order of the traces. */
  legend?: {
    orientation: "h";
    x: number;
    y: number;
    xanchor: "left" | "center" | "right";
    yanchor: "top" | "middle" | "bottom";
    font: Font;
  };
  barmode: "overlay";
  hovermode: "closest" | false;
  annotations: Annotation[];
  shapes: Shape[];
  xaxis: Axis;
  yaxis: Axis;
  /** `xaxis2`, `yaxis2`, … */
  [axis: `xaxis${number}`]: Axis;
  [axis: `yaxis${number}`]: Axis;
}

export interface Figure {
  data: Trace[];
  layout: Layout;
}

/** Private names of the fonts that ship with the package; browsers fall back to the generic. */
export const sansFont = "LightDqmSans, DejaVu Sans, sans-serif";
export const monoFont = "LightDqmMono, DejaVu Sans Mono, monospace";
