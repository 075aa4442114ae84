/** Faults with the same thing to do, so that it is told once. */
import type { Fault } from "../states/faults.js";

/** Faults of which the same is to be done. */
export interface ActionGroup {
  /** What to do, and when to call whom; empty for faults that recovered. */
  action: string;
  /** At least one, in their order. */
  faults: Fault[];
}

/**
 * The faults by change and by what is to be done, each group where its first fault stood.
 */
export function byAction(faults: readonly Fault[]): ActionGroup[] {
  const groups = new Map<string, ActionGroup>();
  for (const fault of faults) {
    const { change, action, call } = fault;
    const text = change === "recovered" ? "" : `${action} ${call}`;
    const key = `${change} ${text}`;
    const group = groups.get(key) ?? { action: text, faults: [] };
    groups.set(key, group);
    group.faults.push(fault);
  }
  return [...groups.values()];
}

/** Faults that differ in nothing but the place, as one that names all of their places. */
export function alike(faults: readonly Fault[]): Fault[] {
  const found = new Map<string, Fault>();
  for (const fault of faults) {
    const { place, ...rest } = fault;
    const key = JSON.stringify(rest);
    const before = found.get(key);
    found.set(key, before ? { ...before, place: `${before.place}; ${place}` } : fault);
  }
  return [...found.values()];
}
