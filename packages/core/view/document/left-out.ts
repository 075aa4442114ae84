/** What a page does not hold of its report, and where that is. */
import { element } from "../dom/elements.js";

export function leftOutSection(sentences: readonly string[]): HTMLElement {
  return element("section", { class: "ldqm-LeftOut", "data-part": "left-out" }, [
    element("h2", {}, ["Not on this page"]),
    ...sentences.map((sentence) => element("p", {}, [sentence])),
  ]);
}
