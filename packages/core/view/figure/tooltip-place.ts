import type { PxBox } from "../channels/geometry.js";

/** Between a tooltip and what it is about, px. */
const gapPx = 8;

interface Size {
  width: number;
  height: number;
}

/**
 * The place of a tooltip: beside what it is about, else below or above it, always inside the room,
 * and never over what it is about where the room has a side for it.
 * @returns px of its top left corner
 */
export function tooltipPlace(about: PxBox, size: Size, room: PxBox): { left: number; top: number } {
  const [right, bottom] = [room.left + room.width, room.top + room.height];
  const left = (value: number): number => Math.max(room.left, Math.min(value, right - size.width));
  const top = (value: number): number => Math.max(room.top, Math.min(value, bottom - size.height));
  const middle = {
    left: left(about.left + about.width / 2 - size.width / 2),
    top: top(about.top + about.height / 2 - size.height / 2),
  };
  const sides = [
    {
      spare: right - about.left - about.width,
      need: size.width,
      left: about.left + about.width + gapPx,
      top: middle.top,
    },
    {
      spare: about.left - room.left,
      need: size.width,
      left: about.left - gapPx - size.width,
      top: middle.top,
    },
    {
      spare: bottom - about.top - about.height,
      need: size.height,
      left: middle.left,
      top: about.top + about.height + gapPx,
    },
    {
      spare: about.top - room.top,
      need: size.height,
      left: middle.left,
      top: about.top - gapPx - size.height,
    },
  ];
  const best =
    sides.find(({ spare, need }) => spare >= need + gapPx) ??
    sides.reduce((a, b) => (b.spare - b.need > a.spare - a.need ? b : a));
  return { left: left(best.left), top: top(best.top) };
}
