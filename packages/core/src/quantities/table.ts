/** What follows from the table of quantities: the shape of summaries and references, their columns. */

import * as table from "./index.js";
import type { ByTriggerClass, TriggerClass } from "./indexed-by/trigger-class.js";
import type { CellValue, Column, StoredColumn } from "./kept/column.js";
import type { FlagQuantity } from "./kept/counts.js";
import type { Distribution } from "./kept/distribution.js";
import { isSelected, type Selection, type View } from "./kept/view.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { Quantity, SampledQuantity, SummaryShape } from "./quantity.js";

type Table = typeof table;
export type QuantityName = keyof Table;

/** What a summary keeps of each quantity, by its name. */
export type KeptQuantities = {
  [Name in QuantityName]: Table[Name] extends Quantity<infer Kept, infer _Earlier> ? Kept : never;
};

type EarlierOf<Name extends QuantityName> =
  Table[Name] extends Quantity<infer _Kept, infer Earlier> ? Earlier : never;

/** What a reference keeps of each quantity that is pooled over earlier files, by its name. */
export type EarlierQuantities = {
  [Name in QuantityName as [EarlierOf<Name>] extends [null | ByTriggerClass<null>]
    ? never
    : Name]: EarlierOf<Name>;
};

/** Names of quantities that keep one kind of thing. */
export type QuantityThatKeeps<Kept> = {
  [Name in QuantityName]: KeptQuantities[Name] extends Kept ? Name : never;
}[QuantityName];

/** Per-waveform flags that are counted. */
export type Flag = {
  [Name in QuantityName]: Table[Name] extends FlagQuantity ? Name : never;
}[QuantityName];

/** Quantities with a distribution over the waveforms of a channel, in ADC16 counts. */
export type SampledName = {
  // biome-ignore lint/suspicious/noExplicitAny: what is kept does not matter here
  [Name in QuantityName]: Table[Name] extends SampledQuantity<any, any> ? Name : never;
}[QuantityName];

/** An entry of the table with its names spelled out. */
// biome-ignore lint/suspicious/noExplicitAny: what is kept differs from entry to entry
export interface NamedQuantity extends Quantity<any, any> {
  name: QuantityName;
  columnName: string;
  trendName: string;
}

/** Every quantity, in the order of their names. */
export const quantities: readonly NamedQuantity[] = Object.entries(table)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, quantity]) => ({
    columnName: separated(name, "_"),
    trendName: separated(name, "-"),
    ...(quantity as Quantity<unknown, unknown>),
    name: name as QuantityName,
  }));

/** `lowerRail` as `lower_rail` or `lower-rail`. */
function separated(name: string, by: "_" | "-"): string {
  return name.replace(/[A-Z]/g, (letter) => `${by}${letter.toLowerCase()}`);
}

export const flags: readonly Flag[] = quantities
  .filter(({ source }) => source.kind === "flag")
  .map(({ name }) => name as Flag);

export const sampledNames: readonly SampledName[] = quantities
  .filter(({ source }) => source.kind === "sampled")
  .map(({ name }) => name as SampledName);

/** The distribution of a quantity in a file; undefined where the file lacks the trigger class. */
export function distributionIn(
  summary: Pick<KeptQuantities, SampledName>,
  name: SampledName,
  triggerClass: TriggerClass,
): Distribution | undefined {
  return ofClass<Distribution>(summary[name], name, triggerClass);
}

/** The medians of a quantity over earlier files; undefined where none has the trigger class. */
export function mediansIn(
  reference: Pick<EarlierQuantities, SampledName>,
  name: SampledName,
  triggerClass: TriggerClass,
): EarlierMedians | undefined {
  return ofClass<EarlierMedians>(reference[name], name, triggerClass);
}

function ofClass<Value>(
  kept: Value | ByTriggerClass<Value>,
  name: SampledName,
  triggerClass: TriggerClass,
): Value | undefined {
  return quantityOf(name).isByClass
    ? (kept as ByTriggerClass<Value>)[triggerClass]
    : (kept as Value);
}

/** An entry of the table by its name. */
export function quantityOf<Name extends QuantityName>(name: Name): Table[Name] & NamedQuantity {
  return quantities.find((each) => each.name === name)! as Table[Name] & NamedQuantity;
}

/** "Unknown everywhere", for every quantity. */
export function unknownQuantities(shape: SummaryShape): KeptQuantities {
  const unknown = quantities.map((quantity) => [quantity.name, quantity.unknown(shape)]);
  return Object.fromEntries(unknown) as KeptQuantities;
}

/** The columns of all quantities, each of the whole of what is kept. */
export const quantityColumns: readonly Column<KeptQuantities>[] = quantities.flatMap((quantity) =>
  quantity.columns(quantity.columnName).map((column) => ofAll(column, quantity)),
);

/** Names of the columns that some quantities have. */
export function columnNamesOf(names: readonly QuantityName[]): Set<string> {
  const chosen = quantities.filter(({ name }) => names.includes(name));
  return new Set(
    chosen.flatMap(({ columns, columnName }) => columns(columnName).map(({ name }) => name)),
  );
}

/** Columns of older stores, in whose place there are others now. */
export const formerColumns: readonly StoredColumn<KeptQuantities>[] = quantities.flatMap(
  (quantity) =>
    (quantity.formerColumns?.(quantity.columnName) ?? []).map((column) => ofAll(column, quantity)),
);

function ofAll<Each extends StoredColumn<unknown> & Partial<Column<unknown>>>(
  column: Each,
  { name, addedLater }: NamedQuantity,
): Each & StoredColumn<KeptQuantities> & Column<KeptQuantities> {
  return {
    ...column,
    addedLater: addedLater ?? column.addedLater,
    read: (kept: KeptQuantities, channelIndex: number, validCount: number): CellValue =>
      column.read!(kept[name], channelIndex, validCount),
    write: (kept: KeptQuantities, cells: ArrayLike<CellValue>): void =>
      column.write(kept[name], cells),
  } as Each & Column<KeptQuantities>;
}

/** The cells of a column, channel by channel. [channelIndex] */
export function cellsOf(
  { read, triggerClass = "all" }: Column<KeptQuantities>,
  kept: KeptQuantities,
  indexCount: number,
): CellValue[] {
  const validCount = kept.validCount[triggerClass];
  return Array.from({ length: indexCount }, (_, i) => read(kept, i, validCount?.[i] ?? 0));
}

/** A view with the quantity it is of. */
export interface NamedView extends Omit<View<never>, "cells"> {
  quantity: NamedQuantity;
  /** See `View`. */
  cells(kept: KeptQuantities, channelIndex: number): number[];
}

/** Every view of every quantity. */
export const views: readonly NamedView[] = quantities.flatMap((quantity) =>
  quantity.views(quantity.columnName, quantity.title).map(({ cells, ...view }) => ({
    ...view,
    quantity,
    cells: (kept: KeptQuantities, channelIndex: number) => cells(kept[quantity.name], channelIndex),
  })),
);

/** The first view of a quantity that a selection asks for; undefined where there is none. */
export function viewOf(name: QuantityName, selection: Selection = {}): NamedView | undefined {
  return views.find((view) => view.quantity.name === name && isSelected(view, selection));
}
