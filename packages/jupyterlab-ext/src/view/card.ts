/** The card of the chosen channels: every number and verdict that the scope's outputs hold. */
import type { Payload } from "@light-dqm/core/figures";
import { figureOf } from "@light-dqm/core/figures";
import type { ChosenChannel, Scope, VerdictLine } from "../selection.js";
import { channelTexts, hasChannels, keyOf } from "./channels.js";
import { element } from "./elements.js";
import { spectrumLineOf, spectrumPoints } from "./highlight.js";
import { sparkline } from "./sparkline.js";

/** A row of the card: where it is from and what is said there. */
interface Fact {
  title: string;
  lines: string[];
  state?: string;
}

const texts = new WeakMap<Payload, Map<string, string>>();

function factOf(payload: Payload, channel: ChosenChannel): Fact | null {
  if (!hasChannels(payload)) return null;
  let known = texts.get(payload);
  if (!known) {
    known = channelTexts(payload, figureOf(payload, { theme: "light", marks: "plain" }));
    texts.set(payload, known);
  }
  const text = known.get(keyOf(channel));
  if (text === undefined) return null;
  const state =
    payload.kind === "channel-mask"
      ? payload.cells.state.find(
          (_, i) =>
            payload.cells.adc[i] === channel.adc && payload.cells.channel[i] === channel.channel,
        )
      : undefined;
  // The first line names the channel, as the card does.
  return { title: payload.title, lines: text.split("\n").slice(1), ...(state ? { state } : {}) };
}

const mostListed = 64;

/** The content of a card; says so where the outputs hold nothing of the channels. */
export function cardContent(scope: Scope): Node[] {
  const { selection, members } = scope;
  if (!selection) return [];
  const payloads = [...new Set([...members].flatMap((member) => [...member.payloads()]))];
  const verdicts = [...members].flatMap((member) => [...member.verdicts()]);
  const [first] = selection.channels;
  if (selection.channels.length === 1 && first)
    return channelCard(selection.label, first, payloads, verdicts);
  const rows = selection.channels.slice(0, mostListed).map((channel) => {
    const facts = payloads.flatMap((payload) => factOf(payload, channel) ?? []);
    const states = [...new Set(facts.flatMap(({ state }) => state ?? []))];
    const said = facts.map(({ lines }) => lines.at(-1) ?? "").filter((line) => line !== "");
    return row(
      `ADC ${channel.adc}, channel ${channel.channel}`,
      [states.join(", "), said[0] ?? "no data here"].filter((part) => part !== ""),
      states.find((state) => state !== "ok"),
    );
  });
  return [
    heading(`${selection.label}: ${selection.channels.length} channels`),
    element("table", { class: "ldqm-Facts" }, [element("tbody", {}, rows)]),
  ];
}

function channelCard(
  label: string,
  channel: ChosenChannel,
  payloads: Payload[],
  verdicts: VerdictLine[],
): Node[] {
  const facts = payloads.flatMap((payload) => factOf(payload, channel) ?? []);
  const judged = verdicts.filter(
    (each) => each.adc === channel.adc && each.channel === channel.channel,
  );
  const rows = [
    ...facts.map(({ title, lines, state }) => row(title, lines, state)),
    ...judged.map(({ check, state, change, reason }) =>
      row(`Check: ${check}`, [change ? `${state}, ${change}` : state, reason], state),
    ),
  ];
  return [
    heading(label),
    rows.length > 0
      ? element("table", { class: "ldqm-Facts" }, [element("tbody", {}, rows)])
      : element("p", {}, ["The outputs here say nothing of this channel."]),
    ...payloads.flatMap((payload) => waveformOf(payload, channel)),
    ...payloads.flatMap((payload) => spectrumOf(payload, channel)),
  ];
}

function heading(text: string): HTMLElement {
  return element("p", { class: "ldqm-CardTitle" }, [text]);
}

function row(title: string, lines: readonly string[], state?: string): HTMLElement {
  return element("tr", { "data-state": state }, [
    element("th", { scope: "row" }, [title]),
    element(
      "td",
      {},
      lines.map((line) => element("div", {}, [line])),
    ),
  ]);
}

function waveformOf(payload: Payload, { adc, channel }: ChosenChannel): Node[] {
  if (payload.kind !== "waveforms") return [];
  for (const panel of payload.panels) {
    const at = panel.adc === adc ? panel.channels.indexOf(channel) : -1;
    if (at < 0) continue;
    const values = panel.counts[at]!.map((count) => count * payload.unitPerCount);
    const endUs = (payload.sampleCount * payload.sampleNs) / 1000;
    return [
      sparkline(`Waveform of event ${payload.event}`, {
        y: values,
        xLabel: `0 to ${Number(endUs.toPrecision(3))} µs`,
        unit: payload.unit,
        scale: "linear",
      }),
    ];
  }
  return [];
}

function spectrumOf(payload: Payload, channel: ChosenChannel): Node[] {
  if (payload.kind !== "spectra") return [];
  const found = spectrumLineOf(payload, channel);
  if (!found) return [];
  const { x, y } = spectrumPoints(payload, found.panel, found.line);
  const whose = payload.per === "epcb" ? `EPCB ${channel.epcb}, mean of its channels` : "channel";
  return [
    sparkline(`Spectrum of the ${whose}`, {
      y,
      xLabel: `0 to ${Number((x.at(-1) ?? 0).toPrecision(3))} MHz`,
      unit: payload.scale === "power" ? "V²" : "V²/Hz",
      scale: "log",
    }),
  ];
}
