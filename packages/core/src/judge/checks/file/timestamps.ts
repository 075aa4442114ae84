import { countText } from "../../../words/phrases.js";
import { untimedText } from "../../../words/untimed.js";
import { limitRow } from "../../check.js";
import { unknown } from "../../parts/findings.js";
import { fileCheck } from "../../parts/wide-check.js";

/** Do the times of the events go forward? */
export const timestamps = fileCheck({
  name: "timestamps",
  title: "Timestamps",
  meaning: "Event times go backward or stand still: the clocks or the event building are faulty.",
  action:
    "Do not match this file with other data by time. Check the clock synchronisation of the ADCs.",
  callers: "DAQ expert",
  limits: {
    maxBackwardShare: limitRow(
      0.01,
      "bad if a larger fraction of the events is earlier than the previous one; a warning for any",
    ),
    maxStaleShare: limitRow(
      0.5,
      "bad if a larger fraction of the events repeats the time of the previous one; unknown if a larger fraction has no valid time",
    ),
  },
  find: ({ timeOrder, fileEventCount: n }, _, limits) => {
    const [backward, stale] = [limits.maxBackwardShare!, limits.maxStaleShare!];
    if (!timeOrder)
      return unknown("the order of event times was not recorded", { limit: backward });
    if (n < 2) return unknown(`only ${countText(n, "event")}`, { limit: backward });
    const { clock, timed, repeated, untimed } = timeOrder;
    const why = untimedText(untimed, n);
    if (clock === null)
      return unknown(
        `no clock to order the events by: ${why}, and tai_ns is missing or stands still`,
        {
          limit: stale,
          n,
        },
      );
    if (timed < 2 || n - timed > stale * n)
      return unknown(`too few events with a valid time: ${why}`, { limit: stale, n });
    const by = clock === "tai_ns" ? `, by tai_ns: ${why}` : why ? `; ${why}` : "";
    const staleShare = repeated / n;
    if (staleShare > stale) {
      const reason = `${repeated} of ${countText(n, "event")} repeat the time of the previous one${by}`;
      return { state: "bad", value: staleShare, limit: stale, n, reason };
    }
    const backwardShare = timeOrder.backward / (timed - 1);
    const state = backwardShare > backward ? "bad" : backwardShare > 0 ? "warn" : "ok";
    const reason = `${timeOrder.backward} of ${countText(n, "event")} are earlier than the previous one${by}`;
    return { state, value: backwardShare, limit: backward, n, reason };
  },
});
