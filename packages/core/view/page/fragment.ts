/** Links into the page: `#adc3-ch26` chooses a channel, `#noise-high` shows a check. */
import type { DashboardView } from "../document/dashboard.js";
import { followSelection, type Selection } from "../selection.js";

/**
 * Follows the address of the page, now and when it changes, and keeps the chosen channel in it.
 * @param say tells the reader why there is nothing to show; null where there is
 */
export function followFragment(view: DashboardView, say: (why: string | null) => void): void {
  const follow = (): void => {
    const fragment = decoded(location.hash.slice(1));
    say(fragment === "" ? null : view.goTo(fragment));
  };
  window.addEventListener("hashchange", follow);
  follow();
  followSelection(({ selection }) => {
    const { pathname, search, hash } = location;
    const link = selection && linkTo(selection);
    if (link) history.replaceState(null, "", link);
    else if (channelLink.test(hash)) history.replaceState(null, "", pathname + search);
    if (selection) say(null);
  });
}

const channelLink = /^#adc\d+-ch\d+$/;

/** Null for more than one channel. */
function linkTo({ channels: [first, second] }: Selection): string | null {
  return first && !second ? `#adc${first.adc}-ch${first.channel}` : null;
}

/** Text that is not well encoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
