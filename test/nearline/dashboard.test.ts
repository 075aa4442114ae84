/**
 * The dashboard and the alerting rules that ship with the package, over what a watcher really writes:
 * read by Grafana's own model, evaluated by Prometheus's own tool.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prometheusText } from "../../packages/core/src/nearline/prometheus.js";
import { type WatchState, watchStatus } from "../../packages/core/src/nearline/status.js";
import { root } from "../run-node.js";

interface Target {
  expr: string;
}
interface Field {
  mappings?: { options: Record<string, { text: string; color: string }> }[];
  thresholds?: { steps: { color: string; value: number | null }[] };
}
interface Panel {
  title: string;
  type: string;
  targets: Target[];
  fieldConfig: { defaults: Field };
}

const assets = join(root, "packages/core/assets/grafana");
const text = readFileSync(join(assets, "light-dqm-dashboard.json"), "utf8");
const dashboard = JSON.parse(text) as { panels: Panel[] };
const rules = join(assets, "light-dqm-alerts.yml");
const green = "#009E73";
const minute = 60_000;
const channelCount = 4;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-dashboard-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A watcher that is fine: all it knows has a sample. */
const fine: WatchState = {
  ...{ startedMs: 0, waiting: 0, away: [], alarmsUnsent: 0 },
  entries: new Map([
    [
      "/data/a.hdf5",
      {
        ...{ path: "/data/a.hdf5", sizeBytes: 1, mtimeMs: 0, state: "done" as const, tries: 1 },
        ...{ atMs: minute, seconds: 2 },
      },
    ],
  ]),
  last: {
    ...{ input: "/data/a.hdf5", run: 1, dataMs: minute, atMs: minute, headline: "FINE." },
    counts: { ok: 9, warn: 0, bad: 0, unknown: 0, masked: 0 },
    channels: Array.from({ length: channelCount }, (_, channel) => ({
      ...{ adc: 0, channel, state: "ok" as const },
    })),
  },
};

/** A watcher that writes this each minute until it dies after half an hour; its machine lives on. */
function samplesOf(state: WatchState, dead = 30): { series: string; values: string }[] {
  const lines = prometheusText(watchStatus(state, minute))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [, name, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line)!;
    const series = `${name}{instance="nearline"${labels && `,${labels}`}}`;
    // From its birth on, a minute a sample; then what it last said stays.
    const alive = `0+60x${dead} ${dead * 60}+0x200`;
    return {
      series,
      values: name === "light_dqm_updated_timestamp_seconds" ? alive : `${value}x230`,
    };
  });
}

interface Question {
  expr: string;
  /** Minutes. */
  at: number;
  expected: { labels: string; value: number }[];
}

/** Has Prometheus's tool answer questions over samples. @returns its complaints; empty without any */
function complaints(samples: object[], questions: Question[]): string {
  const path = join(directory, "test.yml");
  const promql_expr_test = questions.map(({ expr, at, expected }) => ({
    ...{ expr, eval_time: `${at}m`, exp_samples: expected },
  }));
  const test = { interval: "1m", input_series: samples, promql_expr_test };
  // JSON is YAML.
  writeFileSync(path, JSON.stringify({ rule_files: [rules], tests: [test] }));
  return promtool(["test", "rules", path]);
}

/** As the set-up finds or installs it. */
const promtoolPath = [join(root, ".tools/promtool")].find(existsSync) ?? "promtool";

function promtool(args: string[], input = ""): string {
  const { status, error, stdout, stderr } = spawnSync(promtoolPath, args, {
    ...{ input, encoding: "utf8" },
  });
  if (error) throw error;
  return status === 0 ? "" : `${stdout}${stderr}`;
}

const questionsOf = ({ targets }: Panel): string[] =>
  targets.map(({ expr }) =>
    expr
      .replaceAll("$instance", "nearline")
      .replaceAll("$stale_seconds", "900")
      .replaceAll("$adc", "0"),
  );

/** Whether a value of a panel is shown as good, as a condition of Prometheus on its query. */
function greenOf({ fieldConfig: { defaults } }: Panel): string[] {
  const mapped = (defaults.mappings ?? []).flatMap(({ options }) =>
    Object.entries(options)
      .filter(([, { color }]) => color === green)
      .map(([value]) => `== ${value}`),
  );
  const { steps = [] } = defaults.thresholds ?? {};
  const between = steps.flatMap(({ color, value }, i) => {
    if (color !== green) return [];
    const next = steps[i + 1]?.value;
    return [`>= ${value}${next === undefined ? "" : ` < ${next}`}`];
  });
  return [...mapped, ...between];
}

