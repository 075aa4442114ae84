const clickPx = 4;

/**
 * Calls back with the place of a click in px from the node's top left corner. A click is a press
 * without a drag; plotly covers the page while the button is down.
 */
export function onClick(node: HTMLElement, clicked: (leftPx: number, topPx: number) => void): void {
  node.addEventListener(
    "mousedown",
    (down) => {
      if (down.button !== 0) return;
      const up = (event: MouseEvent): void => {
        const moved = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
        if (moved > clickPx) return;
        const box = node.getBoundingClientRect();
        clicked(
          event.clientX - box.left + node.scrollLeft,
          event.clientY - box.top + node.scrollTop,
        );
      };
      window.addEventListener("mouseup", up, { once: true, capture: true });
    },
    { capture: true },
  );
}
