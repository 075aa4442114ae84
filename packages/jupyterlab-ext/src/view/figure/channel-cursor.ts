/** Walking over the channels of a plot by keyboard, with a ring to see and words to hear. */
import { type ChannelRef, keyOf } from "../../selection.js";
import type { PxBox } from "../channels/geometry.js";
import { element } from "../page/elements.js";

export interface CursorPlace {
  /** Whether ADC numbers grow upwards, as in a mask, or down the page. */
  upwards(): boolean;
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
  /** Puts the ring where its channel is now. */
  place(): void;
  hide(): void;
}

const steps: Record<string, readonly [adc: number, channel: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
};

export function channelCursor(view: CursorPlace): ChannelCursor {
  const ring = element("div", { class: "ldqm-Cursor", hidden: true, "aria-hidden": "true" });
  const words = element("div", { class: "ldqm-ForReaders", "aria-live": "polite" });
  let at: ChannelRef | null = null;

  function refs(): ChannelRef[] {
    return [...view.texts().keys()]
      .map((key) => {
        const [adc, channel] = key.split("/").map(Number);
        return { adc: adc!, channel: channel! };
      })
      .sort((a, b) => a.adc - b.adc || a.channel - b.channel);
  }

  function place(): void {
    const box = at && view.boxOf(at);
    ring.hidden = box === null;
    if (!box) return;
    ring.style.transform = `translate(${box.left}px, ${box.top}px)`;
    ring.style.width = `${box.width}px`;
    ring.style.height = `${box.height}px`;
  }

  function moveTo(ref: ChannelRef | undefined): void {
    if (!ref) return;
    at = ref;
    place();
    words.textContent = (view.texts().get(keyOf(ref)) ?? "").replace(/\n/g, ". ");
  }

  function key({ key: name }: KeyboardEvent): boolean {
    const all = refs();
    const step = steps[name];
    if (step) {
      if (!at) moveTo(all[0]);
      else moveTo(next(all, at, (view.upwards() ? 1 : -1) * step[0], step[1]));
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
    hide() {
      ring.hidden = true;
    },
  };
}

/** The nearest drawn channel in a direction; the same where there is none. */
function next(
  all: readonly ChannelRef[],
  from: ChannelRef,
  adcStep: number,
  channelStep: number,
): ChannelRef {
  const ahead = all.filter((each) =>
    channelStep === 0
      ? Math.sign(each.adc - from.adc) === adcStep
      : each.adc === from.adc && Math.sign(each.channel - from.channel) === channelStep,
  );
  const distance = (each: ChannelRef): number =>
    1000 * Math.abs(each.adc - from.adc) + Math.abs(each.channel - from.channel);
  return ahead.reduce<ChannelRef>(
    (best, each) => (best === from || distance(each) < distance(best) ? each : best),
    from,
  );
}
