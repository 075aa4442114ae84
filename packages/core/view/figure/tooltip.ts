/** What is said of the point under the pointer; readers hear the same from the keyboard's words. */
import type { PxBox } from "../channels/geometry.js";
import { element } from "../dom/elements.js";
import { visibleBox } from "../dom/visible-box.js";
import { tooltipPlace } from "./tooltip-place.js";

export interface Tooltip {
  /** Lines are separated by line feeds. */
  show(text: string, about: PxBox): void;
  hide(): void;
}

/** A tooltip over a node, which its parts that are seen contain. */
export function tooltipOver(node: HTMLElement): Tooltip {
  const box = element("div", { class: "ldqm-Tooltip", "aria-hidden": "true", hidden: true });
  node.append(box);

  function hide(): void {
    if (box.hidden) return;
    box.hidden = true;
    document.removeEventListener("keydown", escaped, true);
  }

  function escaped({ key }: KeyboardEvent): void {
    if (key === "Escape") hide();
  }

  return {
    hide,
    show(text, about) {
      const lines = text.split("\n").filter((line) => line !== "");
      if (lines.length === 0) return hide();
      box.replaceChildren(...lines.map((line) => element("div", {}, [line])));
      if (box.hidden) document.addEventListener("keydown", escaped, true);
      box.hidden = false;
      const room = visibleBox(node);
      box.style.maxWidth = `min(46ch, ${room.width}px)`;
      const size = { width: Math.ceil(box.offsetWidth), height: Math.ceil(box.offsetHeight) };
      const { left, top } = tooltipPlace(about, size, room);
      box.style.transform = `translate(${left}px, ${top}px)`;
    },
  };
}
