import type { Axis, Figure, Layout, ScatterTrace } from "../../src/figures/figure.js";

const sans = { family: "LightDqmSans, DejaVu Sans, sans-serif", size: 10, color: "#1a1a1a" };

export function axis(more: Partial<Axis> = {}): Axis {
  return {
    domain: [0, 1],
    anchor: "y",
    type: "linear",
    range: [0, 10],
    tickmode: "array",
    tickvals: [],
    ticktext: [],
    tickfont: sans,
    ticks: "",
    showticklabels: false,
    showgrid: false,
    gridcolor: "#e6e6e6",
    zeroline: false,
    showline: false,
    linecolor: "#1a1a1a",
    mirror: false,
    ...more,
  };
}

export function layout(more: Partial<Layout> = {}): Layout {
  return {
    width: 200,
    height: 100,
    margin: { l: 40, r: 20, t: 10, b: 30 },
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    font: sans,
    showlegend: false,
    barmode: "overlay",
    hovermode: false,
    annotations: [],
    shapes: [],
    xaxis: axis(),
    yaxis: axis({ anchor: "x" }),
    ...more,
  };
}

export function scatter(more: Partial<ScatterTrace> = {}): ScatterTrace {
  return {
    type: "scatter",
    mode: "markers",
    xaxis: "x",
    yaxis: "y",
    name: "data",
    showlegend: false,
    hoverinfo: "skip",
    x: [5],
    y: [5],
    marker: { symbol: "circle", size: 8, color: "#ff0000" },
    line: { color: "#0000ff", width: 2 },
    ...more,
  };
}

export function figure(data: Figure["data"] = [], more: Partial<Layout> = {}): Figure {
  return { data, layout: layout(more) };
}

/** Everything of the subset at once. */
export function everything(): Figure {
  const symbols = [
    ...(["circle", "circle-open", "square", "square-open", "diamond", "diamond-open"] as const),
    ...([
      "triangle-up",
      "triangle-up-open",
      "triangle-down",
      "x-thin",
      "cross-thin",
      "line-ew",
    ] as const),
  ];
  const framed = { showline: true, mirror: true, showgrid: true, showticklabels: true } as const;
  const tens = { tickvals: [0, 2, 4, 6, 8, 10], ticktext: ["0", "2", "4", "6", "8", "10"] };
  const left: Partial<Axis> = { ...framed, ...tens, ticks: "outside", domain: [0, 0.45] };
  const title = (text: string) => ({ text, font: { ...sans, size: 12 }, standoff: 6 });
  return {
    data: [
      ...symbols.map((symbol, i) =>
        scatter({
          x: [i * 0.9 + 0.5],
          y: [9],
          name: symbol,
          showlegend: i < 4,
          marker: { symbol, size: 14, color: "#0b4f8a", line: { color: "#c22f00", width: 2 } },
        }),
      ),
      scatter({
        mode: "lines+markers",
        x: [1, 2, 3, 4, 5, 6, 7],
        y: [1, 3, 2, null, 4, 12, 3],
        name: "with a gap",
        showlegend: true,
        marker: { symbol: "circle", size: 6, color: "#d55e00" },
        error_y: {
          type: "data",
          symmetric: false,
          array: [1, 0.5, 2, 1, 0.2, 1, 1],
          arrayminus: [0.5, 1, 0.2, 1, 1, 1, 0.1],
          color: "#d55e00",
          thickness: 1,
          width: 4,
        },
      }),
      scatter({
        mode: "lines",
        x: [0, 2, 4, 6, 8, 10],
        y: [5, 6, 5.5, 7, 6, 6],
        name: "steps",
        showlegend: true,
        opacity: 0.6,
        line: { color: "#009e73", width: 2, shape: "hv", dash: "dash" },
      }),
      scatter({
        mode: "text",
        x: [8, 9],
        y: [2, 3],
        text: ["☹", "µV"],
        textfont: { ...sans, size: 18, color: "#d0021b" },
      }),
      {
        type: "bar",
        xaxis: "x2",
        yaxis: "y2",
        name: "band of earlier files",
        showlegend: true,
        hoverinfo: "skip",
        x: [1, 2, 3, 4],
        y: [10, 90, null, 5000],
        base: [1, 10, 10, 100],
        width: 0.8,
        marker: { color: "#f6d3b8" },
      },
      scatter({
        mode: "lines",
        xaxis: "x2",
        yaxis: "y2",
        x: [0, 1, 2, 3, 4, 5],
        y: [1, 10, 100, 0, 1000, 20000],
        name: "log",
        showlegend: true,
        line: { color: "#000000", width: 1.5, dash: "dot" },
      }),
    ],
    layout: layout({
      width: 720,
      height: 400,
      margin: { l: 70, r: 30, t: 60, b: 90 },
      plot_bgcolor: "#fafafa",
      title: {
        text: "Everything at once",
        font: { ...sans, size: 16 },
        x: 0.5,
        y: 0.97,
        xanchor: "center",
        yanchor: "top",
      },
      showlegend: true,
      legend: {
        orientation: "h",
        x: 0.5,
        y: -0.22,
        xanchor: "center",
        yanchor: "top",
        font: sans,
      },
      xaxis: axis({ ...left, title: title("time (µs)") }),
      yaxis: axis({ ...left, anchor: "x", domain: [0, 1], title: title("amplitude") }),
      xaxis2: axis({ ...left, domain: [0.6, 1], range: [0, 5], anchor: "y2", mirror: false }),
      yaxis2: axis({
        ...framed,
        anchor: "x2",
        ticks: "outside",
        type: "log",
        range: [0, 4],
        tickvals: [1, 10, 100, 1000, 10000],
        ticktext: ["1", "10", "100", "1000", "10 000"],
      }),
      shapes: [
        {
          type: "rect",
          xref: "x",
          yref: "paper",
          x0: 2,
          x1: 4,
          y0: 0,
          y1: 1,
          line: { color: "#000000", width: 0 },
          fillcolor: "#dde8f2",
          layer: "below",
        },
        {
          type: "line",
          xref: "x2",
          yref: "y2",
          x0: 0,
          x1: 5,
          y0: 300,
          y1: 300,
          line: { color: "#c22f00", width: 1.5, dash: "dash" },
          layer: "above",
        },
      ],
      annotations: [
        {
          text: "first line<br>second, longer line",
          x: 0.1,
          y: 0.2,
          xref: "paper",
          yref: "paper",
          xanchor: "left",
          yanchor: "top",
          align: "left",
          showarrow: false,
          font: sans,
          bgcolor: "#ffffe0",
        },
        {
          text: "upright",
          x: 1,
          y: 0.5,
          xref: "paper",
          yref: "paper",
          xanchor: "left",
          yanchor: "middle",
          xshift: 4,
          showarrow: false,
          font: { ...sans, size: 14 },
          textangle: -90,
        },
        {
          text: "at 1000",
          x: 1,
          y: 3,
          xref: "x2",
          yref: "y2",
          xanchor: "center",
          yanchor: "bottom",
          yshift: 3,
          showarrow: false,
          font: sans,
        },
      ],
    }),
  };
}
