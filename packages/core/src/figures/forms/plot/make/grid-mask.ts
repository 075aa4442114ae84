/** A state or a number by channel, in the grid of ADCs and channels. */
import { detectorGroups } from "../../../../detector/groups.js";
import type { DetectorProfile } from "../../../../detector/profile.js";
import { type State, states } from "../../../../judge/states/verdict.js";
import type { PlotLayer, PlotPayload } from "../payload.js";
import { axisOf, columnOf, type Numbers, type PlotSettings, refuse } from "./input.js";
import { plotOf } from "./plot.js";

export interface GridMaskSettings extends PlotSettings {
  detector: DetectorProfile;
  /** What the colours of numbers show. */
  value?: { label: string; unit?: string | undefined; scale?: "linear" | "log" | undefined };
  /** What the states mean, for the legend. */
  meanings?: Partial<Record<State, string>> | undefined;
}

/**
 * A mask of states, or a map of numbers, by channel [adc][channel], flat or an array an ADC; what it
 * holds for inactive channels is not drawn. A state that is null is unknown, and so is a number that is
 * NaN or null.
 * @throws LightDqmError `bad-input` for another number of channels than the detector has, and for
 *   anything but states or numbers
 */
export function gridMaskPayload(
  given:
    | ArrayLike<State | null>
    | Numbers
    | readonly ArrayLike<State | null>[]
    | readonly Numbers[],
  settings: GridMaskSettings,
): PlotPayload {
  const { detector, value, meanings = {} } = settings;
  const { active, indexCount } = detectorGroups(detector);
  const flat = flatOf(given);
  if (flat.length !== indexCount)
    refuse(
      "A mask has a value for each channel",
      "gridMask",
      `${indexCount} values: ${detector.adcCount} ADCs of ${detector.channelCount} channels`,
      String(flat.length),
    );
  const isStates = flat.some((each) => typeof each === "string");
  const layer: PlotLayer = isStates
    ? { as: "channel-states", state: active.map((i) => stateOf(flat[i], i, detector)), meanings }
    : {
        ...{ as: "channel-numbers", label: value?.label ?? "Value", unit: value?.unit ?? "" },
        scale: value?.scale ?? "linear",
        value: column(flat as Numbers, active),
      };
  const axes = { x: axisOf({ label: "Channel" }, "x"), y: axisOf({ label: "ADC" }, "y") };
  return plotOf({ ...axes, layers: [layer] }, settings, detector);
}

function flatOf(given: ArrayLike<unknown>): unknown[] {
  const isNested = given.length > 0 && typeof given[0] === "object" && given[0] !== null;
  return isNested
    ? Array.from(given as ArrayLike<ArrayLike<unknown>>).flatMap((each) => Array.from(each))
    : Array.from(given);
}

function stateOf(given: unknown, channelIndex: number, { channelCount }: DetectorProfile): State {
  if (given === null || given === undefined) return "unknown";
  const known = states.find((state) => state === given);
  if (known) return known;
  const [adc, channel] = [Math.floor(channelIndex / channelCount), channelIndex % channelCount];
  return refuse(
    "This is no state",
    `gridMask: ADC ${adc}, channel ${channel}`,
    states.join(", "),
    JSON.stringify(given),
  );
}

function column(values: Numbers, active: readonly number[]): (number | null)[] {
  const all = columnOf(values, "gridMask");
  return active.map((channelIndex) => all[channelIndex]!);
}
