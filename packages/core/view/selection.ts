/**
 * The chosen channels. Outputs of one notebook or document share a scope; a choice in one of them
 * is seen by all, and by whoever follows the latest choice anywhere.
 */
import type { GroupKind, Payload } from "@light-dqm/core/figures";

export interface ChannelRef {
  adc: number;
  channel: number;
}

/** One text per channel, for look-up tables. */
export function keyOf({ adc, channel }: ChannelRef): string {
  return `${adc}/${channel}`;
}

/** A channel with its EPCB, which counts within the ADC; −1 for an inactive channel. */
export interface ChosenChannel extends ChannelRef {
  epcb: number;
}

/** What a choice takes in: the channel alone, or its group of a kind. */
export type Grouping = "channel" | GroupKind;

export interface Selection {
  /** In words: "ADC 1, channel 28 (EPCB 3, trap 2 of TPC 1, module 0)". */
  label: string;
  grouping: Grouping;
  channels: readonly ChosenChannel[];
  /** What was chosen one after the other, to be compared; absent where it is one choice. */
  parts?: readonly Selection[];
}

/** The choices that a selection is made of, one or several. */
export function partsOf(selection: Selection | null): readonly Selection[] {
  return selection ? (selection.parts ?? [selection]) : [];
}

/** `ADC 1, channel 28` of `ADC 1, channel 28 (EPCB 3, trap 2 of TPC 1, module 0)` */
export function shortLabel({ label }: Selection): string {
  return label.replace(/ \([^)]*\)$/, "");
}

/** The selection with one more choice; without it where it was one already. Null where nothing is left. */
export function withAnother(selection: Selection | null, added: Selection): Selection | null {
  const before = partsOf(selection);
  const others = before.filter(({ label }) => label !== added.label);
  const parts = others.length < before.length ? others : [...before, added];
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? null;
  const channels = new Map(
    parts.flatMap((part) => part.channels.map((each) => [keyOf(each), each])),
  );
  return {
    label: parts.map(shortLabel).join("; "),
    grouping: parts.every(({ grouping }) => grouping === first.grouping)
      ? first.grouping
      : "channel",
    channels: [...channels.values()],
    parts,
  };
}

/** A verdict that a document holds. */
export interface VerdictLine extends ChannelRef {
  check: string;
  /** Of the check; its name in documents that do not say. */
  title: string;
  state: string;
  reason: string;
  change?: string;
}

/** An output that takes part. */
export interface Member {
  readonly node: HTMLElement;
  payloads(): readonly Payload[];
  verdicts(): readonly VerdictLine[];
  selectionChanged(): void;
}

export interface Scope {
  selection: Selection | null;
  /** The member in which the choice was made. */
  chosenIn: Member | null;
  readonly members: Set<Member>;
}

/** A part of a page that shows outputs of a scope. */
export interface ScopedView {
  readonly node: HTMLElement;
  joined(scope: Scope): void;
  resized(): void;
  /** Draws all of it at once, for paper, with the width that it has now. */
  paintNow(): void;
  dispose(): void;
}

const scopes = new WeakMap<object, Scope>();
const followers = new Set<(scope: Scope) => void>();
let latest: Scope | null = null;

/** The scope that belongs to an element of the page, or to anything else that outputs share. */
export function scopeOf(key: object): Scope {
  let scope = scopes.get(key);
  if (!scope) {
    scope = { selection: null, chosenIn: null, members: new Set() };
    scopes.set(key, scope);
  }
  return scope;
}

export function choose(scope: Scope, selection: Selection | null, member: Member | null): void {
  scope.selection = selection;
  scope.chosenIn = selection && member;
  latest = scope;
  tellMembers(scope);
  tellFollowers(scope);
}

/** Makes a choice, if any. @returns takes it back, unless another one has followed */
export function revocably(scope: Scope, make: () => void): () => void {
  const { selection, chosenIn } = scope;
  make();
  const made = scope.selection;
  return () => {
    if (made !== selection && scope.selection === made) choose(scope, selection, chosenIn);
  };
}

/** When what can be done with a choice has changed, and the choice has not. */
export function tellAgain(scope: Scope): void {
  if (!scope.selection) return;
  tellMembers(scope);
  if (scope === latest) tellFollowers(scope);
}

function tellMembers(scope: Scope): void {
  for (const each of [...scope.members]) each.selectionChanged();
}

function tellFollowers(scope: Scope): void {
  for (const follow of [...followers]) follow(scope);
}

/** Calls back at every choice, and now if one was made before. @returns how to stop */
export function followSelection(follow: (scope: Scope) => void): () => void {
  followers.add(follow);
  if (latest) follow(latest);
  return () => followers.delete(follow);
}
