/** The card of the chosen channels: every number and verdict that the scope's outputs hold. */
import "../style/card.css";
import { detectorGroups, figureOf, type Payload, trapText } from "@light-dqm/core/figures";
import { channelTexts } from "../channels/channel-texts.js";
import { detectorOf, hasChannel } from "../channels/groups.js";
import { closeUpOf } from "../close-up-offer.js";
import { button, element } from "../dom/elements.js";
import { factRow, factTable } from "../dom/facts.js";
import type { State } from "../kinds/figure-kind.js";
import { figureKinds, kindOf, placesOf } from "../kinds/figure-kinds.js";
import { worstFirst } from "../kinds/mask.js";
import { type ChosenChannel, keyOf, type Scope, type VerdictLine } from "../selection.js";
import { toldApart } from "./curve-titles.js";
import { sparkline } from "./sparkline.js";

/** A row of the card: where it is from and what is said there. */
interface Fact {
  title: string;
  lines: string[];
  state?: State;
}

/** Facts without a state come last. */
const badness = ({ state }: Fact): number =>
  state ? worstFirst.length - worstFirst.indexOf(state) : 0;

const texts = new WeakMap<Payload, Map<string, string>>();

function factOf(payload: Payload, channel: ChosenChannel): Fact | null {
  const kind = kindOf(payload);
  if (!placesOf(payload)) return null;
  let known = texts.get(payload);
  if (!known) {
    known = channelTexts(payload, figureOf(payload, { theme: "light", marks: "plain" }));
    texts.set(payload, known);
  }
  const text = known.get(keyOf(channel));
  if (text === undefined) return null;
  const state = kind.stateOf?.(payload, channel);
  // The first line names the channel, as the card does.
  return { title: payload.title, lines: text.split("\n").slice(1), ...(state ? { state } : {}) };
}

/** Rows of a card of several channels: the worst ones. */
const mostListed = 64;

/** The content of a card; says so where the outputs hold nothing of the channels. */
export function cardContent(scope: Scope): Node[] {
  const { selection, members } = scope;
  if (!selection) return [];
  const payloads = [...new Set([...members].flatMap((member) => [...member.payloads()]))];
  const verdicts = [...members].flatMap((member) => [...member.verdicts()]);
  const [first] = selection.channels;
  if (selection.channels.length === 1 && first)
    return channelCard(selection.label, first, payloads, verdicts, closeUpOf(scope));
  const listed = selection.channels
    .map((channel) => ({ channel, worst: worstOf(payloads, channel) }))
    .sort((a, b) => (b.worst ? badness(b.worst) : 0) - (a.worst ? badness(a.worst) : 0));
  const rows = listed
    .slice(0, mostListed)
    .map(({ channel: { adc, channel }, worst }) =>
      factRow(`ADC ${adc}, channel ${channel}`, worst?.lines ?? ["no data"], worst?.state),
    );
  const more = listed.length - rows.length;
  return [
    heading(`${selection.label}: ${listed.length} channels`),
    factTable(rows),
    ...(more > 0 ? [element("p", {}, [`and ${more} more, none of them in a worse state`])] : []),
  ];
}

/** What is worst of a channel in the outputs; undefined where they hold nothing of it. */
function worstOf(payloads: readonly Payload[], channel: ChosenChannel): Fact | undefined {
  return payloads
    .flatMap((payload) => factOf(payload, channel) ?? [])
    .reduce<Fact | undefined>(
      (best, fact) => (best && badness(best) >= badness(fact) ? best : fact),
      undefined,
    );
}

function channelCard(
  label: string,
  channel: ChosenChannel,
  payloads: Payload[],
  verdicts: VerdictLine[],
  closeUp: (() => void) | null | undefined,
): Node[] {
  const facts = distinct(payloads.flatMap((payload) => factOf(payload, channel) ?? []));
  const judged = verdicts.filter(
    (each) => each.adc === channel.adc && each.channel === channel.channel,
  );
  const stored = Object.keys(figureKinds)
    .flatMap((kind) => payloads.filter((payload) => payload.kind === kind))
    .flatMap((payload) => {
      const curve = kindOf(payload).lineOf?.(payload, channel);
      return curve ? [{ curve, payload }] : [];
    });
  const rows = facts.map(({ title, lines, state }) => factRow(title, lines, state));
  return [
    heading(label),
    ...placeOf(payloads, channel),
    ...(rows.length > 0 ? [factTable(rows)] : []),
    ...(rows.length + stored.length + judged.length > 0
      ? []
      : [element("p", {}, ["No data on this channel in these outputs."])]),
    ...closeUpLine(closeUp, stored.length > 0),
    ...toldApart(stored).map(sparkline),
    ...checksOf(judged),
  ];
}

/** More than the outputs hold: from the kernel, or in words where that is to be had. */
function closeUpLine(closeUp: (() => void) | null | undefined, isStored: boolean): Node[] {
  if (closeUp) {
    const title = "Fill a cell below with the waveforms, spectrum and baselines of this channel";
    return [element("p", { class: "ldqm-CloseUp" }, [button("Close up", closeUp, { title })])];
  }
  if (closeUp === undefined || isStored) return [];
  return [
    element("p", { class: "ldqm-CloseUp ldqm-Note" }, [
      "No waveform of this channel is stored here. In a notebook with a running kernel, Close up reads it from the file.",
    ]),
  ];
}

/** A mask and its map say the same of a channel: once is enough. */
function distinct(facts: readonly Fact[]): Fact[] {
  const said = facts.map(({ lines }) => lines.join());
  return facts.filter((_, i) => said.indexOf(said[i]!) === i);
}

/** The light trap of a channel, its side and height, where a payload's detector knows them. */
function placeOf(payloads: readonly Payload[], channel: ChosenChannel): Node[] {
  const detector = payloads.flatMap((payload) => detectorOf(payload) ?? [])[0];
  if (!detector || !hasChannel(detector, channel)) return [];
  const { indexOf } = detectorGroups(detector);
  const text = trapText(detector, indexOf(channel.adc, channel.channel));
  return text === "" ? [] : [element("p", { class: "ldqm-CardPlace" }, [capitalised(text)])];
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Checks that are not ok, and behind a click those that are. */
function checksOf(judged: readonly VerdictLine[]): Node[] {
  const rowOf = ({ title, state, change, reason }: VerdictLine): HTMLElement =>
    factRow(`Check: ${title}`, [change ? `${state}, ${change}` : state, reason], state);
  const fine = judged.filter(({ state }) => state === "ok");
  const others = judged.filter(({ state }) => state !== "ok");
  return [
    ...(others.length > 0 ? [factTable(others.map(rowOf))] : []),
    ...(fine.length > 0
      ? [
          element("details", {}, [
            element("summary", {}, [
              `${fine.length} check${fine.length === 1 ? " is" : "s are"} ok`,
            ]),
            factTable(fine.map(rowOf)),
          ]),
        ]
      : []),
  ];
}

function heading(text: string): HTMLElement {
  return element("p", { class: "ldqm-CardTitle" }, [text]);
}
