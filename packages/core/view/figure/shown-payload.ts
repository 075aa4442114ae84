import { type Payload, timeRangeText } from "@light-dqm/core/figures";
import type { Choices } from "../kinds/figure-kind.js";
import { kindOf } from "../kinds/figure-kinds.js";
import { preferences } from "../preferences.js";

/** The payload as the user wants to see it. */
export function shownPayload(payload: Payload, choices: Choices): Payload {
  const timed = inZone(payload, preferences().timeZone);
  return kindOf(timed).chosen?.(timed, choices) ?? timed;
}

function inZone(payload: Payload, zone: string): Payload {
  if (zone === "" || !payload.source) return payload;
  const { timeUtc, timeText } = payload.source;
  if (zone === "" || !timeUtc || !timeText || timeText.zone === zone) return payload;
  const [firstMs, lastMs] = [Date.parse(timeUtc.first), Date.parse(timeUtc.last)];
  if (!Number.isFinite(firstMs) || !Number.isFinite(lastMs)) return payload;
  return {
    ...payload,
    source: { ...payload.source, timeText: timeRangeText({ firstMs, lastMs }, zone) },
  };
}
