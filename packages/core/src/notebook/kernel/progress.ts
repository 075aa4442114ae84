/** Progress of long work, in one place of the notebook. */
import { randomUUID } from "node:crypto";
import { printable } from "../../words/printable.js";
import { display, isInNotebook, type MimeBundle } from "./display.js";

/** A bar that moves in place. */
export interface NotebookProgress {
  /** @param done fraction of the work, 0…1 */
  update(done: number): Promise<void>;
  /** Leaves one line in place of the bar. */
  done(line: string): Promise<void>;
}

/** Marks outputs that are about the run of the cell, not the data: printed documents omit them. */
export const progressMark = "light-dqm-progress";

const redrawMs = 120;

/** Starts a bar; in a terminal only its last line is written. */
export async function startProgress(what: string): Promise<NotebookProgress> {
  const id = randomUUID();
  const inNotebook = isInNotebook();
  let drawnMs = Date.now();
  /** Kernels may send what is shown later: each waits for the one before. */
  let shown: Promise<void> = Promise.resolve();
  const put = (bundle: MimeBundle, update: boolean): Promise<void> => {
    shown = shown.then(() => display(bundle, { id, update }));
    return shown;
  };
  if (inNotebook) await put(barBundle(what, 0), false);
  return {
    async update(done) {
      if (!inNotebook || Date.now() - drawnMs < redrawMs) return;
      drawnMs = Date.now();
      await put(barBundle(what, done), true);
    },
    async done(line) {
      const bundle = { data: { "text/plain": line }, metadata: { [progressMark]: true } };
      if (inNotebook) await put(bundle, true);
      else console.log(printable(line));
    },
  };
}

const barCells = 24;

function barBundle(what: string, done: number): MimeBundle {
  const part = Math.min(1, Math.max(0, done));
  const full = Math.round(part * barCells);
  const bar = `${"█".repeat(full)}${"░".repeat(barCells - full)}`;
  const text = `${bar} ${`${Math.floor(100 * part)}`.padStart(3)} % ${what}`;
  return { data: { "text/plain": text }, metadata: { [progressMark]: true } };
}
