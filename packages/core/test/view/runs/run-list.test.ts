// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followKeys } from "../../../view/runs/keyboard.js";
import { loadedRuns } from "../../../view/runs/loaded-runs.js";
import { addressOf, parseManifest, type Run } from "../../../view/runs/run.js";
import { type RunList, runList } from "../../../view/runs/run-list.js";
import {
  changesText,
  coverageText,
  gapMs,
  lengthText,
  runName,
} from "../../../view/runs/run-words.js";

const minuteMs = 60_000;

/** Runs of an index, ten minutes apart, by pages of 150, the earliest first. */
function indexOf(count: number, fieldsOf: (run: number) => object = () => ({})) {
  const runs = Array.from({ length: count }, (_, run) => ({
    ...{ stem: `run_${run}`, file: `run_${run}.hdf5`, run, subRun: null, word: "FINE" },
    time: [run * 10 * minuteMs, (run * 10 + 9) * minuteMs],
    counts: [9, 0, 0, 0, 0],
    files: { page: `run_${run}_light_dqm.html`, document: `run_${run}.light-dqm.json` },
    values: "values-0",
    ...fieldsOf(run),
  }));
  const pages = Array.from({ length: Math.ceil(count / 150) }, (_, i) => ({
    name: `runs-${i}`,
    of: runs.slice(150 * i, 150 * (i + 1)),
  }));
  const manifest = parseManifest({
    version: 1,
    pages: pages.map(({ name, of }) => ({ name, count: of.length, words: { FINE: of.length } })),
    checks: { "noise-high": "Noise high" },
    timeZone: "UTC",
  });
  const asked: string[] = [];
  const loaded = loadedRuns(manifest, async (name) => {
    asked.push(name);
    return { runs: pages.find((page) => page.name === name)!.of };
  });
  return { manifest, loaded, asked };
}

let list: RunList;
const hooks = { chosen: vi.fn(), marked: vi.fn(), compare: vi.fn() };

async function show(count: number, fieldsOf?: (run: number) => object): Promise<string[]> {
  const { manifest, loaded, asked } = indexOf(count, fieldsOf);
  list = runList(loaded, manifest, hooks);
  document.body.replaceChildren(list.node);
  await list.filter(null);
  return asked;
}

const all = (selector: string): HTMLElement[] => [
  ...list.node.querySelectorAll<HTMLElement>(selector),
];
const names = (): string[] => all(".ldqm-RunName").map((node) => node.textContent!);
const status = (): string => list.node.querySelector("[role=status]")!.textContent!;

beforeEach(() => vi.clearAllMocks());
afterEach(() => document.body.replaceChildren());

