/** Walking over the channels of a plot by keyboard, with a ring to see and words to hear. */

import type { ChannelPlaces, Spot } from "../channels/channel-places.js";
import type { PxBox } from "../channels/geometry.js";
import { element } from "../dom/elements.js";
import { type ChannelRef, keyOf } from "../selection.js";

export interface CursorPlace {
  /** How the channels are arranged; undefined where none are drawn. */
  places(): ChannelPlaces | null;
  /** Texts by `keyOf` of the channels that are drawn. */
  texts(): ReadonlyMap<string, string>;
  boxOf(ref: ChannelRef): PxBox | null;
  choose(ref: ChannelRef): void;
}

export interface ChannelCursor {
  ring: HTMLElement;
  /** Polite live region. */
  words: HTMLElement;
  /** @returns whether the key was one of the cursor's */
  key(event: KeyboardEvent): boolean;
  /** Puts the ring where its channel is now, where it is shown. */
  place(): void;
  /** Goes on from a channel that was chosen in another way, and hides the ring until then. */
  follow(ref: ChannelRef): void;
  hide(): void;
}

/** Directions on the page; y grows upwards. */
const steps: Record<string, Spot> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

export function channelCursor(view: CursorPlace): ChannelCursor {
  const ring = element("div", { class: "ldqm-Cursor", hidden: true, "aria-hidden": "true" });
  const words = element("div", { class: "ldqm-ForReaders", "aria-live": "polite" });
  let at: ChannelRef | null = null;
  /** The keyboard's frame goes when the mouse takes over. */
  let isShown = false;

  function refs(): ChannelRef[] {
    return [...view.texts().keys()]
      .map((key) => {
        const [adc, channel] = key.split("/").map(Number);
        return { adc: adc!, channel: channel! };
      })
      .sort((a, b) => a.adc - b.adc || a.channel - b.channel);
  }

  function place(): void {
    const box = at && isShown ? view.boxOf(at) : null;
    ring.hidden = box === null;
    if (!box) return;
    ring.style.transform = `translate(${box.left}px, ${box.top}px)`;
    ring.style.width = `${box.width}px`;
    ring.style.height = `${box.height}px`;
  }

  function moveTo(ref: ChannelRef | undefined): void {
    if (!ref) return;
    at = ref;
    isShown = true;
    place();
    words.textContent = (view.texts().get(keyOf(ref)) ?? "").replace(/\n/g, ". ");
  }

  function hide(): void {
    isShown = false;
    ring.hidden = true;
  }

  function key({ key: name }: KeyboardEvent): boolean {
    const all = refs();
    const [step, places] = [steps[name], view.places()];
    if (step && places) {
      moveTo(at ? next(all, at, step, places) : all[0]);
      return true;
    }
    if (name === "Home" || name === "End") {
      moveTo(name === "Home" ? all[0] : all.at(-1));
      return true;
    }
    if (name === "Enter" || name === " ") {
      if (at) view.choose(at);
      return at !== null;
    }
    return false;
  }

  return {
    ring,
    words,
    key,
    place,
    follow(ref) {
      at = ref;
      hide();
    },
    hide,
  };
}

/**
 * The nearest drawn channel in a direction, the same where there is none. Along a row or column
 * that is the next one of it; across, the nearest of the next row or column.
 */
function next(
  all: readonly ChannelRef[],
  from: ChannelRef,
  step: Spot,
  { inColumns, spotOf }: ChannelPlaces,
): ChannelRef {
  const start = spotOf(from);
  const [along, across] = inColumns ? (["y", "x"] as const) : (["x", "y"] as const);
  const isAlong = step[along] !== 0;
  const ahead = all.filter((each) => {
    const spot = spotOf(each);
    return isAlong
      ? spot[across] === start[across] && Math.sign(spot[along] - start[along]) === step[along]
      : Math.sign(spot[across] - start[across]) === step[across];
  });
  const distance = (each: ChannelRef): number => {
    const spot = spotOf(each);
    return 1000 * Math.abs(spot[across] - start[across]) + Math.abs(spot[along] - start[along]);
  };
  return ahead.reduce<ChannelRef>(
    (best, each) => (best === from || distance(each) < distance(best) ? each : best),
    from,
  );
}
