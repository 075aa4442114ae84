/** Anything that is kept, once for each trigger class that the file distinguishes. */

import {
  type ByTriggerClass,
  type TriggerClass,
  triggerClasses,
} from "../indexed-by/trigger-class.js";
import type { KeptForm, Pool, PoolMemory } from "../quantity.js";
import type { Column, StoredColumn } from "./column.js";

/** The form of one class, for all: absent for classes that the file does not distinguish. */
export function byTriggerClass<Kept, Earlier>(
  inner: KeptForm<Kept, Earlier>,
): KeptForm<ByTriggerClass<Kept>, ByTriggerClass<Earlier>> {
  const { pool, formerColumns } = inner;
  return {
    form: `${inner.form} and trigger class`,
    source: inner.source,
    isByClass: true,
    ...(inner.needsOneLength && { needsOneLength: true }),
    unknown: (shape) =>
      Object.fromEntries(shape.triggerClasses.map((name) => [name, inner.unknown(shape)])),
    columns: (name) =>
      triggerClasses.flatMap((triggerClass) =>
        inner.columns(`${name}_${triggerClass}`).map(
          (column): Column<ByTriggerClass<Kept>> => ({
            ...column,
            triggerClass,
            figuresOnly:
              column.figuresOnly || (triggerClass !== "all" && column.figuresOnlyByClass),
            read: (kept, i, validCount) =>
              kept[triggerClass] ? column.read(kept[triggerClass], i, validCount) : null,
            write: (kept, cells) => kept[triggerClass] && column.write(kept[triggerClass], cells),
          }),
        ),
      ),
    ...(formerColumns && {
      formerColumns: (name) =>
        triggerClasses.flatMap((triggerClass) =>
          formerColumns(`${name}_${triggerClass}`).map(
            (column): StoredColumn<ByTriggerClass<Kept>> => ({
              ...column,
              write: (kept, cells) => kept[triggerClass] && column.write(kept[triggerClass], cells),
            }),
          ),
        ),
    }),
    views: (name, title) =>
      triggerClasses.flatMap((triggerClass) =>
        inner.views(`${name}_${triggerClass}`, `${title} ${triggerClass}`).map((view) => ({
          ...view,
          of: { triggerClass, ...view.of },
          cells: (kept, i) =>
            kept[triggerClass]
              ? view.cells(kept[triggerClass], i)
              : view.columns.map(() => Number.NaN),
        })),
      ),
    ...(pool && {
      pool: (shape, memory) =>
        poolOfClasses((ofClass) => pool(shape, ofClass), memory as ClassesMemory | undefined),
    }),
  };
}

type ClassesMemory = ByTriggerClass<{ memory: PoolMemory; files: number }>;

/** A class that no file has stays absent. */
function poolOfClasses<Kept, Earlier>(
  start: (memory?: PoolMemory) => Pool<Kept, Earlier>,
  memory: ClassesMemory = {},
): Pool<ByTriggerClass<Kept>, ByTriggerClass<Earlier>> {
  const pools = new Map<TriggerClass, { pool: Pool<Kept, Earlier>; files: number }>();
  for (const triggerClass of triggerClasses) {
    const known = memory[triggerClass];
    if (known) pools.set(triggerClass, { pool: start(known.memory), files: known.files });
  }
  const byClass = <Value>(
    of: (known: { pool: Pool<Kept, Earlier>; files: number }) => Value,
  ): ByTriggerClass<Value> =>
    Object.fromEntries([...pools].map(([name, known]) => [name, of(known)]));
  return {
    add: (kept, leftOut) => {
      for (const triggerClass of triggerClasses) {
        const ofClass = kept[triggerClass];
        if (!ofClass) continue;
        const known = pools.get(triggerClass) ?? { pool: start(), files: 0 };
        known.pool.add(ofClass, leftOut);
        known.files++;
        pools.set(triggerClass, known);
      }
    },
    drop: (kept, leftOut) => {
      for (const [triggerClass, known] of pools) {
        const ofClass = kept[triggerClass];
        if (!ofClass) continue;
        known.pool.drop(ofClass, leftOut);
        if (--known.files === 0) pools.delete(triggerClass);
      }
    },
    earlier: () => byClass(({ pool }) => pool.earlier()),
    memory: () => byClass(({ pool, files }) => ({ memory: pool.memory(), files })),
  };
}
