import type { DetectorProfile } from "../../src/detector/profile.js";
import { type EventLayout, eventsPath, parseEventLayout } from "../../src/flow/flow-layout.js";
import { loadHdf5 } from "../../src/flow/hdf5/h5wasm.js";

/** Changes the rows of `light/events/data` of a file; `edit` is given each row's place. */
export async function editEvents(
  path: string,
  detector: DetectorProfile,
  edit: (view: DataView, rowAt: number, event: number, layout: EventLayout) => void,
): Promise<void> {
  const hdf5 = await loadHdf5();
  const file = hdf5.open(path, "append");
  const layout = parseEventLayout(file.dataset(eventsPath), detector, path);
  const { rowCount, rowBytes } = layout;
  const memory = hdf5.allocate(rowCount * rowBytes);
  const bytes = file.readRows(eventsPath, 0, rowCount, memory);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let event = 0; event < rowCount; event++) edit(view, event * rowBytes, event, layout);
  file.writeRows(eventsPath, 0, rowCount, memory);
  memory.free();
  file.close();
}

/** Gives every ADC of an event a `utime_ms` and a `tai_ns`. */
export function setClocks(
  { utimeMs, taiNs, timesPerAdc, ...layout }: EventLayout & { adcCount: number },
  view: DataView,
  rowAt: number,
  clocks: { utimeMs: bigint; taiNs: bigint },
): void {
  for (let i = 0; i < layout.adcCount * timesPerAdc; i++) {
    view.setBigUint64(rowAt + utimeMs.offset + 8 * i, clocks.utimeMs, true);
    view.setBigUint64(rowAt + taiNs!.offset + 8 * i, clocks.taiNs, true);
  }
}
