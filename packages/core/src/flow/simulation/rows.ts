/** The rows of a simulated file that hold no waveforms: events and the links between datasets. */
import { detectorGroups } from "../../detector/groups.js";
import { eventsPath, waveformsPath } from "../flow-layout.js";
import type { Hdf5, Hdf5Dataset, Hdf5File } from "../hdf5/h5wasm.js";
import type { ChannelFaults } from "./faults.js";
import type { WholeSpec } from "./spec.js";

type EventChoices = Pick<WholeSpec, "startMs" | "eventSpacingMs" | "detector">;

const firstSerialNumber = 0xcd00;
const firstEventNumber = 1000;

/**
 * Writes `light/events/data` in the layout that the file has; TAI counts from the first event.
 * @param isBeam by event; ignored where the layout has no `trig_type`
 */
export function writeEventRows(
  hdf5: Hdf5,
  file: Hdf5File,
  isBeam: readonly boolean[],
  { startMs, eventSpacingMs, detector }: EventChoices,
  faults: readonly ChannelFaults[],
): void {
  const dataset = file.dataset(eventsPath);
  const offsets = memberOffsets(dataset);
  const { adcCount, channelCount } = detector;
  const { indexCount, indexOf, placeOf } = detectorGroups(detector);
  const timesPerAdc = offsets.has("ch") ? channelCount : 1;

  writeBlocks(hdf5, file, eventsPath, isBeam.length, dataset.size, (view, at, event) => {
    const offsetOf = (name: string): number => at + offsets.get(name)!;
    const sinceStartMs = event * eventSpacingMs;
    view.setBigUint64(offsetOf("id"), BigInt(event), true);
    view.setInt32(offsetOf("event"), firstEventNumber + event, true);
    if (offsets.has("trig_type")) view.setUint8(offsetOf("trig_type"), isBeam[event] ? 1 : 0);
    for (let adc = 0; adc < adcCount; adc++) {
      if (faults[indexOf(adc, 0)]!.missing) continue;
      view.setInt32(offsetOf("sn") + 4 * adc, firstSerialNumber + adc, true);
      for (let i = adc * timesPerAdc; i < (adc + 1) * timesPerAdc; i++) {
        const utimeMs = BigInt(Math.round(startMs + sinceStartMs));
        view.setBigUint64(offsetOf("utime_ms") + 8 * i, utimeMs, true);
        view.setBigUint64(offsetOf("tai_ns") + 8 * i, BigInt(Math.round(sinceStartMs * 1e6)), true);
      }
    }
    if (offsets.has("ch")) {
      for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
        view.setUint8(offsetOf("ch") + channelIndex, placeOf(channelIndex).channel);
      }
    }
    // Boards send all their channels, connected or not.
    for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
      if (!faults[channelIndex]!.missing) view.setUint8(offsetOf("wvfm_valid") + channelIndex, 1);
    }
  });
}

/** Writes the producer's links: event i belongs to waveforms i. */
export function writeReferences(hdf5: Hdf5, file: Hdf5File, eventCount: number): void {
  const pairs = "/light/events/ref/light/wvfm/ref";
  const regions = [
    "/light/events/ref/light/wvfm/ref_region",
    "/light/wvfm/ref/light/events/ref_region",
  ];
  file.resize(pairs, eventCount, 2);
  const writePair = (view: DataView, at: number, event: number): void => {
    view.setUint32(at, event, true);
    view.setUint32(at + 4, event, true);
  };
  writeBlocks(hdf5, file, pairs, eventCount, 8, writePair, 2);
  for (const region of regions) {
    file.resize(region, eventCount);
    writeBlocks(hdf5, file, region, eventCount, 8, (view, at, event) => {
      view.setInt32(at, event, true);
      view.setInt32(at + 4, event + 1, true);
    });
  }
}

/** Makes room for the events in the datasets of events and waveforms. */
export function resizeForEvents(file: Hdf5File, eventCount: number): void {
  file.resize(eventsPath, eventCount);
  file.resize(waveformsPath, eventCount);
}

/** A multiple of the chunk lengths, so that every chunk is written once. */
const rowsAtOnce = 1024;

function writeBlocks(
  hdf5: Hdf5,
  file: Hdf5File,
  path: string,
  rowCount: number,
  rowBytes: number,
  fillRow: (view: DataView, at: number, row: number) => void,
  ...columns: number[]
): void {
  const memory = hdf5.allocate(Math.min(rowsAtOnce, rowCount) * rowBytes);
  try {
    for (let first = 0; first < rowCount; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rowCount - first);
      const bytes = memory.view().fill(0);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let row = 0; row < count; row++) fillRow(view, row * rowBytes, first + row);
      file.writeRows(path, first, count, memory, ...columns);
    }
  } finally {
    memory.free();
  }
}

function memberOffsets(dataset: Hdf5Dataset): Map<string, number> {
  return new Map(dataset.compound_type!.members.map(({ name, offset }) => [name, offset]));
}
