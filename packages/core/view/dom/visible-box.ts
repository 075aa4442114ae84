import type { PxBox } from "../channels/geometry.js";

/** The part of an element that the window, and the panes that it scrolls in, show; in px of the element. */
export function visibleBox(node: HTMLElement): PxBox {
  const own = node.getBoundingClientRect();
  let { left, top, right, bottom } = own;
  const within = (box: Pick<DOMRect, "left" | "top" | "right" | "bottom">): void => {
    [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
    [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
  };
  within({ left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight });
  for (let each = node.parentElement; each && each !== document.body; each = each.parentElement)
    if (getComputedStyle(each).overflow !== "visible") within(each.getBoundingClientRect());
  return {
    left: left - own.left + node.scrollLeft,
    top: top - own.top + node.scrollTop,
    width: Math.max(0, right - left),
    height: Math.max(0, bottom - top),
  };
}
