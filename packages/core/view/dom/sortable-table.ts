/** Tables that a click on a heading sorts. */
import { button, element } from "./elements.js";

export interface Column<Row> {
  heading: string;
  /** What it is sorted by; null comes last either way. */
  value(row: Row): string | number | null;
  /** What is shown; default the value. */
  cell?(row: Row): Node | string;
}

interface TableOptions<Row> {
  /** For readers. */
  caption: string;
  /** Rows shown before "Show all". */
  most?: number;
  attributes?(row: Row): Record<string, string | undefined>;
}

/** Rows in their own order until a heading is chosen: once ascending, twice descending. */
export function sortableTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { caption, most = 200, attributes }: TableOptions<Row>,
): HTMLElement {
  let sorted: { column: number; direction: 1 | -1 } | null = null;
  let isWhole = rows.length <= most;
  const body = element("tbody");
  const headings = columns.map(({ heading }, i) =>
    element("th", { scope: "col" }, [
      button(heading, () => sortBy(i), { class: "ldqm-SortButton", title: `Sort by ${heading}` }),
    ]),
  );
  const more = button(`Show all ${rows.length}`, () => {
    isWhole = true;
    show();
  });
  const table = element("table", { class: "ldqm-Table" }, [
    element("caption", { class: "ldqm-ForReaders" }, [caption]),
    element("thead", {}, [element("tr", {}, headings)]),
    body,
  ]);

  function sortBy(column: number): void {
    const again = sorted?.column === column;
    sorted = { column, direction: again && sorted?.direction === 1 ? -1 : 1 };
    show();
  }

  function show(): void {
    headings.forEach((heading, i) => {
      const direction = sorted?.column === i ? sorted.direction : 0;
      if (direction === 0) heading.removeAttribute("aria-sort");
      else heading.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
    });
    const ordered = sorted ? inOrder(rows, columns[sorted.column]!, sorted.direction) : rows;
    body.replaceChildren(...ordered.slice(0, isWhole ? rows.length : most).map(rowOf));
    more.hidden = isWhole;
  }

  function rowOf(row: Row): HTMLElement {
    const cells = columns.map(({ heading, value, cell }, i) => {
      const content = cell?.(row) ?? String(value(row) ?? "");
      return i === 0
        ? element("th", { scope: "row", "data-label": heading }, [content])
        : element("td", { "data-label": heading }, [content]);
    });
    return element("tr", attributes?.(row), cells);
  }

  show();
  return element("div", { class: "ldqm-TablePlace" }, [table, more]);
}

function inOrder<Row>(
  rows: readonly Row[],
  { value }: Column<Row>,
  direction: 1 | -1,
): readonly Row[] {
  return rows
    .map((row) => ({ row, key: value(row) }))
    .sort(({ key: a }, { key: b }) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      if (typeof a === "number" && typeof b === "number") return direction * (a - b);
      return direction * String(a).localeCompare(String(b), "en", { numeric: true });
    })
    .map(({ row }) => row);
}
