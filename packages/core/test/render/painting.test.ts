import { describe, expect, it } from "vitest";
import type { Annotation, Figure } from "../../src/figures/figure.js";
import { cutIntoDashes } from "../../src/render/paint/dashes.js";
import { legendEntries, legendPlaces } from "../../src/render/paint/legend.js";
import { paintFigure } from "../../src/render/paint/paint-figure.js";
import { scaleOf } from "../../src/render/paint/panel.js";
import type { CirclesPrimitive, PathPrimitive } from "../../src/render/paint/primitives.js";
import { simplifyPolyline } from "../../src/render/paint/simplify.js";
import { axis, everything, figure, layout, scatter } from "./example-figures.js";

const anchored = { anchor: "x" } as const;

function pathsOf(painted: Figure): PathPrimitive[] {
  return paintFigure(painted).primitives.filter((each) => each.kind === "path");
}

function strokedIn(painted: Figure, color: string): PathPrimitive {
  return pathsOf(painted).find(({ stroke }) => stroke?.color === color)!;
}

describe("positions", () => {
  // Panel of the example layout: 40…180 px in x, 10…70 px in y.
  it("put data on a linear axis: margin + (v − first) / span · length", () => {
    const x = scaleOf(layout({ xaxis: axis({ range: [-5, 15] }) }), "x");
    expect([-5, 0, 15].map(x.toPx)).toEqual([40, 75, 180]);
    const y = scaleOf(layout(), "y");
    expect([0, 2.5, 10].map(y.toPx)).toEqual([70, 55, 10]);
  });

  it("put decades of a log axis at equal distances, and nothing at 0", () => {
    const log = axis({ ...anchored, type: "log", range: [0, 3] });
    const y = scaleOf(layout({ yaxis: log }), "y");
    [1, 10, 100, 1000].forEach((value, i) => {
      expect(y.toPx(value)).toBeCloseTo(70 - 20 * i, 9);
    });
    expect(y.toPx(0)).toBeNaN();
  });

  it("follow domains and reversed ranges", () => {
    const x = scaleOf(layout({ xaxis: axis({ domain: [0.5, 1], range: [10, 0] }) }), "x");
    expect([10, 0].map(x.toPx)).toEqual([110, 180]);
  });
});

describe("traces", () => {
  it("break a line at null and at NaN", () => {
    const y = [1, 2, null, 3, 4, Number.NaN, 5, 6];
    const line = strokedIn(
      figure([scatter({ mode: "lines", x: [0, 1, 2, 3, 4, 5, 6, 7], y })]),
      "#0000ff",
    );
    expect(line.subpaths.map(({ xy }) => xy.length / 2)).toEqual([2, 2, 2]);
  });

  it("fill the areas of a line, each part for itself, under the line", () => {
    const square = { x: [0, 5, 5, 0, 8, 9, 9], y: [0, 0, 5, null, 8, 8, 9] };
    const filled = scatter({ mode: "lines", ...square, fill: "toself", fillcolor: "#00ff00" });
    const [area, line] = pathsOf(figure([filled])).filter(
      ({ fill, stroke }) => fill === "#00ff00" || stroke?.color === "#0000ff",
    );
    expect(area!.subpaths).toEqual([
      { xy: [40, 70, 110, 70, 110, 40], closed: true },
      { xy: [152, 22, 166, 22, 166, 16], closed: true },
    ]);
    expect(line!.subpaths.map(({ closed }) => closed)).toEqual([false, false]);
  });

  it("run off the bottom of a log axis at 0", () => {
    const yaxis = axis({ ...anchored, type: "log", range: [0, 2] });
    const traced = figure([scatter({ mode: "lines", x: [0, 5, 10], y: [10, 0, 10] })], { yaxis });
    const [line] = strokedIn(traced, "#0000ff").subpaths;
    expect(line!.xy.slice(0, 3)).toEqual([40, 40, 110]);
    expect(line!.xy[3]).toBeGreaterThan(70 + 5 * 60);
  });

  it("step at the next x in the shape hv", () => {
    const line = { color: "#0000ff", width: 1, shape: "hv" } as const;
    const traced = figure([scatter({ mode: "lines", x: [0, 10], y: [0, 10], line })]);
    expect(strokedIn(traced, "#0000ff").subpaths[0]!.xy).toEqual([40, 70, 180, 70, 180, 10]);
  });

  it("draw each side of an error bar with its own length and cap", () => {
    const error_y = {
      type: "data",
      symmetric: false,
      array: [5],
      arrayminus: [2.5],
      color: "#00ff00",
      thickness: 1,
      width: 3,
    } as const;
    const drawn = figure([scatter({ error_y: { ...error_y, array: [5], arrayminus: [2.5] } })]);
    expect(strokedIn(drawn, "#00ff00").subpaths.map(({ xy }) => xy)).toEqual([
      [110, 40, 110, 10],
      [107, 10, 113, 10],
      [110, 40, 110, 55],
      [107, 55, 113, 55],
    ]);
  });

  it("draw no error bar for a side without a value", () => {
    const error_y = { type: "data", symmetric: false, array: [null], arrayminus: [null] } as const;
    const style = { color: "#00ff00", thickness: 1, width: 3 };
    const lists = { array: [null], arrayminus: [null] };
    const drawn = figure([scatter({ error_y: { ...error_y, ...style, ...lists } })]);
    expect(strokedIn(drawn, "#00ff00")).toBeUndefined();
  });

  it("draw bars from base to base + y about x, and none where base or y is null", () => {
    const bars = figure([
      {
        ...{ type: "bar", xaxis: "x", yaxis: "y", name: "", showlegend: false, hoverinfo: "skip" },
        ...{ x: [5, 1, 2], y: [5, null, 1], base: [2.5, 1, null], width: 2 },
        marker: { color: "#123456" },
      },
    ]);
    const [bar] = pathsOf(bars).filter(({ fill }) => fill === "#123456");
    expect(bar!.subpaths.map(({ xy }) => xy)).toEqual([[96, 25, 124, 25, 124, 55, 96, 55]]);
  });

  it("stroke an open marker in its colour and a thin one in that of its outline", () => {
    const line = { color: "#00ff00", width: 3 };
    const open = { symbol: "circle-open", size: 8, color: "#ff0000", line } as const;
    const circle = paintFigure(figure([scatter({ marker: open })])).primitives.find(
      (each) => each.kind === "circles",
    ) as CirclesPrimitive;
    expect(circle).toMatchObject({ fill: null, centres: [110, 40], radiusPx: 4 });
    expect(circle.stroke).toMatchObject({ color: "#ff0000", widthPx: 3 });
    const thin = figure([scatter({ marker: { ...open, symbol: "x-thin" } })]);
    const cross = strokedIn(thin, "#00ff00");
    expect(cross.fill).toBeNull();
    expect(cross.subpaths.map(({ xy }) => xy)).toEqual([
      [114, 44, 106, 36],
      [114, 36, 106, 44],
    ]);
  });

  it("are clipped to their panel", () => {
    for (const each of pathsOf(figure([scatter({ mode: "lines", x: [0, 99], y: [0, 99] })])))
      if (each.stroke) expect(each.clip).toEqual({ left: 40, top: 10, width: 140, height: 60 });
  });
});

