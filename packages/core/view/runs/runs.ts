/** The page of all runs: a list with filters, the details of a run, and two runs compared. */
import "../style/page.css";
import "../style/dashboard.css";
import "../style/runs.css";
import { button, element } from "../dom/elements.js";
import { errorPane } from "../dom/error-pane.js";
import { followPrint } from "../page/print.js";
import { themeChoice } from "../page/theme-choice.js";
import { dataScripts } from "./data-scripts.js";
import { hashOf, isEmpty, matcher, placeOf } from "./filter.js";
import { filterForm } from "./filter-form.js";
import { followKeys } from "./keyboard.js";
import { loadedRuns } from "./loaded-runs.js";
import { parseValues } from "./overlay/kept-values.js";
import { type OverlayView, overlayView } from "./overlay/overlay-view.js";
import { addressOf, parseManifest, type Run } from "./run.js";
import { runList } from "./run-list.js";
import { runName } from "./run-words.js";

const main = document.getElementById("main")!;

async function start(): Promise<void> {
  const themes = themeChoice();
  try {
    await show(themes);
  } catch (error) {
    main.replaceChildren(themes, errorPane(error));
  }
}

async function show(themes: HTMLElement): Promise<void> {
  const load = dataScripts();
  const manifest = parseManifest(await load("manifest", String(Date.now())));
  const { timeZone } = manifest;
  const loaded = loadedRuns(manifest, load);
  let compared: readonly string[] = [];
  let overlay: OverlayView | null = null;
  let comparison = 0;
  const place = element("div", { "aria-live": "polite" });
  const marks = element("div", { class: "ldqm-Marks", hidden: true });
  const form = filterForm(manifest, () => {
    void applyFilter();
    sayPlace();
  });
  const list = runList(loaded, manifest, {
    chosen: sayPlace,
    marked: showMarks,
    compare: (before, after) => void compare([before.stem, after.stem]),
  });

  const applyFilter = (): Promise<void> =>
    list.filter(isEmpty(form.filter) ? null : matcher(form.filter, timeZone));

  /** The address that shows what is shown now. */
  function sayPlace(): void {
    const hash = hashOf({ filter: form.filter, run: list.current?.stem ?? "", compared });
    const { pathname, search } = location;
    if (hash !== location.hash) history.replaceState(null, "", hash || pathname + search);
  }

  function showMarks(stems: readonly string[]): void {
    marks.hidden = stems.length === 0 || String(stems) === String(compared);
    const names = stems.map((stem) => nameOf(stem));
    marks.replaceChildren(
      stems.length === 2
        ? button(`Compare ${names.join(" with ")}`, () => void compare(stems))
        : element("span", {}, [`${names.join("")} is marked: mark another run to compare them.`]),
    );
  }

  function nameOf(stem: string): string {
    const run = loaded.runs.find((each) => each.stem === stem);
    return run ? runName(run) : stem;
  }

  async function runOf(stem: string): Promise<Run> {
    for (;;) {
      const run = loaded.runs.find((each) => each.stem === stem);
      if (run) return run;
      if (loaded.isWhole) throw new Error(`${stem} is not in this index`);
      await loaded.loadMore();
    }
  }

  async function sideOf(stem: string) {
    const run = await runOf(stem);
    if (run.values === null)
      throw new Error(
        `no numbers of ${runName(run)} are kept here: its summary is not in the store`,
      );
    return { run, values: parseValues(await load(run.values, String(Date.now()))) };
  }

  async function compare(stems: readonly string[]): Promise<void> {
    const mine = ++comparison;
    overlay?.dispose();
    overlay = null;
    compared = stems.length === 2 ? stems : [];
    list.mark(stems);
    showMarks(stems);
    sayPlace();
    if (stems.length < 2) {
      place.replaceChildren();
      return;
    }
    try {
      const [before, after] = [await sideOf(stems[0]!), await sideOf(stems[1]!)];
      if (mine !== comparison) return;
      overlay = overlayView(before, after, {
        swap: () => void compare([stems[1]!, stems[0]!]),
        close: () => void compare([]),
      });
      place.replaceChildren(overlay.node);
      overlay.focus();
    } catch (error) {
      if (mine === comparison) place.replaceChildren(errorPane(error));
    }
  }

  async function followPlace(): Promise<void> {
    const { filter, run, compared: asked } = placeOf(location.hash);
    form.set(filter);
    await applyFilter();
    if (run !== "" && run !== list.current?.stem) await goToRun(run);
    if (asked.length === 2 && String(asked) !== String(compared)) await compare(asked);
  }

  async function goToRun(text: string): Promise<void> {
    const number = /^\d+$/.test(text) ? Number(text) : null;
    const isIt = ({ stem, run }: Run): boolean =>
      stem === text || (number !== null && run === number);
    if (!(await list.goTo(isIt)))
      place.replaceChildren(
        element("p", { class: "ldqm-Note" }, [`Among the runs below there is no ${text}.`]),
      );
  }

  main.replaceChildren(
    themes,
    element("h1", { class: "ldqm-Title" }, ["Runs"]),
    ...[form.node, marks, place, list.node],
    element("p", { class: "ldqm-FieldHelp" }, [
      `Times are in ${timeZone}. Keys: j and k move among runs, Enter opens the report, / goes to the filter.`,
    ]),
  );
  followPrint({ paintNow: () => overlay?.paintNow(), resized: () => overlay?.resized() });
  followKeys(list.node, {
    move: (by) => void list.move(by),
    open() {
      const name = list.current?.files.page ?? list.current?.files.document;
      if (name) location.assign(addressOf(name));
    },
    focusFilter: form.focus,
  });
  window.addEventListener("hashchange", () => {
    followPlace().catch((error) => place.replaceChildren(errorPane(error)));
  });
  await followPlace();
}

void start();
