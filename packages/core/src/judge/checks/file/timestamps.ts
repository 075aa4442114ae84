import { type Check, limitRow } from "../../check.js";
import { unknown } from "../../parts/findings.js";
import { fileCheck } from "../../parts/wide-check.js";
import { countText } from "../../words.js";

/** Do the times of the events go forward? */
export const timestamps: Check = fileCheck({
  name: "timestamps",
  title: "Timestamps",
  meaning:
    "The times of the events go backward, stand still or are missing: clocks or event building are wrong.",
  action:
    "Do not match this file with other data by time. Check the boards' clock synchronisation with the DAQ expert.",
  limits: {
    maxBackwardShare: limitRow(
      0.01,
      "bad if more of the events are earlier than the one before; a warning for any",
    ),
    maxStaleShare: limitRow(
      0.5,
      "bad if more of the events have the very time of the one before, or none",
    ),
  },
  find: ({ timeOrder, fileEventCount }, _, limits) => {
    const [backward, stale] = [limits.maxBackwardShare!, limits.maxStaleShare!];
    if (!timeOrder) return unknown("the order of times was not recorded", { limit: backward });
    const { timed } = timeOrder;
    if (fileEventCount < 2) return unknown(countText(fileEventCount, "event"), { limit: backward });
    const backwardShare = timed > 1 ? timeOrder.backward / (timed - 1) : 0;
    const staleShare = (timeOrder.repeated + fileEventCount - timed) / fileEventCount;
    const n = fileEventCount;
    if (staleShare > stale) {
      const reason = `${timeOrder.repeated} of ${countText(n, "event")} have the time of the one before, ${n - timed} have none`;
      return { state: "bad", value: staleShare, limit: stale, n, reason };
    }
    const state = backwardShare > backward ? "bad" : backwardShare > 0 ? "warn" : "ok";
    const reason = `${timeOrder.backward} of ${countText(n, "event")} are earlier than the one before`;
    return { state, value: backwardShare, limit: backward, n, reason };
  },
});
