import { type Axis, type Figure, figureOf, type Payload } from "@light-dqm/core/figures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kindOf } from "../../../view/kinds/figure-kinds.js";
import {
  isSameZoom,
  showsData,
  wholeFigure,
  type Zoom,
  zoomedFigure,
  zoomIn,
} from "../../../view/plot/zoom.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads: Record<string, Payload> = examplePayloads();
const drawn = (name: string): Figure =>
  figureOf(payloads[name]!, { theme: "light", marks: "plain", widthPx: 1200 });
const axisOf = ({ layout }: Figure, name: string): Axis => layout[name as "xaxis"];

/** What plotly would have in its layout. */
const seenAt = (figure: Figure, ranges: Record<string, [number, number]>): Figure["layout"] => {
  const axes = Object.entries(ranges).map(([name, range]) => [
    name,
    { ...axisOf(figure, name), range },
  ]);
  return { ...figure.layout, ...Object.fromEntries(axes) };
};

const zoomedTo = (name: string, zoom: Zoom, isLinked = false): Figure => {
  const payload = payloads[name]!;
  return zoomedFigure(
    drawn(name),
    zoom,
    isLinked,
    (letter, panel) => kindOf(payload).ticks?.(payload, letter, panel) ?? "number",
  );
};

const linked = ({ layout }: Figure): boolean =>
  Object.values(layout).some((part) => (part as Partial<Axis> | undefined)?.matches);

it.each(Object.keys(payloads))("panels can zoom together where they have one range: %s", (name) => {
  const payload = payloads[name]!;
  expect(kindOf(payload).linksPanels?.(payload) ?? false).toBe(linked(drawn(name)));
});

describe("a zoom", () => {
  const spectra = drawn("spectra per EPCB");

  it("is of the axes that were changed alone", () => {
    const zoom = zoomIn(spectra.layout, seenAt(spectra, { xaxis3: [5, 10] }));
    expect([...zoom!]).toEqual([["xaxis3", [5, 10]]]);
    expect(zoomIn(spectra.layout, spectra.layout)!.size).toBe(0);
  });

  it("never goes beyond what the figure shows", () => {
    const [, end] = axisOf(spectra, "xaxis").range;
    const zoom = zoomIn(spectra.layout, seenAt(spectra, { xaxis: [5, 2 * end] }));
    expect([...zoom!]).toEqual([["xaxis", [5, end]]]);
  });

  it.each<[string, [number, number]]>([
    ["empty", [5, 5]],
    ["outside", [-10, -5]],
    ["no number", [Number.NaN, 5]],
  ])("is none where the range is %s", (_, range) => {
    expect(zoomIn(spectra.layout, seenAt(spectra, { xaxis: range }))).toBeNull();
  });

  it("is known again", () => {
    const zoom: Zoom = new Map([["xaxis", [1, 2]]]);
    expect(isSameZoom(zoom, new Map([["xaxis", [1, 2]]]))).toBe(true);
    expect(isSameZoom(zoom, new Map([["xaxis", [1, 3]]]))).toBe(false);
    expect(isSameZoom(zoom, wholeFigure)).toBe(false);
  });
});

describe("what a zoom shows", () => {
  it("is nothing between the channels of a mask", () => {
    const mask = drawn("mask of baselines");
    const shows = (x: [number, number], y: [number, number]): boolean =>
      showsData(
        mask,
        new Map([
          ["xaxis", x],
          ["yaxis", y],
        ]),
        wholeFigure,
      );
    expect(shows([3.5, 6.5], [0.5, 1.5])).toBe(true);
    // Channels 0 to 3 are inactive.
    expect(shows([0, 3.5], [0.5, 1.5])).toBe(false);
    expect(shows([4.1, 4.9], [0.5, 1.5])).toBe(false);
  });

  it("is a line that crosses it between two of its points", () => {
    const own = drawn("eight panels");
    // From (8, 8) to (16, 16): the diagonal.
    const shows = (low: number, high: number): boolean =>
      showsData(
        own,
        new Map([
          ["xaxis", [11, 12]],
          ["yaxis", [low, high]],
        ]),
        wholeFigure,
      );
    expect(shows(11.2, 11.8)).toBe(true);
    expect(shows(14, 15)).toBe(false);
  });

  it("is what the panel shows that was zoomed, not another one", () => {
    const own = drawn("eight panels");
    const before: Zoom = new Map([["xaxis2", [1, 4]]]);
    expect(showsData(own, new Map([...before, ["xaxis", [1, 3]]]), before)).toBe(true);
    expect(showsData(own, new Map([...before, ["yaxis3", [100, 101]]]), before)).toBe(false);
  });
});

