import { describe, expect, it } from "vitest";
import { measureText, type TextBlock } from "../../src/render/index.js";
import { withFooters } from "../../src/report/pdf-pages.js";

function footerOf(fileName: string, paper: "a4-portrait" | "a4-landscape"): TextBlock[] {
  const [page] = withFooters([{ paper, bookmark: "x", blocks: [] }], fileName);
  return page!.blocks as TextBlock[];
}

describe("the footer of a page", () => {
  it("names the file and the page", () => {
    const [name, number] = footerOf("run_101.FLOW.hdf5", "a4-portrait");
    expect([name!.text, number!.text]).toEqual(["run_101.FLOW.hdf5", "1 / 1"]);
  });

  it.each(["a4-portrait", "a4-landscape"] as const)(
    "takes the middle out of a long name, so that it stays clear of the page number (%s)",
    (paper) => {
      const [name, number] = footerOf(`mpd_run_${"long 😀 ".repeat(60)}_p352.FLOW.hdf5`, paper);
      expect(name!.text).toMatch(/^mpd_run_long .*….*_p352\.FLOW\.hdf5$/);
      expect(name!.text.isWellFormed?.() ?? true).toBe(true);
      const endPt = name!.xPt + measureText(name!.text, "sans", name!.sizePt);
      expect(endPt).toBeLessThan(number!.xPt - measureText("999 / 999", "sans", number!.sizePt));
    },
  );
});
