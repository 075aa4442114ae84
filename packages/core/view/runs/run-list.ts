/** The runs as a table, the latest first: those that match, some at a time. */
import { button, element } from "../dom/elements.js";
import { errorPane } from "../dom/error-pane.js";
import type { LoadedRuns } from "./loaded-runs.js";
import type { Manifest, Run } from "./run.js";
import { runDetails } from "./run-details.js";
import { columns, gapRow, runRow, wideRow } from "./run-row.js";
import { gapMs } from "./run-words.js";

export interface RunListHooks {
  /** Called when another run is current, or none. */
  chosen(run: Run | null): void;
  /** Called when the marks for a comparison change. */
  marked(stems: readonly string[]): void;
  compare(before: Run, after: Run): void;
}

export interface RunList {
  readonly node: HTMLElement;
  readonly current: Run | null;
  /** Shows the runs that match, all where `matches` is null. */
  filter(matches: ((run: Run) => boolean) | null): Promise<void>;
  /** Makes a run current, loading what is needed. @returns whether it is there */
  goTo(isIt: (run: Run) => boolean): Promise<boolean>;
  /** Down the list, or up. */
  move(by: 1 | -1): Promise<void>;
  mark(stems: readonly string[]): void;
}

/** Rows that are added at a time. */
const rowsAtOnce = 100;
/** Rows above a run that is gone to far down the list. */
const rowsAbove = 20;
/** Runs are compared two at a time. */
const mostMarked = 2;

