/** The card of the chosen channels: every number and verdict that the scope's outputs hold. */
import type { Payload } from "@light-dqm/core/figures";
import { figureOf } from "@light-dqm/core/figures";
import type { ChosenChannel, Scope, VerdictLine } from "../../selection.js";
import { channelTexts, hasChannels, keyOf } from "../channels/groups.js";
import { spectrumLineOf, spectrumPoints } from "../channels/highlight.js";
import { element } from "../page/elements.js";
import { sparkline } from "./sparkline.js";

/** A row of the card: where it is from and what is said there. */
interface Fact {
  title: string;
  lines: string[];
  state?: string;
}

const worstLast = ["ok", "masked", "unknown", "warn", "bad"];

/** Facts without a state come last. */
const badness = ({ state }: Fact): number => (state ? worstLast.indexOf(state) : -1);

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
    const worst = facts.reduce<Fact | undefined>(
      (best, fact) => (best && badness(best) >= badness(fact) ? best : fact),
      undefined,
    );
    return row(
      `ADC ${channel.adc}, channel ${channel.channel}`,
      worst?.lines ?? ["no data here"],
      worst?.state,
    );
  });
  return [heading(`${selection.label}: ${selection.channels.length} channels`), table(rows)];
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
  const rows = facts.map(({ title, lines, state }) => row(title, lines, state));
  return [
    heading(label),
    rows.length > 0
      ? table(rows)
      : element("p", {}, ["The outputs here say nothing of this channel."]),
    ...payloads.flatMap((payload) => waveformOf(payload, channel)),
    ...payloads.flatMap((payload) => spectrumOf(payload, channel)),
    ...checksOf(judged),
  ];
}

/** Checks that are not ok, and behind a click those that are. */
function checksOf(judged: readonly VerdictLine[]): Node[] {
  const rowOf = ({ check, state, change, reason }: VerdictLine): HTMLElement =>
    row(`Check: ${check}`, [change ? `${state}, ${change}` : state, reason], state);
  const fine = judged.filter(({ state }) => state === "ok");
  const others = judged.filter(({ state }) => state !== "ok");
  return [
    ...(others.length > 0 ? [table(others.map(rowOf))] : []),
    ...(fine.length > 0
      ? [
          element("details", {}, [
            element("summary", {}, [
              `${fine.length} check${fine.length === 1 ? " is" : "s are"} ok`,
            ]),
            table(fine.map(rowOf)),
          ]),
        ]
      : []),
  ];
}

function table(rows: readonly Node[]): HTMLElement {
  return element("table", { class: "ldqm-Facts" }, [element("tbody", {}, rows)]);
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
