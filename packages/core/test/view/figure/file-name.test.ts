import type { Payload } from "@light-dqm/core/figures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageFileName } from "../../../view/figure/file-name.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const mask = examplePayloads()["mask of baselines"] as Extract<Payload, { kind: "channel-mask" }>;

describe("the name of a saved picture", () => {
  it("is safe whatever the file and the check are called", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (file, check) => {
        const name = imageFileName({ ...mask, check, source: { ...mask.source, file } }, "png");
        expect(name).toMatch(/^[A-Za-z0-9_][\w.-]{0,124}\.png$/);
      }),
    );
  });

  it("tells file and figure", () => {
    expect(imageFileName(mask, "svg")).toBe("mpd_run_demo_rctl_101_mask-baseline.svg");
  });

  it("is its own for every figure of a file", () => {
    const names = Object.values(examplePayloads()).map((payload) => imageFileName(payload, "png"));
    expect(new Set(names).size).toBe(names.length);
  });
});