describe("the dashboard for Grafana", () => {
  it("is one that Grafana understands in every field", () => {
    const python = join(root, ".venv/bin/python");
    const { status, stdout, stderr } = spawnSync(
      python,
      [join(root, "test/nearline/grafana_dashboard.py")],
      { input: text, encoding: "utf8" },
    );
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(dashboard);
  });

  it("asks only for what a watcher writes, and gets an answer to each question", () => {
    const questions = dashboard.panels.flatMap((panel) =>
      questionsOf(panel).map((expr) => ({ expr: `absent(${expr})`, at: 20, expected: [] })),
    );
    expect(questions.length).toBeGreaterThan(15);
    expect(complaints(samplesOf(fine), questions)).toBe("");
  });

  it("shows a watcher that is fine in green", () => {
    const shown = dashboard.panels.filter((panel) => greenOf(panel).length > 0);
    const questions = shown.flatMap((panel) =>
      questionsOf(panel).map((expr) => ({
        expr: `absent(${greenOf(panel)
          .map((condition) => `(${expr}) ${condition}`)
          .join(" or ")})`,
        at: 20,
        expected: [],
      })),
    );
    expect(shown.map(({ title }) => title)).toEqual(
      expect.arrayContaining(["Watcher", "Result", "Age of the data", "ADC $adc"]),
    );
    expect(complaints(samplesOf(fine), questions)).toBe("");
  });

  it("shows nothing in green of a watcher that is dead", () => {
    const questions = dashboard.panels.flatMap((panel) =>
      questionsOf(panel).flatMap((expr) =>
        greenOf(panel).map((condition) => ({
          ...{ expr: `(${expr}) ${condition}`, at: 46, expected: [] },
        })),
      ),
    );
    expect(complaints(samplesOf(fine), questions)).toBe("");
    const [result, channels] = ["Result", "ADC $adc"].map(
      (title) => questionsOf(dashboard.panels.find((panel) => panel.title === title)!)[0]!,
    );
    const unknown = [
      { expr: `sum(${result})`, at: 46, expected: [{ labels: "{}", value: 3 }] },
      {
        expr: `count((${channels}) == 3)`,
        at: 46,
        expected: [{ labels: "{}", value: channelCount }],
      },
    ];
    expect(complaints(samplesOf(fine), unknown)).toBe("");
  });

  it("tells a bad result from a warning and from one that is unknown", () => {
    const panel = dashboard.panels.find(({ title }) => title === "Result")!;
    const expected = { bad: 2, warn: 1, unknown: 3 };
    for (const [state, value] of Object.entries(expected)) {
      const counts = { ...fine.last!.counts, ok: state === "unknown" ? 0 : 9, [state]: 1 };
      const samples = samplesOf({ ...fine, last: { ...fine.last!, counts } });
      const question = { at: 20, expected: [{ labels: "{}", value }] };
      expect(complaints(samples, [{ expr: `sum(${questionsOf(panel)[0]})`, ...question }])).toBe(
        "",
      );
    }
  });
});

describe("the alerting rules for Prometheus", () => {
  /** Holds them to which alerts fire at a time, in minutes. */
  const expectFiring = (samples: object[], at: number, names: string[]): void => {
    const expr = 'sum by (alertname) (ALERTS{alertstate="firing"})';
    const expected = names.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 }));
    expect(complaints(samples, [{ expr, at, expected }])).toBe("");
  };

  it("are ones that Prometheus understands, and silent over a watcher that is fine", () => {
    expect(promtool(["check", "rules", rules])).toBe("");
    expectFiring(samplesOf(fine), 29, []);
  });

  it("tell of a watcher that is dead after a quarter of an hour, and of one that is not heard of", () => {
    expectFiring(samplesOf(fine), 44, []);
    expectFiring(samplesOf(fine), 46, ["LightDqmStale"]);
    expectFiring([], 20, ["LightDqmUnheard"]);
  });

  it("tell old data from a dead watcher", () => {
    const living = samplesOf(fine, 600).map(({ series, values }) => ({
      ...{ series, values: values.replace(/x230$/, "x600") },
    }));
    expectFiring(living, 350, []);
    expectFiring(living, 400, ["LightDqmDataOld"]);
  });

  it("tell of directories that are away, of files that pile up and of alarms that nobody takes", () => {
    const away = [{ directory: "/data", reason: "ESTALE" }];
    const troubled = samplesOf({ ...fine, away, alarmsUnsent: 1, waiting: 30 }, 230);
    expectFiring(troubled, 10, []);
    expectFiring(troubled, 100, ["LightDqmAlarmUnsent", "LightDqmBehind", "LightDqmDirectoryAway"]);
  });

  it("tell of a file that was given up, when it is", () => {
    const samples = samplesOf(fine, 230).map((each) =>
      each.series.includes('state="failed"') ? { ...each, values: "0x100 1x100" } : each,
    );
    expectFiring(samples, 90, []);
    expectFiring(samples, 110, ["LightDqmFileGivenUp"]);
  });
});

it("light-dqm.prom is in the format of Prometheus, by its own check", () => {
  const input = prometheusText(watchStatus(fine, 2 * minute));
  expect(promtool(["check", "metrics"], input)).toBe("");
});
