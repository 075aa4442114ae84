import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { askToRun, runWhatIsAsked } from "../../src/app/run-once.js";

const runAll = vi.hoisted(() => vi.fn());
vi.mock("@jupyterlab/notebook", () => ({ NotebookActions: { runAll } }));

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    setItem: (key: string, value: string) => kept.set(key, value),
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  runAll.mockReset();
});

type Tracker = Parameters<typeof runWhatIsAsked>[0];
type Show = (tracker: unknown, panel: unknown) => void;

/** A notebook whose kernel is ready, as it is added to what the page shows. */
function added(path: string, state: { isAttached: boolean; isDisposed: boolean }) {
  const shows: Show[] = [];
  const widgetAdded = { connect: (show: Show) => shows.push(show) };
  runWhatIsAsked({ widgetAdded } as unknown as Tracker);
  const ready = Promise.resolve();
  const panel = Object.assign(state, { context: { path, ready }, sessionContext: { ready } });
  for (const show of shows) show(null, panel);
}

it("runs a notebook once it is shown, though its kernel was ready before", async () => {
  askToRun("night/a.ipynb");
  const panel = { isAttached: false, isDisposed: false };
  added("night/a.ipynb", panel);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(runAll).not.toHaveBeenCalled();
  panel.isAttached = true;
  await vi.advanceTimersByTimeAsync(100);
  expect(runAll).toHaveBeenCalledTimes(1);
  added("night/a.ipynb", { isAttached: true, isDisposed: false });
  await vi.advanceTimersByTimeAsync(100);
  expect(runAll).toHaveBeenCalledTimes(1);
});

it("runs none that was not asked for, is closed again, or is shown too late", async () => {
  added("b.ipynb", { isAttached: true, isDisposed: false });
  askToRun("a.ipynb");
  added("b.ipynb", { isAttached: true, isDisposed: false });
  const closed = { isAttached: false, isDisposed: false };
  added("a.ipynb", closed);
  await vi.advanceTimersByTimeAsync(1_000);
  closed.isDisposed = true;
  await vi.advanceTimersByTimeAsync(1_000);
  const late = { isAttached: false, isDisposed: false };
  added("a.ipynb", late);
  await vi.advanceTimersByTimeAsync(61_000);
  late.isAttached = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runAll).not.toHaveBeenCalled();
});