describe("the list", () => {
  it("shows the latest runs first, and loads no page that it does not need", async () => {
    expect(await show(1000)).toEqual(["runs-6"]);
    expect(names().slice(0, 2)).toEqual(["Run 999", "Run 998"]);
    expect(status()).toBe("Showing 100 of 1,000 runs.");
    expect(names()).toHaveLength(100);
  });

  it("searches page by page until there are enough runs that match", async () => {
    const asked = await show(1000);
    await list.filter(({ run }) => Number(run) % 5 === 0);
    expect(asked).toEqual(["runs-6", "runs-5", "runs-4", "runs-3"]);
    expect(status()).toMatch(/of the latest 550 runs match; 450 earlier ones are not searched yet/);
    await list.filter(({ run }) => run === 3);
    expect(names()).toEqual(["Run 3"]);
    expect(status()).toBe("1 of 1,000 runs match, showing 1.");
  });

  it("says where there are no data between runs, unless it is filtered", async () => {
    await show(3, (run) => (run === 2 ? { time: [200 * minuteMs, 209 * minuteMs] } : {}));
    expect(all(".ldqm-Gap").map((row) => row.textContent)).toEqual(["No data for 3 h 1 min"]);
    await list.filter(() => true);
    expect(all(".ldqm-Gap")).toEqual([]);
  });

  it("says that an index without runs has none", async () => {
    await show(0);
    expect(status()).toBe("There are no runs in this index yet.");
  });

  it("never shows a run without a report as fine, or as unchanged", async () => {
    await show(1, () => ({ word: null, counts: null, files: {}, values: null }));
    const row = all("tbody tr")[0]!;
    expect(row.querySelector(".ldqm-Word")!.textContent).toBe("unknown");
    expect(row.textContent).toContain("unknown: no report");
    expect(row.textContent).toContain("nothing judged");
    expect(row.querySelector("a")).toBeNull();
    expect(row.querySelector("input")!.disabled).toBe(true);
  });

  it("goes to a run that is not loaded yet, and says of one that is not there that it is not", async () => {
    await show(1000);
    expect(await list.goTo(({ run }) => run === 600)).toBe(true);
    expect(list.current!.run).toBe(600);
    expect(names().length).toBe(100);
    expect(names()[0]).toBe("Run 620");
    expect(document.activeElement!.textContent).toBe("Run 600");
    expect(all(".ldqm-DetailsRow")).toHaveLength(1);
    expect(await list.goTo(({ run }) => run === 5000)).toBe(false);
  });

  it("shows the runs after one that was gone to, on demand and by the keyboard", async () => {
    await show(300);
    await list.goTo(({ run }) => run === 150);
    expect(names()[0]).toBe("Run 170");
    all("button")
      .find((node) => node.textContent === "Show later runs")!
      .click();
    await vi.waitFor(() => expect(names()[0]).toBe("Run 270"));
    expect(list.current!.run).toBe(150);
    expect(all(".ldqm-DetailsRow")).toHaveLength(1);
    await list.goTo(({ run }) => run === 269);
    for (const _ of [1, 2]) await list.move(-1);
    expect([list.current!.run, names()[0]]).toEqual([271, "Run 271"]);
  });

  it("marks two runs to compare, the latest two", async () => {
    await show(5);
    for (const i of [0, 1, 2]) all("input[type=checkbox]")[i]!.click();
    expect(hooks.marked).toHaveBeenLastCalledWith(["run_3", "run_2"]);
    const isChecked = all("input").map((box) => (box as HTMLInputElement).checked);
    expect(isChecked).toEqual([false, true, true, false, false]);
  });

  it("compares a run with the one before it in time, also one that the filter hides", async () => {
    await show(300);
    await list.filter(({ run }) => Number(run) % 2 === 0);
    await list.move(1);
    all(".ldqm-DetailsRow button")
      .find((node) => /Compare/.test(node.textContent!))!
      .click();
    const [before, after] = hooks.compare.mock.calls[0] as [Run, Run];
    expect([before.run, after.run]).toEqual([297, 298]);
  });
});

describe("keys", () => {
  const press = (key: string, target: EventTarget = document.activeElement ?? document.body) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
    return event;
  };

  it("move among runs, open the report, go to the filter, and are letters in fields", async () => {
    await show(5);
    const field = document.createElement("input");
    document.body.append(field);
    const actions = {
      move: vi.fn((by: 1 | -1) => list.move(by)),
      open: vi.fn(),
      focusFilter: vi.fn(),
    };
    followKeys(list.node, actions);
    press("j", document.body);
    await vi.waitFor(() => expect(list.current?.run).toBe(4));
    press("ArrowDown");
    await vi.waitFor(() => expect(list.current?.run).toBe(3));
    press("k");
    await vi.waitFor(() => expect(list.current?.run).toBe(4));
    press("Enter");
    expect(actions.open).toHaveBeenCalledOnce();
    press("/");
    expect(actions.focusFilter).toHaveBeenCalledOnce();
    const typed = ["j", "k", "/", "Enter"].map((key) => press(key, field).defaultPrevented);
    expect(typed).toEqual([false, false, false, false]);
    expect(actions.move).toHaveBeenCalledTimes(3);
  });
});