describe("axes", () => {
  // The places that plotly.js 2.35 gives the same axis: labels end 8 px left of the panel, their
  // base line 0.35 sizes below the tick, the title 0.35 sizes, the labels and the standoff further.
  it("have ticks, labels and title where plotly has them", () => {
    const font = { family: "LightDqmMono", size: 10, color: "#000000" };
    const shown = { showline: true, ticks: "outside", showticklabels: true } as const;
    const title = { text: "title", font: { ...font, size: 12 }, standoff: 6 };
    const ticks = { tickvals: [0, 10, 11], ticktext: ["0", "10", "off"], tickfont: font };
    const { primitives } = paintFigure(
      figure([], { yaxis: axis({ ...anchored, ...shown, ...ticks, title }) }),
    );
    const texts = primitives.flatMap((each) => (each.kind === "text" ? [each] : []));
    expect(texts.map(({ text, x, y }) => [text, Math.round(x * 10) / 10, y])).toEqual([
      ["0", 32, 73.5],
      ["10", 32, 13.5],
      ["title", 40 - Math.round(10 * (8 + 12.04 - 0.5 + 6 + 4.2)) / 10, 40],
    ]);
    const [ticksDrawn] = primitives.flatMap((each) =>
      each.kind === "path" && each.stroke && each.subpaths.length === 2 ? [each] : [],
    );
    expect(ticksDrawn!.subpaths.map(({ xy }) => xy)).toEqual([
      [39, 70, 34, 70],
      [39, 10, 34, 10],
    ]);
  });
});

