import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../src/nearline/ledger.js";
import { prometheusText } from "../../src/nearline/prometheus.js";
import { type WatchState, watchStatus } from "../../src/nearline/status.js";

const minute = 60_000;
const fresh: WatchState = {
  ...{ startedMs: 0, entries: new Map(), waiting: 0, away: [], alarmsUnsent: 0, last: null },
};

/** A ledger with entries, each a minute after the other. */
function ledger(entries: Partial<LedgerEntry>[]): Map<string, LedgerEntry> {
  return new Map(
    entries.map((entry, i) => {
      const path = `/data/${i}.hdf5`;
      const rest = { sizeBytes: 1, mtimeMs: 0, state: "done", tries: 1, seconds: 1 } as const;
      return [path, { path, ...rest, atMs: i * minute, ...entry }];
    }),
  );
}

const busy: WatchState = {
  ...{ startedMs: 0, waiting: 3, alarmsUnsent: 1 },
  entries: ledger([
    ...[{ seconds: 1 }, { seconds: 9 }, { state: "failed", reason: "not HDF5", tries: 6 } as const],
    ...[{ seconds: 2 }, { seconds: 4 }, { state: "retry", reason: "torn" } as const],
  ]),
  away: [{ directory: "/more", reason: "ESTALE" }],
  last: {
    ...{ input: "/data/a.hdf5", run: 1130, dataMs: 5 * minute, atMs: 8 * minute, headline: "fine" },
    counts: { ok: 10, warn: 1, bad: 2, unknown: 3, masked: 4 },
    channels: [
      { adc: 0, channel: 4, state: "bad" },
      { adc: 7, channel: 63, state: "unknown" },
    ],
  },
};

/** Samples by name with labels. */
function samples(text: string): Record<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

describe("the status", () => {
  it("says how old the data are, what waits, what failed and why, and the typical time", () => {
    const status = watchStatus(busy, 10 * minute);
    expect(status).toMatchObject({ dataAgeSeconds: 300, filesWaiting: 3, alarmsUnsent: 1 });
    expect(status).toMatchObject({ filesDone: 4, filesFailed: 1, filesToTryAgain: 1 });
    expect(status.secondsPerFile).toBe(3);
    expect(status.failures).toEqual([
      { input: "/data/2.hdf5", reason: "not HDF5", tries: 6, at: "1970-01-01T00:02:00.000Z" },
    ]);
    expect(status.retries.map(({ reason }) => reason)).toEqual(["torn"]);
    expect(status.directoriesAway).toEqual([{ directory: "/more", reason: "ESTALE" }]);
    // The last of all reports, not that of the latest data.
    expect(status.lastSuccessAt).toBe("1970-01-01T00:04:00.000Z");
    expect(status.last?.finishedAt).toBe("1970-01-01T00:08:00.000Z");
    expect(status.last?.channelCounts).toEqual({ ok: 0, warn: 0, bad: 1, unknown: 1, masked: 0 });
  });

  it("counts the seconds of the latest twenty reports alone", () => {
    const entries = ledger(Array.from({ length: 40 }, (_, i) => ({ seconds: i < 20 ? 100 : 2 })));
    expect(watchStatus({ ...fresh, entries }, 0).secondsPerFile).toBe(2);
  });

  it("has null, never a number, for what is not known yet", () => {
    const status = watchStatus(fresh, 0);
    const { secondsPerFile, dataAgeSeconds, last, lastSuccessAt } = status;
    expect([secondsPerFile, dataAgeSeconds, last, lastSuccessAt]).toEqual(Array(4).fill(null));
  });
});

describe("the text for Prometheus", () => {
  it("has a sample for each number, state and channel", () => {
    const found = samples(prometheusText(watchStatus(busy, 10 * minute)));
    expect(found).toMatchObject({
      light_dqm_updated_timestamp_seconds: 600,
      light_dqm_data_age_seconds: 300,
      light_dqm_files_waiting: 3,
      light_dqm_alarms_unsent: 1,
      light_dqm_directories_away: 1,
      light_dqm_last_success_timestamp_seconds: 240,
      'light_dqm_files{state="failed"}': 1,
      'light_dqm_channels{state="bad"}': 1,
      'light_dqm_channels{state="ok"}': 0,
      'light_dqm_verdicts{state="bad"}': 2,
      'light_dqm_channel_state{adc="0",channel="4"}': 2,
      'light_dqm_channel_state{adc="7",channel="63"}': 3,
    });
  });

  it("has no sample for what is unknown, and is in the format", () => {
    const text = prometheusText(watchStatus(fresh, 0));
    expect(Object.keys(samples(text)).filter((name) => /age|success|verdicts/.test(name))).toEqual(
      [],
    );
    for (const line of text.trim().split("\n"))
      expect(line).toMatch(
        /^# (HELP|TYPE) \w+ .+$|^\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [-\d.e+]+$/,
      );
    expect(text.endsWith("\n")).toBe(true);
  });
});
