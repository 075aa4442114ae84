import type { SharedNotebook } from "./close-up-cell.js";

/** Whether a cell gives a variable of that name a value. */
export function hasVariable({ cells }: Pick<SharedNotebook, "cells">, name: string): boolean {
  const sets = new RegExp(`(^|[^\\w$.])${name.replace(/\$/g, "\\$&")}\\s*(:[^=]*)?=[^=>]`, "m");
  return cells.some((cell) => cell.cell_type === "code" && sets.test(cell.getSource()));
}