describe("names of files", () => {
  const hostile = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "../../secret",
    "//elsewhere.example/x",
    "50%#a?b=c",
    "two\nlines",
  ];

  it.each(hostile)("are text and lead nowhere else: %j", async (name) => {
    await show(1, () => ({
      ...{ file: name, run: null, stem: name, says: name },
      fresh: { count: 1, first: [[name, name, "bad"]] },
      alarms: [[name, "bad", "0:1", [name]]],
      unjudged: [[[name], "*", name]],
      files: { page: name, pdf: name, document: name },
    }));
    await list.move(1);
    expect(names()).toEqual([name]);
    expect(list.node.querySelector("img, script")).toBeNull();
    for (const link of list.node.querySelectorAll("a")) {
      const url = new URL(link.getAttribute("href")!, "http://host.example/dqm/index.html");
      expect(url.origin + decodeURIComponent(url.pathname)).toBe(`http://host.example/dqm/${name}`);
      expect(url.search).toBe("");
    }
    expect(addressOf(name)).not.toContain("\n");
  });
});

describe("data that nobody wrote", () => {
  it("are unknown, not an error: times, zones, counts, half characters", async () => {
    await show(1, () => ({
      ...{ time: [1e300, "x"], run: "7", subRun: {}, counts: ["<b>"], fresh: 3, alarms: [null] },
      ...{ unjudged: "all", files: { page: "\ud800" }, says: null, file: "f" },
    }));
    await list.move(1);
    const row = all("tbody tr")[0]!;
    expect(row.textContent).toMatch(/^FINE.*f.*unknown/);
    expect(addressOf("\ud800")).toBe(`./${encodeURIComponent("\ufffd")}`);
    expect(parseManifest({ version: 1, timeZone: "Nowhere/At" }).timeZone).toBe("UTC");
  });

  it("of another version are refused", () => {
    expect(() => parseManifest({ version: 2 })).toThrow(/unsupported version: expected 1, got 2/);
  });
});

describe("words", () => {
  const run = (fields: object): Run => indexRun(fields);
  const indexRun = (fields: object): Run => ({
    ...{ stem: "", file: "f.hdf5", run: 1, subRun: null, time: null, word: "FINE", says: "" },
    ...{
      calls: [],
      counts: [],
      fresh: { count: 0, first: [] },
      recovered: { count: 0, first: [] },
    },
    ...{ still: 0, alarms: [], unjudged: [], values: null },
    files: { page: null, pdf: null, document: null },
    ...fields,
  });

  it("name a run by its numbers, else by its file", () => {
    expect(runName(run({ subRun: 3 }))).toBe("Run 1, part 3");
    expect(runName(run({}))).toBe("Run 1");
    expect(runName(run({ run: null }))).toBe("f.hdf5");
  });

  it("count what changed and what was not judged", () => {
    const told = (count: number) => ({ count, first: [] });
    expect(changesText(run({ fresh: told(2), recovered: told(1), still: 6 }))).toBe(
      "2 new, 1 recovered, 6 still there",
    );
    expect(changesText(run({}))).toBe("nothing");
    expect(coverageText(run({}))).toBe("all judged");
    const unjudged = [
      { checks: ["a", "b"], channels: "*", reason: "" },
      { checks: ["c"], channels: "0:1", reason: "" },
    ];
    expect(coverageText(run({ unjudged }))).toBe("2 checks, some channels of 1 check");
  });

  it("tell lengths of time, and gaps of half an hour or more", () => {
    expect([45_000, 12 * minuteMs, 185 * minuteMs, 52 * 60 * minuteMs].map(lengthText)).toEqual([
      "45 s",
      "12 min",
      "3 h 5 min",
      "2 d 4 h",
    ]);
    const at = (firstMs: number, lastMs: number) => run({ time: { firstMs, lastMs } });
    expect(gapMs(at(0, 10), at(10 + 30 * minuteMs, 1e9))).toBe(30 * minuteMs);
    expect(gapMs(at(0, 10), at(29 * minuteMs, 1e9))).toBeNull();
    expect(gapMs(run({}), at(0, 1))).toBeNull();
    expect(gapMs(undefined, at(0, 1))).toBeNull();
  });
});
