/** `light-dqm watch` as docs/nearline.md tells of it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, runNode } from "../run-node.js";
import { ledgerOf, program, smallRun, startWatch } from "./start-watch.js";

const page = readFileSync(join(root, "docs/nearline.md"), "utf8");

/** The blocks of the page in a language. */
const blocksOf = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    ([, text]) => text!,
  );

describe("docs/nearline.md", () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "light-dqm-nearline-"));
    const simulate = ["simulate", "data", "--files", "2", "--events", "4"];
    const { status, stderr } = runNode([program, ...simulate], directory);
    if (status !== 0) throw new Error(stderr);
    writeFileSync(join(directory, "night.yaml"), "max-evts: 4\npowspec-nevts: 2\n");
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("has commands that are accepted as they are written", () => {
    const commands = blocksOf("sh").join("").replaceAll("\\\n", " ").split("\n").filter(Boolean);
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) {
      const rest = command.replace(/^light-dqm/, `"${process.execPath}" "${program}"`);
      // Once all files are finished, what would go on for months ends at once.
      const { status, stderr } = spawnSync("bash", ["-c", `${rest} --once --age 0 --interval 1`], {
        cwd: directory,
        encoding: "utf8",
      });
      expect(status, `${command}\n${stderr}`).toBe(0);
    }
    const status = JSON.parse(readFileSync(join(directory, "dqm/watch-status.json"), "utf8"));
    expect(status).toMatchObject({ filesDone: 2, filesWaiting: 0, filesFailed: 0 });
    expect(status.last.channels).toHaveLength(384);
  });

  it("starts the watch with flags that there are, as a service, in screen and by scron", () => {
    const starts = page.match(/light-dqm watch \/data\/flow[^`\n]*/g)!;
    expect(starts.length).toBeGreaterThan(2);
    const { stdout } = runNode([program, "watch", "--help"]);
    const flags = starts.flatMap((start) => start.match(/--[a-z-]+/g) ?? []);
    for (const flag of flags) expect(stdout).toContain(flag);
  });

  it("names files of Grafana and Prometheus that ship with the package", () => {
    const names = page.match(/packages\/core\/assets\/grafana\/[\w.-]+/g)!;
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(existsSync(join(root, name))).toBe(true);
  });
});

it("ends with status 143 on SIGTERM, drops the file in hand and takes it up at the next start", async () => {
  const { directory } = smallRun(5);
  try {
    const soon = ["--interval", "1", "--age", "0"];
    let isTold = false;
    const first = startWatch(directory, soon, ({ event }, child) => {
      // The next one is in hand. A second signal would end it at once.
      if (event !== "file-done" || isTold) return;
      isTold = true;
      child.kill("SIGTERM");
    });
    expect(await first.ended).toBe(143);
    expect(ledgerOf(directory).length).toBeLessThan(5);
    expect(existsSync(join(directory, "dqm/watch.lock"))).toBe(false);
    writeFileSync(join(directory, "data/torn.FLOW.hdf5"), "this is no HDF5 file");
    const again = startWatch(directory, [...soon, "--once"]);
    expect(await again.ended).toBe(1);
    const states = ledgerOf(directory).map(({ state }) => state);
    expect(states.sort()).toEqual([...Array(5).fill("done"), "retry"]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

it("tells an alarm once whose command outlives the watcher that was killed meanwhile", async () => {
  const { directory } = smallRun(3);
  try {
    const [begun, got] = ["begun", "alarms.jsonl"].map((name) => join(directory, name));
    const command = `touch ${begun}; sleep 3; cat >> ${got}; echo >> ${got}`;
    const argv = [
      "--interval",
      "1",
      "--age",
      "0",
      "--alarm-after",
      "1",
      "--alarm-command",
      command,
    ];
    const first = startWatch(directory, argv);
    while (!existsSync(begun)) await sleep(50);
    first.child.kill("SIGKILL");
    await first.ended;
    // The command goes on by itself.
    while (!existsSync(got)) await sleep(50);
    const again = startWatch(directory, [...argv, "--once"]);
    expect(await again.ended).toBe(0);
    const messages = readFileSync(got, "utf8").trim().split(/\n+/);
    const ids = messages.map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(readdirSync(join(directory, "dqm/watch-alarms"))).toEqual(["state.json"]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
