const clickPx = 4;

export interface Click {
  /** px from the node's top left corner. */
  leftPx: number;
  topPx: number;
  /** Whether a key was held that adds to a choice: Ctrl, Cmd or Shift. */
  adds: boolean;
  /** The second of two in quick succession. */
  isDouble: boolean;
}

/** Calls back at a click: a press without a drag; plotly covers the page while the button is down. */
export function onClick(node: HTMLElement, clicked: (click: Click) => void): void {
  node.addEventListener(
    "mousedown",
    (down) => {
      if (down.button !== 0) return;
      const up = (event: MouseEvent): void => {
        const moved = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
        if (moved > clickPx) return;
        clicked({
          ...pxInside(node, event),
          adds: event.ctrlKey || event.metaKey || event.shiftKey,
          isDouble: down.detail === 2,
        });
      };
      window.addEventListener("mouseup", up, { once: true, capture: true });
    },
    { capture: true },
  );
}

/** Where an event is, in px from the top left corner of what a node holds. */
export function pxInside(
  node: HTMLElement,
  { clientX, clientY }: MouseEvent,
): { leftPx: number; topPx: number } {
  const box = node.getBoundingClientRect();
  return {
    leftPx: clientX - box.left + node.scrollLeft,
    topPx: clientY - box.top + node.scrollTop,
  };
}
