/** Paper is light, has its own width, and shows what the window has not scrolled to yet. */
import { themeAttribute } from "../dom/theme.js";
import type { ScopedView } from "../selection.js";

const printing = "ldqm-Printing";

/** Draws all figures for paper before the browser prints, and for the window afterwards. */
export function followPrint(view: Pick<ScopedView, "paintNow" | "resized">): void {
  let theme = "true";
  let closed: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    theme = document.body.getAttribute(themeAttribute) ?? "true";
    closed = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    document.body.setAttribute(themeAttribute, "true");
    document.body.classList.add(printing);
    for (const each of closed) each.open = true;
    view.paintNow();
  });
  window.addEventListener("afterprint", () => {
    document.body.setAttribute(themeAttribute, theme);
    document.body.classList.remove(printing);
    for (const each of closed) each.open = false;
    view.resized();
  });
}
