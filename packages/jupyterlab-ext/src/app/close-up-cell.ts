/** The cell that shows a channel close up: its code, and where it stands in a notebook. */
import type { ChannelRef } from "@light-dqm/core/view/selection.js";

/** In the metadata of the cell: the next channel takes the place of this one. */
export const closeUpTag = "light-dqm-close-up";

/** A cell of JupyterLab's shared notebook model, as far as it matters here. */
export interface SharedCell {
  readonly cell_type: string;
  getMetadata(key: "tags"): unknown;
  getSource(): string;
  setSource(source: string): void;
}

/** JupyterLab's shared notebook model, as far as it matters here. */
export interface SharedNotebook {
  readonly cells: readonly SharedCell[];
  insertCell(
    index: number,
    cell: { cell_type: "code"; source: string; metadata: { tags: string[] } },
  ): unknown;
}

/** @param run name of the notebook's variable that holds the run */
export function closeUpCode(run: string, { adc, channel }: ChannelRef): string {
  return `import { closeUp, show } from "@light-dqm/core/notebook";
await show(await closeUp(${run}, ${adc}, ${channel}));`;
}

/**
 * Writes the code into the notebook's close-up cell, or into a new one below the cell of the output
 * in which the channel was chosen.
 *
 * @param chosenIn index of that cell; −1, where it is none of this notebook, stands for the last one
 * @returns the index of the close-up cell
 */
export function writeCloseUp(notebook: SharedNotebook, chosenIn: number, code: string): number {
  const existing = notebook.cells.findIndex(isCloseUp);
  if (existing >= 0) {
    notebook.cells[existing]!.setSource(code);
    return existing;
  }
  const index = chosenIn < 0 ? notebook.cells.length : chosenIn + 1;
  const metadata = { tags: [closeUpTag] };
  notebook.insertCell(index, { cell_type: "code", source: code, metadata });
  return index;
}

function isCloseUp(cell: SharedCell): boolean {
  const tags = cell.getMetadata("tags");
  return cell.cell_type === "code" && Array.isArray(tags) && tags.includes(closeUpTag);
}
