/** Some events of an open file, found as they are asked for. */

import { toUnits, type Units } from "../../units.js";
import type { OpenFlowFile } from "../flow-file.js";
import { amplitudeTest, eventsByTable } from "./choose-events.js";
import { activeIndex, type LightEvent, lightEvent } from "./light-event.js";
import type { SampleReader } from "./sample-reader.js";
import { eventCut, type Where } from "./where.js";

/** A waveform of one channel. */
export interface ChannelWaveform<Samples = Int16Array> {
  /** Index of the event in the file. */
  event: number;
  /** Milliseconds UTC; NaN where it is not known. */
  timeMs: number;
  /** The caller's own. */
  samples: Samples;
}

/**
 * Events in the order of the file. Iterating reads one event after the other and keeps none; it may
 * begin again, and end early.
 */
export interface EventChoice extends Iterable<LightEvent> {
  /** Indices in the file, ascending. Reads what the choice rests on: waveforms, for amplitudes. */
  readonly indices: readonly number[];
  readonly count: number;
  /**
   * Those of a cut, or for which a function says true. Nothing is read before they are
   * asked for.
   * @throws LightDqmError `bad-config`, `not-found` or `bad-input` for a cut that makes no sense
   *   for this detector or file
   */
  where(choice: Where | ((event: LightEvent) => boolean)): EventChoice;
  /** The first ones: reads no further. */
  first(count: number): LightEvent[];
  /**
   * The valid waveforms of one channel, raw samples in ADC16 counts; with a unit, numbers in it.
   * @throws LightDqmError `not-found` for a channel that the detector does not have, or not use
   */
  channel(adc: number, channel: number): Iterable<ChannelWaveform>;
  channel(adc: number, channel: number, units: Units): Iterable<ChannelWaveform<Float64Array>>;
}

/** What a choice is made of. */
interface ChoiceSource {
  file: OpenFlowFile;
  reader: SampleReader;
  timeZone: string | undefined;
}

/** @param found gives the indices, ascending; called for each iteration until one was complete */
export function eventChoice(source: ChoiceSource, found: () => Iterable<number>): EventChoice {
  const { file, reader } = source;
  const indexCount = file.events.valid.length / file.events.count;
  let known: readonly number[] | undefined;
  const indices = (): readonly number[] => {
    known ??= [...found()];
    return known;
  };
  const asked = (): Iterable<number> => known ?? found();

  function channel(adc: number, channel: number): Iterable<ChannelWaveform>;
  function channel(
    adc: number,
    channel: number,
    units: Units,
  ): Iterable<ChannelWaveform<Float64Array>>;
  function channel(
    adc: number,
    channel: number,
    units?: Units,
  ): Iterable<ChannelWaveform<Int16Array | Float64Array>> {
    const channelIndex = activeIndex(file.detector, adc, channel);
    return iterable(function* () {
      for (const event of asked()) {
        if (file.events.valid[event * indexCount + channelIndex] !== 1) continue;
        const raw = reader.waveform(event, channelIndex);
        const samples = units === undefined ? raw : toUnits(raw, units);
        yield { event, timeMs: file.events.timeMs[event]!, samples };
      }
    });
  }

  return {
    get indices() {
      return indices();
    },
    get count() {
      return indices().length;
    },
    where: (choice) => narrowed(source, asked, choice),
    first(count) {
      const events: LightEvent[] = [];
      if (count < 1) return events;
      for (const event of asked()) {
        events.push(lightEvent(file, reader, event));
        if (events.length >= count) break;
      }
      return events;
    },
    channel,
    *[Symbol.iterator]() {
      for (const event of asked()) yield lightEvent(file, reader, event);
    },
  };
}

function narrowed(
  source: ChoiceSource,
  from: () => Iterable<number>,
  choice: Where | ((event: LightEvent) => boolean),
): EventChoice {
  const { file, reader, timeZone } = source;
  if (typeof choice === "function")
    return eventChoice(source, () =>
      filtered(from(), (event) => choice(lightEvent(file, reader, event))),
    );
  const cut = eventCut(choice, { detector: file.detector, timeZone });
  const inTable = new Set(eventsByTable(file, cut));
  const isOver = cut.over ? amplitudeTest(file, reader, cut.over) : () => true;
  return eventChoice(source, () =>
    filtered(from(), (event) => inTable.has(event) && isOver(event)),
  );
}

function* filtered(events: Iterable<number>, isWanted: (event: number) => boolean) {
  for (const event of events) if (isWanted(event)) yield event;
}

function iterable<Item>(iterate: () => Iterator<Item>): Iterable<Item> {
  return { [Symbol.iterator]: iterate };
}
