import { messageOf } from "../message-of.js";
import { element } from "./elements.js";

/** What is wrong, in place of the figure. */
export function errorPane(error: unknown): HTMLElement {
  return element("div", { class: "ldqm-Error", role: "alert" }, [
    element("p", { class: "ldqm-ErrorTitle" }, ["This Light DQM output cannot be shown"]),
    element("p", {}, [messageOf(error)]),
  ]);
}
