/** Progress on stderr: a bar that updates in place on a terminal, else one line per file. */
import type { CliIo } from "./io.js";

/** Where the work stands. */
export interface ProgressState {
  /** What is worked on, in a word or two: a file's name. */
  name: string;
  /** Position from 0, and how many there are. */
  index: number;
  count: number;
  phase: string;
  /** Fraction of this one's work that is done, 0…1. */
  share: number;
}

export interface ProgressBar {
  update(state: ProgressState): void;
  /** Takes the bar away, so that other lines can be written; the next update brings it back. */
  clear(): void;
}

const redrawMs = 100;

/**
 * A bar on the terminal behind stderr.
 * @param afterMs nothing is drawn before this time has gone by
 */
export function terminalBar(io: CliIo, afterMs = 0): ProgressBar {
  const startedMs = io.now();
  let drawnMs = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    update(state) {
      const nowMs = io.now();
      if (nowMs - startedMs < afterMs) return;
      if (shown && nowMs - drawnMs < redrawMs && state.share < 1) return;
      const line = barLine(state, nowMs - startedMs, (io.stderr.columns ?? 80) - 1);
      io.stderr.overwrite(line);
      [shown, drawnMs] = [true, nowMs];
    },
    clear() {
      if (shown) io.stderr.overwrite("");
      shown = false;
    },
  };
}

/** One call per file, when it starts, also where several are worked on at once: for logs and pipes. */
export function perFile(begin: (state: ProgressState) => void): ProgressBar {
  const begun = new Set<number>();
  return {
    update(state) {
      if (!begun.has(state.index)) begin(state);
      begun.add(state.index);
    },
    clear() {},
  };
}

const barCells = 12;

/** The bar as text: fraction done, time left, file i of n, phase, name; cut to a width. */
export function barLine(state: ProgressState, elapsedMs: number, width: number): string {
  const { name, index, count, phase, share } = state;
  const all = Math.min(1, Math.max(0, (index + share) / count));
  const full = Math.round(all * barCells);
  const percent = `${Math.floor(all * 100)}`.padStart(3);
  const left = all > 0.02 && all < 1 ? `, ${duration((elapsedMs * (1 - all)) / all)} left` : "";
  const bar = `${"█".repeat(full)}${"░".repeat(barCells - full)}`;
  const line = `${bar} ${percent} %${left} · ${index + 1} of ${count} · ${phase} · ${name}`;
  return line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line;
}

/** Milliseconds as `12 s`, `3 min 5 s` or `2 h 10 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