describe("the order", () => {
  it("is shapes below, bars, scatter, shapes above, annotations", () => {
    const { primitives } = paintFigure(everything());
    const at = (test: (each: (typeof primitives)[number]) => boolean) => primitives.findIndex(test);
    const order = [
      at((each) => each.kind === "path" && each.fill === "#dde8f2"),
      at((each) => each.kind === "path" && each.fill === "#f6d3b8"),
      at((each) => each.kind === "circles" && each.fill === "#0b4f8a"),
      at(
        (each) =>
          each.kind === "path" &&
          each.stroke?.color === "#c22f00" &&
          !!each.clip &&
          each.stroke.dashPx.length > 0,
      ),
      at((each) => each.kind === "text" && each.text === "upright"),
    ];
    expect(order.every((each) => each > 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});

describe("annotations", () => {
  const font = { family: "LightDqmSans", size: 10, color: "#000000" };
  const note: Annotation = {
    text: "a\nb",
    x: 0.5,
    y: 0.5,
    xref: "paper",
    yref: "paper",
    xanchor: "center",
    yanchor: "middle",
    showarrow: false,
    font,
  };
  const textsOf = (more: Partial<Annotation>) =>
    paintFigure(figure([], { annotations: [{ ...note, ...more }] })).primitives.flatMap((each) =>
      each.kind === "text" ? [each] : [],
    );

  it("stand on base lines 1.3 sizes apart, centred about their point and shifted right and up", () => {
    const [a, b] = textsOf({ xshift: 7, yshift: 4 });
    expect([a!.x, b!.x]).toEqual([117, 117]);
    expect(b!.y - a!.y).toBeCloseTo(13, 9);
    // Ascent 0.928 em above, descent 0.236 em below: the middle of both lines is at 40 − 4.
    expect((a!.y - 9.28 + b!.y + 2.36) / 2).toBeCloseTo(36, 9);
  });

  it("turn about their middle, upwards", () => {
    const [a, b] = textsOf({ textangle: -90 });
    expect(a!.angleDegrees).toBe(-90);
    expect(b!.x - a!.x).toBeCloseTo(13, 9);
    expect([a!.y, b!.y]).toEqual([40, 40]);
  });

  it("are omitted when their place is off the axis", () => {
    expect(textsOf({ xref: "x", x: 10.5 })).toEqual([]);
    expect(textsOf({ xref: "x", x: 9.5 })).toHaveLength(2);
  });

  it("take the logarithm as their place on a log axis", () => {
    const yaxis = axis({ ...anchored, type: "log", range: [0, 2] });
    const annotations: Annotation[] = [{ ...note, text: "a", yref: "y", y: 1 }];
    const { primitives } = paintFigure(figure([], { yaxis, annotations }));
    const [text] = primitives.filter((each) => each.kind === "text");
    expect(text!.y).toBeCloseTo(40 + (9.28 - 2.36) / 2, 9);
  });
});

describe("the legend", () => {
  it("stands in one row with the width of each entry where they fit", () => {
    expect(legendPlaces([50, 30, 40], 20, 130)).toEqual({
      places: [0, 55, 90].map((left) => ({ left, top: 0 })),
      width: 130,
      height: 20,
    });
  });

  it("wraps into columns of one width where they do not", () => {
    const { places, width, height } = legendPlaces([50, 30, 40], 20, 129);
    expect(places).toEqual([
      { left: 0, top: 0 },
      { left: 55, top: 0 },
      { left: 0, top: 20 },
    ]);
    expect([width, height]).toEqual([85, 40]);
  });

  it("stacks entries wider than the whole", () => {
    expect(legendPlaces([300, 300], 20, 100).places.map(({ top }) => top)).toEqual([0, 20]);
  });

  it("shows a name once in its group", () => {
    const grouped = { showlegend: true, legendgroup: "g", name: "a" };
    const traces = [scatter(grouped), scatter(grouped), scatter(), scatter({ showlegend: true })];
    expect(legendEntries(traces).map(({ name }) => name)).toEqual(["a", "data"]);
  });
});

describe("simpler polylines", () => {
  it("keep the lowest and the highest point of every px column, and both ends", () => {
    const xy: number[] = [];
    for (let i = 0; i < 1000; i++) xy.push(i / 100, Math.sin(i * 1.7) * 100);
    const kept = simplifyPolyline(xy);
    expect(kept.length / 2).toBeLessThanOrEqual(22);
    for (let column = 0; column < 10; column++) {
      const within = (list: number[]) =>
        list.filter((_, i) => i % 2 === 1 && Math.floor(list[i - 1]!) === column);
      expect(Math.max(...within(kept))).toBe(Math.max(...within(xy)));
      expect(Math.min(...within(kept))).toBe(Math.min(...within(xy)));
    }
    expect(kept.slice(0, 2)).toEqual(xy.slice(0, 2));
    expect(kept.slice(-2)).toEqual(xy.slice(-2));
  });

  it("keep of a level run its ends only, and whatever rises from it", () => {
    const y = Array.from({ length: 200 }, (_, i) => (i === 120 ? 3 : 7 + 0.01 * (i % 2)));
    const kept = simplifyPolyline(y.flatMap((each, i) => [i, each]));
    expect(kept.filter((_, at) => at % 2 === 0)).toEqual([0, 119, 120, 121, 199]);
    expect(kept.filter((_, at) => at % 2 === 1)).toEqual([7, 7.01, 3, 7.01, 7.01]);
  });

  it("leave a short one as it is", () => {
    expect(simplifyPolyline([0, 0, 0.1, 5, 0.2, 1])).toEqual([0, 0, 0.1, 5, 0.2, 1]);
  });
});

describe("dashes", () => {
  it("run on around corners", () => {
    const pieces = cutIntoDashes({ xy: [0, 0, 5, 0, 5, 5], closed: false }, [3, 1]);
    expect(pieces.map(({ xy }) => xy)).toEqual([
      [0, 0, 3, 0],
      [4, 0, 5, 0, 5, 2],
      [5, 3, 5, 5],
    ]);
  });
});
