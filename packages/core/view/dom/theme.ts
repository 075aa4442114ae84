import type { Theme } from "@light-dqm/core/figures";
import { onPreferences, preferences } from "../preferences.js";

/** Of the body; JupyterLab sets it, and so do pages. */
export const themeAttribute = "data-jp-theme-light";
const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** The theme of figures: the user's choice, or JupyterLab's. Without either it is light. */
export function currentTheme(): Theme {
  const { palette } = preferences();
  if (palette !== "theme") return palette;
  return document.body.getAttribute(themeAttribute) === "false" ? "dark" : "light";
}

/** Calls back when the theme or a preference changes. @returns how to stop */
export function onLookChange(changed: () => void): () => void {
  let last = look();
  // JupyterLab sets the attribute again when nothing has changed.
  const listener = (): void => {
    const now = look();
    if (now === last) return;
    last = now;
    changed();
  };
  listeners.add(listener);
  if (!observer) {
    observer = new MutationObserver(() => {
      for (const each of [...listeners]) each();
    });
    observer.observe(document.body, { attributes: true, attributeFilter: [themeAttribute] });
  }
  const stop = onPreferences(listener);
  return () => {
    stop();
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

function look(): string {
  return JSON.stringify([currentTheme(), preferences()]);
}
