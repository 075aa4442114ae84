/** Which maps a report has: of the whole detector, and of modules that need attention. */
import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorGroups } from "../../src/detector/groups.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import type { Payload } from "../../src/figures/payload.js";
import type { JudgedFile } from "../../src/judge/judged-file.js";
import { allChecksMask } from "../../src/judge/states/mask.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { figurePages } from "../../src/report/pages.js";
import { dune2x2 } from "../detectors.js";
import { syntheticSummary } from "../figures/synthetic-summary.js";
import { fourAdcs } from "../four-adcs.js";

/** Pages with maps of a file in which so many channels of some modules are dead. */
function mapPages(detector: DetectorProfile, dead: Record<number, number> = {}) {
  const { active, moduleOf, placeOf } = detectorGroups(detector);
  const left = new Map(Object.entries(dead).map(([module, count]) => [Number(module), count]));
  const verdicts = active.flatMap((channelIndex) => {
    const module = moduleOf[channelIndex]!;
    const count = left.get(module) ?? 0;
    left.set(module, count - 1);
    return allChecksMask.checks.map((check): Verdict => {
      const isBad = check === "flatline" && count > 0;
      return {
        ...{
          check,
          scope: "channel",
          ...placeOf(channelIndex),
          change: null,
          since: null,
          group: null,
        },
        ...{ state: isBad ? "bad" : "ok", reason: isBad ? "no light" : "as expected" },
        ...{ value: 0, limit: 300, unit: "", n: 12, p: null, members: [], label: null },
      };
    });
  });
  const judged = {
    summary: syntheticSummary({}, detector),
    verdicts,
    reference: null,
    fileCount: 0,
  };
  return figurePages(judged as unknown as JudgedFile, defaultConfig()).filter(({ bookmark }) =>
    bookmark.startsWith("Map"),
  );
}

const bookmarks = (pages: { bookmark: string }[]): string[] => pages.map((page) => page.bookmark);
const whole = ["Map of all checks", "Map of the noise", "Map of the amplitudes"];

describe("the maps of a report", () => {
  test("are one page each where all modules fit", () => {
    const pages = mapPages(dune2x2, { 0: 3, 2: 1 });
    expect(bookmarks(pages)).toEqual(whole);
    expect(pages[0]!.payload.answer).not.toContain("follow");
  });

  test("of a large detector lead to the modules with most bad channels", () => {
    const modules = Array.from({ length: 10 }, (_, i) => ({ layout: 0, firstAdc: 2 * i }));
    const large = { ...dune2x2, adcCount: 20, modules };
    const [first, ...others] = whole as [string, ...string[]];
    const dead = { 8: 9, 0: 1, 7: 2, 2: 8, 6: 5, 9: 4 };
    const pages = mapPages(large, dead);
    const shown = [2, 6, 8, 9];
    expect(bookmarks(pages)).toEqual([
      ...[first, ...shown.map((module) => `Map of all checks, module ${module}`), ...others],
    ]);
    expect(pages[0]!.payload.answer).toMatch(
      /Pages of modules 2, 6, 8–9 follow, of 2 more modules with bad channels none\.$/,
    );
    const payload = pages[3]!.payload as Extract<Payload, { kind: "detector-map" }>;
    expect(payload.modules).toEqual([8]);
    expect(payload.answer).toMatch(/^Of 96 channels: 9 bad \(/);
    expect(mapPages(large, { 5: 1 })[0]!.payload.answer).toMatch(/The page of module 5 follows\.$/);
  });

  test("are one page that says why where the places are not known", () => {
    const pages = mapPages(fourAdcs);
    expect(bookmarks(pages)).toEqual(["Map of all checks"]);
    expect(pages[0]!.payload.kind).toBe("unavailable");
  });
});
