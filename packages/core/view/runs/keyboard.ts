/** Keys of the list of runs; in fields they are letters. */

export interface KeyActions {
  move(by: 1 | -1): void;
  open(): void;
  focusFilter(): void;
}

/** `j` and `k` anywhere, arrows in the list, Enter on the name of the run that is shown, `/` to the filter. */
export function followKeys(list: HTMLElement, { move, open, focusFilter }: KeyActions): void {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = event.target as HTMLElement;
    const isField = target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && isField) target.blur();
    if (isField) return;
    const isName = target.matches(".ldqm-RunName");
    const isFree = target === document.body;
    const inList = isFree || list.contains(target);
    if (event.key === "j" || (event.key === "ArrowDown" && inList && (isName || isFree))) move(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && inList && (isName || isFree)))
      move(-1);
    else if (event.key === "/") focusFilter();
    else if (event.key === "Enter" && isName && target.getAttribute("aria-expanded") === "true")
      open();
    else return;
    event.preventDefault();
  });
}
