/**
 * Runs a notebook as soon as it is open. Notebook 7 opens it in a page of its own, which learns from the
 * browser's storage that it has to run.
 */
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";

const key = "light-dqm:run-once";

/** One that did not open within this time is not run when it is opened later. */
const longestMs = 60_000;
const lookMs = 50;

/** Asks for the run of a notebook that is about to be opened. */
export function askToRun(path: string): void {
  localStorage.setItem(key, JSON.stringify({ path, atMs: Date.now() }));
}

/** From now on runs notebooks for which that was asked for, once each. */
export function runWhatIsAsked(notebooks: INotebookTracker): void {
  notebooks.widgetAdded.connect((_, panel) => {
    if (isAsked(panel)) void run(panel);
  });
}

function isAsked({ context }: NotebookPanel): boolean {
  try {
    const { path, atMs } = JSON.parse(localStorage.getItem(key) ?? "{}");
    return path === context.path && Date.now() - atMs < longestMs;
  } catch {
    return false;
  }
}

async function run(panel: NotebookPanel): Promise<void> {
  await panel.context.ready;
  await panel.sessionContext.ready;
  // A kernel that another page started already is ready before the notebook is shown.
  while (!panel.isDisposed && !panel.isAttached && isAsked(panel))
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  // Where another page shows the notebook, this one closes it again.
  if (panel.isDisposed || !isAsked(panel)) return;
  localStorage.removeItem(key);
  const { NotebookActions } = await import(/* webpackChunkName: "run" */ "@jupyterlab/notebook");
  await NotebookActions.runAll(panel.content, panel.sessionContext);
}
