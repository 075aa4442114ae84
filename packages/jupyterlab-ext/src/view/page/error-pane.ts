import { element } from "./elements.js";

/** What is wrong, in place of the figure. */
export function errorPane(error: unknown): HTMLElement {
  const message = error instanceof Error ? error.message : String(error);
  return element("div", { class: "ldqm-Error", role: "alert" }, [
    element("p", { class: "ldqm-ErrorTitle" }, ["This Light DQM output cannot be shown"]),
    element("p", {}, [message]),
  ]);
}
