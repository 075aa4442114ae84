/** Tables of what is said of something: a heading, lines, and a state that colours the row. */
import { element } from "./elements.js";

export function factTable(rows: readonly Node[]): HTMLElement {
  return element("table", { class: "ldqm-Facts" }, [element("tbody", {}, rows)]);
}

export function factRow(
  heading: Node | string,
  lines: readonly string[],
  state?: string,
): HTMLElement {
  return element("tr", { "data-state": state }, [
    element("th", { scope: "row" }, [heading]),
    element(
      "td",
      {},
      lines.map((line) => element("div", {}, [line])),
    ),
  ]);
}
