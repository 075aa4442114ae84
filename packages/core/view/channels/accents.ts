import type { Theme } from "@light-dqm/core/figures";

/** Colours of what is chosen, one a choice; apart from each other and from the lines of figures. */
const accents: Record<Theme, readonly [string, ...string[]]> = {
  light: ["#7b1fa2", "#b8003a", "#00695c", "#1a4fd6", "#8a4b00", "#455a64"],
  dark: ["#ffd54f", "#ff8ac4", "#5ce1d0", "#a9c1ff", "#ffab73", "#c5d3da"],
};

export function accentOf(theme: Theme, choice: number): string {
  const all = accents[theme];
  return all[choice % all.length]!;
}
