/**
 * The chosen channels. Outputs of one notebook or document share a scope; a choice in one of them
 * is seen by all, and by whoever follows the latest choice anywhere.
 */
import type { Payload } from "@light-dqm/core/figures";
export interface ChannelRef {
  adc: number;
  channel: number;
}
/** A channel with the groups it is in; `epcb` counts within the ADC, −1 for an inactive channel. */
export interface ChosenChannel extends ChannelRef {
  epcb: number;
  tpc: number;
}
export type Grouping = "channel" | "epcb" | "tpc" | "adc";
export interface Selection {
  /** In words: "ADC 1, channel 28 (EPCB 3, TPC 1)". */
  label: string;
  grouping: Grouping;
  channels: readonly ChosenChannel[];
}
/** A record of the judgement that a document holds. */
export interface VerdictLine extends ChannelRef {
  check: string;
  state: string;
  reason: string;
  change?: string;
}
/** An output that takes part. */
export interface Member {
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
/** The scope that belongs to an element of the page, or to anything else that outputs share. */
export declare function scopeOf(key: object): Scope;
export declare function choose(
  scope: Scope,
  selection: Selection | null,
  member: Member | null,
): void;
/** Calls back at every choice, and now if one was made before. @returns how to stop */
export declare function followSelection(follow: (scope: Scope) => void): () => void;
