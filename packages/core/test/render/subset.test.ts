import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/figures/figure.js";
import { registerFont } from "../../src/render/fonts.js";
import { renderSvg } from "../../src/render/index.js";
import { everything } from "./example-figures.js";

/** A copy of the full figure with one value set; a path as "layout.xaxis.title". */
function withSet(path: string, value: unknown): Figure {
  const copy = JSON.parse(JSON.stringify(everything())) as Figure;
  const keys = path.split(".");
  let parent = copy as unknown as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  parent[keys.at(-1)!] = value;
  return copy;
}

function shown(path: string): string {
  return path.replace(/\.(\d+)/g, "[$1]");
}

describe("a figure outside of the subset", () => {
  const line = 12;
  it.each([
    "frames",
    "data.0.connectgaps",
    "data.0.marker.opacity",
    "data.0.marker.line.dash",
    `data.${line}.line.smoothing`,
    `data.${line}.error_y.traceref`,
    "data.14.textfont.weight",
    "data.15.orientation",
    "data.15.marker.line",
    "layout.template",
    "layout.margin.pad",
    "layout.font.weight",
    "layout.title.automargin",
    "layout.legend.bgcolor",
    "layout.xaxis.rangemode",
    "layout.yaxis2.dtick",
    "layout.xaxis.title.side",
    "layout.xaxis.tickfont.weight",
    "layout.xaxis1",
    "layout.annotations.0.arrowhead",
    "layout.annotations.0.font.style",
    "layout.shapes.0.path",
    "layout.shapes.0.line.shape",
  ])("is refused with its unknown key %s", (path) => {
    expect(() => renderSvg(withSet(path, 1))).toThrow(`(${shown(path)}): expected`);
  });

  it.each([
    ["data.0.type", "heatmap"],
    ["data.0.mode", "lines+text"],
    ["data.0.marker.symbol", "star"],
    ["data.0.marker.color", "reddish"],
    ["data.0.xaxis", "x9"],
    ["data.0.y", [1, 2]],
    ["data.0.opacity", 1.5],
    ["data.9.marker.line", undefined],
    ["data.12.fill", "tozeroy"],
    ["data.15.width", 0],
    ["layout.width", Number.NaN],
    ["layout.xaxis.type", "date"],
    ["layout.xaxis.range", [1, 1]],
    ["layout.xaxis.ticktext", ["0"]],
    ["layout.xaxis.anchor", "x2"],
    ["layout.xaxis.domain", [0.5, 0.5]],
    ["layout.font.family", "Arial"],
    ["layout.shapes.1.y0", 0],
    ["layout.shapes.0.xref", "x9"],
    ["layout.annotations.0.textangle", 45],
    ["layout.title.text", undefined],
  ])("is refused with %s set to %j", (path, value) => {
    expect(() => renderSvg(withSet(path, value))).toThrow(`(${shown(path)}): expected`);
    expect(() => renderSvg(withSet(path, value))).toThrow(
      expect.objectContaining({ name: "LightDqmError", code: "output" }),
    );
  });

  it("is one where a filled line has no colour to fill it with", () => {
    expect(() => renderSvg(withSet(`data.${line}.fill`, "toself"))).toThrow("fillcolor): expected");
  });

  it("is not one where an optional key is undefined", () => {
    expect(() => renderSvg(withSet("layout.title", undefined))).not.toThrow();
  });
});

it("a missing font is an error, not another font", () => {
  expect(() => registerFont("Nowhere", "NoSuchFont.ttf")).toThrow(
    /A font of the package is missing \(NoSuchFont\.ttf\)/,
  );
});
