/** Reports when an element comes near the visible part of the page; at once where that is unknown. */
const marginPx = 600;

/** @returns how to stop */
export function onNearViewport(node: Element, near: (isNear: boolean) => void): () => void {
  if (typeof IntersectionObserver === "undefined") {
    near(true);
    return () => {};
  }
  const observer = new IntersectionObserver(
    (entries) => near(entries.some((entry) => entry.isIntersecting)),
    // Notebooks scroll in panes of their own: those need `scrollMargin`, where browsers know it.
    { rootMargin: `${marginPx}px 0px`, scrollMargin: `${marginPx}px 0px` } as object,
  );
  observer.observe(node);
  return () => observer.disconnect();
}
