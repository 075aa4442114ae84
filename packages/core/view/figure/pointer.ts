/** The pointer over a plot: what it points at, once a frame. */
import type { Pointed } from "../channels/pointing.js";
import { pxInside } from "../dom/clicks.js";
import { tooltipOver } from "./tooltip.js";

/**
 * Shows what is said of what the pointer is over.
 * @param find what is drawn at a place of the node
 * @param found called when that changes to something
 */
export function followPointer(
  node: HTMLElement,
  find: (leftPx: number, topPx: number) => Pointed | null,
  found: () => void,
): { hide(): void; stop(): void } {
  const tooltip = tooltipOver(node);
  let frame = 0;
  let shown: string | null = null;

  function hide(): void {
    cancelAnimationFrame(frame);
    shown = null;
    tooltip.hide();
  }

  node.addEventListener("mousemove", (event) => {
    cancelAnimationFrame(frame);
    if (event.buttons !== 0) return hide();
    frame = requestAnimationFrame(() => {
      const { leftPx, topPx } = pxInside(node, event);
      const pointed = find(leftPx, topPx);
      if (!pointed || pointed.text === "") return hide();
      const now = JSON.stringify(pointed);
      // Escape has hidden it, and it stays so until something else is pointed at.
      if (now === shown) return;
      shown = now;
      tooltip.show(pointed.text, pointed.box);
      found();
    });
  });
  node.addEventListener("mouseleave", hide);
  node.addEventListener("mousedown", hide, { capture: true });
  // What is scrolled away under the pointer is not pointed at any more.
  window.addEventListener("wheel", hide, { capture: true, passive: true });
  return {
    hide,
    stop() {
      hide();
      window.removeEventListener("wheel", hide, { capture: true });
    },
  };
}
