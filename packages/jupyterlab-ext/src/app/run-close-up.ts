/**
 * Fills a cell with a channel. A cell and not a comm: the kernel for TypeScript, tslab, has no comms;
 * and a cell is seen, is kept with the notebook, prints, and runs again without JupyterLab.
 */
import { NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";
import { preferences } from "@light-dqm/core/view/preferences.js";
import type { ChannelRef } from "@light-dqm/core/view/selection.js";
import { closeUpCode, writeCloseUp } from "./close-up-cell.js";

/** A close up that is to be made. */
export interface Wish {
  channel: ChannelRef;
  /** Index of the cell in whose output it was chosen. */
  chosenIn: number;
  /** By a button or the command: then the cell is scrolled to. */
  isAskedFor: boolean;
}

/** Writes the cell and runs it. Ends with the run; errors of the code stand in its output. */
export async function runCloseUp(
  { content, model, sessionContext, isDisposed }: NotebookPanel,
  { channel, chosenIn, isAskedFor }: Wish,
): Promise<void> {
  if (isDisposed || !model) return;
  const code = closeUpCode(preferences().runVariable, channel);
  const index = writeCloseUp(model.sharedModel, chosenIn, code);
  const cell = content.widgets[index];
  if (!cell) return;
  // To run a cell scrolls to the active one.
  content.activeCellIndex = isAskedFor ? index : chosenIn;
  const run = NotebookActions.runCells(content, [cell], sessionContext);
  if (isAskedFor) void content.scrollToItem(index);
  await run;
}
