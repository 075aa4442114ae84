// @vitest-environment happy-dom
import type { Payload, SpectraPayload, WaveformsPayload } from "@light-dqm/core/figures";
import { afterEach, describe, expect, it } from "vitest";
import { cardContent } from "../../../view/card/card.js";
import { offerCloseUp } from "../../../view/close-up-offer.js";
import { choose, type Member, type Scope, scopeOf, tellAgain } from "../../../view/selection.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads = examplePayloads();
const mask = payloads["mask of baselines"] as Payload;
const waveforms = payloads["waveforms with most light"] as WaveformsPayload;
const channel = { adc: 2, channel: 57, epcb: 6 };

/** A scope of one output that counts how often it is told of a choice. */
function scopeWith(...shown: Payload[]): { scope: Scope; told: () => number } {
  let count = 0;
  const member: Member = {
    node: document.createElement("div"),
    payloads: () => shown,
    verdicts: () => [],
    selectionChanged: () => count++,
  };
  const scope = scopeOf({});
  scope.members.add(member);
  return { scope, told: () => count };
}

function cardOf(scope: Scope, ...channels: (typeof channel)[]): HTMLElement {
  choose(scope, { label: "chosen", grouping: "channel", channels }, null);
  const card = document.createElement("section");
  card.append(...cardContent(scope));
  return card;
}

const storedWords = "No waveform of this channel is stored here";

afterEach(() => offerCloseUp(null));

describe("the card of a channel", () => {
  it("has a button that fills the cell, where a kernel runs", () => {
    const filled: Scope[] = [];
    offerCloseUp((scope) => () => filled.push(scope));
    const { scope } = scopeWith(mask);
    const card = cardOf(scope, channel);
    const button = card.querySelector("button")!;
    expect(button.textContent).toBe("Close up");
    expect(filled).toEqual([]);
    button.click();
    expect(filled).toEqual([scope]);
    expect(card.textContent).not.toContain(storedWords);
  });

  it("shows without a kernel the waveform that is stored with the run", () => {
    offerCloseUp(() => null);
    const [{ adc, epcb, channels }] = waveforms.panels as [WaveformsPayload["panels"][number]];
    const stored = { adc, channel: channels[0]!, epcb };
    const card = cardOf(scopeWith(mask, waveforms).scope, stored);
    expect(card.querySelector("button")).toBeNull();
    expect(card.querySelector(".ldqm-Sparkline")).not.toBeNull();
    expect(card.textContent).not.toContain(storedWords);
  });

  it("says without a kernel where a waveform is to be had, if none is stored", () => {
    offerCloseUp(() => null);
    expect(cardOf(scopeWith(mask).scope, channel).textContent).toContain(storedWords);
  });

  it("offers and says nothing of it where the application does not offer it", () => {
    const card = cardOf(scopeWith(mask).scope, channel);
    expect(card.querySelector("button")).toBeNull();
    expect(card.textContent).not.toContain(storedWords);
  });

  it("tells the spectra of two figures apart by their cut", () => {
    const spectra = payloads["spectra per EPCB"] as SpectraPayload;
    const cut = { ...spectra, source: { ...spectra.source!, cut: "beam triggers" } };
    const captions = cardOf(scopeWith(spectra, cut).scope, channel).querySelectorAll("figcaption");
    expect([...captions].map(({ textContent }) => textContent!.split(":")[0])).toEqual([
      "Spectrum of EPCB 6, mean of its channels (without a cut)",
      "Spectrum of EPCB 6, mean of its channels (beam triggers)",
    ]);
  });

  it("has no button for several channels", () => {
    offerCloseUp(() => () => {});
    const card = cardOf(scopeWith(mask).scope, channel, { adc: 2, channel: 58, epcb: 6 });
    expect(card.querySelector("button")).toBeNull();
  });
});

it("outputs are told again when a kernel comes or goes, if a channel is chosen", () => {
  const { scope, told } = scopeWith(mask);
  tellAgain(scope);
  expect(told()).toBe(0);
  choose(scope, { label: "chosen", grouping: "channel", channels: [channel] }, null);
  tellAgain(scope);
  expect(told()).toBe(2);
});
