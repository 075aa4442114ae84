/** The status as a text file that Prometheus's node exporter collects. Pure. */
import { type State, states } from "../judge/states/verdict.js";
import type { WatchStatus } from "./status.js";

type Labels = Readonly<Record<string, string | number>>;
type Sample = readonly [value: number, labels?: Labels];

/** In the text format 0.0.4. What is unknown has no sample. */
export function prometheusText(status: WatchStatus): string {
  const { last } = status;
  const seconds = (time: string | null | undefined): Sample[] =>
    time ? [[Date.parse(time) / 1000]] : [];
  const known = (value: number | null): Sample[] => (value === null ? [] : [[value]]);
  const byState = (counts: Readonly<Record<State, number>> | undefined): Sample[] =>
    counts ? states.map((state): Sample => [counts[state], { state }]) : [];
  return [
    gauge("updated_timestamp_seconds", "When this was written", seconds(status.updatedAt)),
    gauge("start_timestamp_seconds", "When the watcher started", seconds(status.startedAt)),
    gauge("last_success_timestamp_seconds", "Last finished report", seconds(status.lastSuccessAt)),
    gauge("data_timestamp_seconds", "First event of the latest data", seconds(last?.dataAt)),
    gauge("data_age_seconds", "Age of those data at the update", known(status.dataAgeSeconds)),
    gauge("files_waiting", "Complete files that wait", [[status.filesWaiting]]),
    gauge("files", "Files by what became of them", [
      [status.filesDone, { state: "done" }],
      [status.filesToTryAgain, { state: "retry" }],
      [status.filesFailed, { state: "failed" }],
    ]),
    gauge("directories_away", "Directories that cannot be listed", [
      [status.directoriesAway.length],
    ]),
    gauge("alarms_unsent", "Alarms that could not be sent yet", [[status.alarmsUnsent]]),
    gauge("report_seconds", "Median time of a report", known(status.secondsPerFile)),
    gauge("verdicts", "Records of all checks on the latest data, by state", byState(last?.counts)),
    gauge("channels", "Channels by their worst state", byState(last?.channelCounts)),
    gauge(
      "channel_state",
      "Worst state of each channel: 0 ok, 1 warn, 2 bad, 3 unknown, 4 masked",
      (last?.channels ?? []).map(
        ({ adc, channel, state }): Sample => [states.indexOf(state), { adc, channel }],
      ),
    ),
  ].join("");
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const full = `light_dqm_${name}`;
  const lines = samples.map(([value, labels = {}]) => `${full}${labelText(labels)} ${value}\n`);
  return `# HELP ${full} ${help}.\n# TYPE ${full} gauge\n${lines.join("")}`;
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(String(value))}"`,
  );
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

const escaped = (text: string): string =>
  text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
