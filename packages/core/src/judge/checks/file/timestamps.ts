import { countText } from "../../../words/phrases.js";
import { type Check, limitRow } from "../../check.js";
import { unknown } from "../../parts/findings.js";
import { fileCheck } from "../../parts/wide-check.js";

/** Do the times of the events go forward? */
export const timestamps: Check = fileCheck({
  name: "timestamps",
  title: "Timestamps",
  meaning:
    "Event times go backward, stand still or are missing: the clocks or the event building are faulty.",
  action:
    "Do not match this file with other data by time. Check the clock synchronisation of the ADCs with the DAQ expert.",
  limits: {
    maxBackwardShare: limitRow(
      0.01,
      "bad if a larger fraction of the events is earlier than the previous one; a warning for any",
    ),
    maxStaleShare: limitRow(
      0.5,
      "bad if a larger fraction of the events repeats the time of the previous one or has none",
    ),
  },
  find: ({ timeOrder, fileEventCount }, _, limits) => {
    const [backward, stale] = [limits.maxBackwardShare!, limits.maxStaleShare!];
    if (!timeOrder)
      return unknown("the order of event times was not recorded", { limit: backward });
    const { timed } = timeOrder;
    if (fileEventCount < 2)
      return unknown(`only ${countText(fileEventCount, "event")}`, { limit: backward });
    const backwardShare = timed > 1 ? timeOrder.backward / (timed - 1) : 0;
    const staleShare = (timeOrder.repeated + fileEventCount - timed) / fileEventCount;
    const n = fileEventCount;
    if (staleShare > stale) {
      const reason = `${timeOrder.repeated} of ${countText(n, "event")} repeat the time of the previous one, ${n - timed} have none`;
      return { state: "bad", value: staleShare, limit: stale, n, reason };
    }
    const state = backwardShare > backward ? "bad" : backwardShare > 0 ? "warn" : "ok";
    const reason = `${timeOrder.backward} of ${countText(n, "event")} are earlier than the previous one`;
    return { state, value: backwardShare, limit: backward, n, reason };
  },
});
