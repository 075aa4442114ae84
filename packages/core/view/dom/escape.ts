import { choose, type Scope } from "../selection.js";

const watched = new WeakMap<Element, Set<Scope>>();

/** Escape anywhere in a notebook or document clears its choice. */
export function clearOnEscape(place: Element, scope: Scope): void {
  const scopes = watched.get(place);
  if (scopes) {
    scopes.add(scope);
    return;
  }
  const own = new Set([scope]);
  watched.set(place, own);
  place.addEventListener(
    "keydown",
    (event) => {
      if ((event as KeyboardEvent).key !== "Escape") return;
      for (const each of own) if (each.selection) choose(each, null, null);
    },
    { capture: true },
  );
}
