import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PxBox } from "../../../view/channels/geometry.js";
import { tooltipPlace } from "../../../view/figure/tooltip-place.js";

const room: PxBox = { left: 20, top: 30, width: 600, height: 400 };
const px = (least: number, most: number) => fc.integer({ min: least, max: most });
const about = fc.record({
  left: px(20, 600),
  top: px(30, 410),
  width: px(2, 20),
  height: px(2, 20),
});

describe("a tooltip", () => {
  it("is inside the room, whatever it is about", () => {
    fc.assert(
      fc.property(about, px(10, 600), px(10, 400), (box, width, height) => {
        const { left, top } = tooltipPlace(box, { width, height }, room);
        expect(left).toBeGreaterThanOrEqual(room.left);
        expect(top).toBeGreaterThanOrEqual(room.top);
        expect(left + width).toBeLessThanOrEqual(room.left + room.width);
        expect(top + height).toBeLessThanOrEqual(room.top + room.height);
      }),
    );
  });

  it("does not cover what it is about where a side has room", () => {
    fc.assert(
      fc.property(about, px(10, 280), px(10, 180), (box, width, height) => {
        const { left, top } = tooltipPlace(box, { width, height }, room);
        const isApart =
          left >= box.left + box.width ||
          left + width <= box.left ||
          top >= box.top + box.height ||
          top + height <= box.top;
        expect(isApart).toBe(true);
      }),
    );
  });

  it("stands to the right, and to the left where the right is full", () => {
    const size = { width: 200, height: 50 };
    const at = (left: number): PxBox => ({ left, top: 200, width: 10, height: 10 });
    expect(tooltipPlace(at(100), size, room)).toEqual({ left: 118, top: 180 });
    expect(tooltipPlace(at(500), size, room)).toEqual({ left: 292, top: 180 });
  });
});