describe("a zoomed figure", () => {
  it("has one panel zoomed, with its own numbers, unless panels are linked", () => {
    const zoom: Zoom = new Map([["xaxis3", [5, 10]]]);
    const alone = zoomedTo("spectra per EPCB", zoom);
    expect(axisOf(alone, "xaxis3")).toMatchObject({ range: [5, 10], showticklabels: true });
    expect(axisOf(alone, "xaxis").range).toEqual(axisOf(drawn("spectra per EPCB"), "xaxis").range);
    expect(linked(alone)).toBe(false);
    const together = zoomedTo("spectra per EPCB", zoom, true);
    for (let panel = 1; panel <= 8; panel++)
      expect(axisOf(together, `xaxis${panel === 1 ? "" : panel}`).range).toEqual([5, 10]);
  });

  it("has numbers that stand between panels inside, on a rim of paper, and the others as they were", () => {
    const of = (name: string) =>
      axisOf(zoomedTo("spectra per EPCB", new Map([[name, [5, 10]]])), name);
    const { paper_bgcolor: paper } = drawn("spectra per EPCB").layout;
    expect(of("xaxis3")).toMatchObject({
      ticklabelposition: "inside",
      tickfont: { shadow: expect.stringContaining(paper) },
    });
    expect(of("xaxis8")).not.toHaveProperty("ticklabelposition");
    expect(of("xaxis8").tickfont).not.toHaveProperty("shadow");
  });

  describe("of which one panel alone is zoomed that bears the numbers of others", () => {
    const whole = drawn("spectra per EPCB");
    const domainOf = (name: string): string => axisOf(whole, name).domain.join();
    const axesLike = (bearer: string): string[] =>
      Object.keys(whole.layout).filter(
        (name) => name.startsWith(bearer.slice(0, 5)) && name !== bearer,
      );
    const bearerOf = (letter: "x" | "y"): string =>
      Object.keys(whole.layout).find((name) => {
        const isAxis = name.startsWith(`${letter}axis`);
        return isAxis && axisOf(whole, name).showticklabels && hasNeighbours(name);
      })!;
    const hasNeighbours = (bearer: string): boolean =>
      axesLike(bearer).some((name) => domainOf(name) === domainOf(bearer));

    it.each<[string, "x" | "y", [number, number]]>([
      ["row", "y", [-7, -5]],
      ["column", "x", [5, 10]],
    ])("gives those of its %s numbers of their own", (_, letter, range) => {
      const bearer = bearerOf(letter);
      const zoomed = zoomedTo("spectra per EPCB", new Map([[bearer, range]]));
      for (const name of axesLike(bearer)) {
        const [before, after] = [axisOf(whole, name), axisOf(zoomed, name)];
        const isNeighbour = domainOf(name) === domainOf(bearer);
        expect(after.showticklabels).toBe(isNeighbour || before.showticklabels);
        expect(after.ticktext).toEqual(before.ticktext);
        expect("ticklabelposition" in after).toBe(isNeighbour);
      }
    });

    it("leaves the others as they are where the panels zoom together", () => {
      const bearer = bearerOf("y");
      const zoomed = zoomedTo("spectra per EPCB", new Map([[bearer, [-7, -5]]]), true);
      for (const name of axesLike(bearer))
        expect(axisOf(zoomed, name).showticklabels).toBe(axisOf(whole, name).showticklabels);
    });
  });

  it("keeps times as times", () => {
    const { range } = axisOf(drawn("trend of the EPCBs"), "xaxis");
    const middle = (range[0] + range[1]) / 2;
    const zoom: Zoom = new Map([["xaxis", [middle - 600_000, middle + 600_000]]]);
    const { tickvals, ticktext } = axisOf(zoomedTo("trend of the EPCBs", zoom), "xaxis");
    expect(tickvals.length).toBeGreaterThan(0);
    for (const text of ticktext) expect(text).toMatch(/\d\d:\d\d/);
  });

  it("keeps powers of ten, and has 1, 2, 5 between them where few are seen", () => {
    const of = (range: [number, number]) =>
      axisOf(zoomedTo("spectra per EPCB", new Map([["yaxis", range]])), "yaxis").ticktext;
    expect(of([-9, -3]).every((text) => /^10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+$/.test(text))).toBe(true);
    expect(of([-9.1, -7.8])).toEqual(["10⁻⁹", "2·10⁻⁹", "5·10⁻⁹", "10⁻⁸"]);
    expect(of([-0.1, 0.8])).toEqual(["10⁰", "2·10⁰", "5·10⁰"]);
  });

  it("has whole channels, however far it is zoomed", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 4, max: 50, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (low, span) => {
          const zoomed = zoomedTo("mask of baselines", new Map([["xaxis", [low, low + span]]]));
          const { tickvals, ticktext } = axisOf(zoomed, "xaxis");
          expect(tickvals.length).toBeGreaterThan(0);
          expect(tickvals.every(Number.isInteger)).toBe(true);
          expect(ticktext).toEqual(tickvals.map(String));
        },
      ),
    );
  });

  it("keeps the words of a map's columns", () => {
    const whole = axisOf(drawn("map of baselines"), "xaxis");
    const zoomed = axisOf(zoomedTo("map of baselines", new Map([["xaxis", [0, 2]]])), "xaxis");
    expect(zoomed.ticktext).toEqual(whole.ticktext);
  });

  it("is the figure itself without a zoom, but for what links its panels", () => {
    expect(zoomedTo("mask of baselines", wholeFigure)).toEqual(drawn("mask of baselines"));
    expect(zoomedTo("spectra per EPCB", wholeFigure, true)).toEqual(drawn("spectra per EPCB"));
  });
});