export function runList(
  loaded: LoadedRuns,
  manifest: Pick<Manifest, "checks" | "timeZone">,
  hooks: RunListHooks,
): RunList {
  let matches: ((run: Run) => boolean) | null = null;
  /** Which of those that match are drawn: from the first up to the last, not included. */
  let first = 0;
  let last = rowsAtOnce;
  let turn = 0;
  let current: Run | null = null;
  let marked: readonly string[] = [];
  /** Those that match, of the loaded ones up to `searched`. */
  let found: Run[] = [];
  let searched = 0;
  const rows = new Map<string, HTMLTableRowElement>();

  const status = element("p", { class: "ldqm-Note", role: "status" });
  const body = element("tbody");
  const later = button(
    "Show later runs",
    () => void drawFrom(Math.max(0, first - rowsAtOnce), last),
  );
  const more = button("Show earlier runs", () => void showMore());
  const table = element("table", { class: "ldqm-Table ldqm-Runs" }, [
    element("caption", { class: "ldqm-ForReaders" }, [
      "Runs by the time of their data, the latest first",
    ]),
    element("thead", {}, [
      element(
        "tr",
        {},
        columns.map((heading) => element("th", { scope: "col" }, [heading])),
      ),
    ]),
    body,
  ]);
  const node = element("section", { "aria-label": "Runs" }, [
    ...[status, later, element("div", { class: "ldqm-TablePlace" }, [table]), more],
  ]);

  function search(): void {
    for (; searched < loaded.runs.length; searched++) {
      const run = loaded.runs[searched]!;
      if (!matches || matches(run)) found.push(run);
    }
  }

  /** Loads and draws until there are enough rows. @returns false where another filter came first */
  async function fill(mine: number): Promise<boolean> {
    body.querySelector(".ldqm-Failure")?.remove();
    search();
    draw();
    try {
      while (found.length < last && !loaded.isWhole) {
        await loaded.loadMore();
        if (mine !== turn) return false;
        search();
        draw();
      }
    } catch (error) {
      body.append(wideRow("ldqm-Failure", errorPane(error)));
      return false;
    }
    return true;
  }

  function draw(): void {
    for (let i = first + rows.size; i < Math.min(found.length, last); i++) {
      const run = found[i]!;
      const gap = matches || i === 0 ? null : gapMs(run, found[i - 1]);
      if (gap !== null) body.append(gapRow(gap));
      const row = rowOf(run);
      rows.set(run.stem, row);
      body.append(row);
      if (run === current) showDetails();
    }
    later.hidden = first === 0;
    more.hidden = loaded.isWhole && found.length <= last;
    status.textContent = statusText();
  }

  function statusText(): string {
    const all = loaded.count;
    if (all === 0) return "There are no runs in this index yet.";
    if (!matches) return `Showing ${numberText(rows.size)} of ${numberText(all)} runs.`;
    const of = loaded.isWhole
      ? `${numberText(found.length)} of ${numberText(all)} runs match`
      : `${numberText(found.length)} of the latest ${numberText(searched)} runs match; ${numberText(all - searched)} earlier ones are not searched yet`;
    return `${of}, showing ${rows.size}.`;
  }

  function rowOf(run: Run): HTMLTableRowElement {
    const isMarked = marked.includes(run.stem);
    return runRow(run, manifest.timeZone, isMarked, {
      toggle: () => choose(run === current ? null : run),
      mark(isOn) {
        const others = marked.filter((stem) => stem !== run.stem);
        mark(isOn ? [...others.slice(1 - mostMarked), run.stem] : others);
        hooks.marked(marked);
      },
    });
  }

  function mark(stems: readonly string[]): void {
    marked = stems;
    for (const [stem, row] of rows)
      row.querySelector<HTMLInputElement>("input[type=checkbox]")!.checked = stems.includes(stem);
  }

  function choose(run: Run | null): void {
    const before = current && rows.get(current.stem);
    before?.removeAttribute("data-current");
    before?.querySelector(".ldqm-RunName")?.setAttribute("aria-expanded", "false");
    body.querySelector(".ldqm-DetailsRow")?.remove();
    current = run;
    showDetails();
    hooks.chosen(run);
  }

  function showDetails(): void {
    const row = current && rows.get(current.stem);
    if (!current || !row) return;
    row.setAttribute("data-current", "");
    row.querySelector(".ldqm-RunName")!.setAttribute("aria-expanded", "true");
    const run = current;
    const at = loaded.runs.indexOf(run);
    const before = loaded.runs[at + 1];
    if (!before && !loaded.isWhole)
      void loaded.loadMore().then(
        () => current === run && showDetails(),
        () => {},
      );
    const place = found.indexOf(run);
    const details = runDetails(run, manifest, {
      before,
      hasEarlier: place + 1 < found.length || !loaded.isWhole,
      hasLater: place > 0,
      move: (by) => void move(by),
      compare: hooks.compare,
    });
    body.querySelector(".ldqm-DetailsRow")?.remove();
    row.after(wideRow("ldqm-DetailsRow", details));
  }

  async function showMore(): Promise<void> {
    last += rowsAtOnce;
    await fill(++turn);
  }

  /** Draws the rows anew. @returns false where another filter came first */
  function drawFrom(from: number, to: number): Promise<boolean> {
    [first, last] = [from, to];
    rows.clear();
    body.replaceChildren();
    return fill(++turn);
  }

  async function filter(next: ((run: Run) => boolean) | null): Promise<void> {
    [matches, found, searched] = [next, [], 0];
    await drawFrom(0, rowsAtOnce);
  }

  async function goTo(isIt: (run: Run) => boolean): Promise<boolean> {
    const mine = ++turn;
    for (;;) {
      search();
      const at = found.findIndex(isIt);
      if (at >= 0) {
        const run = found[at]!;
        const from = Math.max(0, at - rowsAbove);
        if (!rows.has(run.stem) && !(await drawFrom(from, from + rowsAtOnce))) return false;
        choose(run);
        focusCurrent();
        return true;
      }
      if (loaded.isWhole) return false;
      await loaded.loadMore();
      if (mine !== turn) return false;
    }
  }

  function focusCurrent(): void {
    const name = current && rows.get(current.stem)?.querySelector<HTMLElement>(".ldqm-RunName");
    name?.focus({ preventScroll: true });
    name?.scrollIntoView({ block: "nearest" });
    body.querySelector(".ldqm-DetailsRow")?.scrollIntoView({ block: "nearest" });
  }

  async function move(by: 1 | -1): Promise<void> {
    const at = current ? found.indexOf(current) : by > 0 ? -1 : 1;
    const next = at + by;
    if (next < 0) return;
    if (next >= last) last += rowsAtOnce;
    const isThere = next < first ? drawFrom(next, last) : fill(++turn);
    if (!(await isThere) || next >= found.length) return;
    choose(found[next]!);
    focusCurrent();
  }

  return {
    node,
    get current() {
      return current;
    },
    ...{ filter, goTo, move, mark },
  };
}

const numberText = (count: number): string => count.toLocaleString("en-US");
