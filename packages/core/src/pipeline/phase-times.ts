/** Seconds by phase, in the order the phases were entered. */
export type PhaseSeconds = Record<string, number>;

/** Measures how long a piece of work stays in each of its phases. */
export interface PhaseTimes {
  /** Ends the phase before and begins this one; the same phase again changes nothing. */
  enter(phase: string): void;
  /** Ends the phase, without another. */
  leave(): void;
  /** Ends the last phase. */
  end(): PhaseSeconds;
}

/** @param nowMs a clock that never goes back */
export function phaseTimes(nowMs: () => number = () => performance.now()): PhaseTimes {
  const seconds: PhaseSeconds = {};
  let current: { phase: string; sinceMs: number } | null = null;
  const close = (): void => {
    if (!current) return;
    seconds[current.phase] = (seconds[current.phase] ?? 0) + (nowMs() - current.sinceMs) / 1000;
    current = null;
  };
  return {
    enter(phase) {
      if (current?.phase === phase) return;
      close();
      current = { phase, sinceMs: nowMs() };
    },
    leave: close,
    end() {
      close();
      return seconds;
    },
  };
}
