import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AlarmOptions, openAlarms } from "../../../src/nearline/alarms/alarms.js";
import type { LightDqmDocument } from "../../../src/report/document.js";
import { temporaryDirectory } from "../../flow/temporary.js";

const minute = 60_000;

/** The document of a report in which channels of ADC 0 are bad on `check`. */
function documentOf(channels: number[], check = "flatline"): LightDqmDocument {
  const verdicts = channels.map((channel) => ({
    ...{ check, scope: "channel", adc: 0, channel, state: "bad", unit: "", n: 9 },
    ...{ reason: `amplitude ${channel}`, members: [], label: null, since: null },
  }));
  const alarms = channels.map((channel, verdict) => ({
    ...{ verdict, title: "Flatline", place: `ADC 0, channel ${channel}` },
    ...{ action: "Look at the cable.", callers: "LRS expert", also: [], change: "new" },
  }));
  const input = { name: "a.FLOW.hdf5", run: 7 };
  return { input, headline: "CALL.", verdicts, alarms, figures: [] } as unknown as LightDqmDocument;
}

/** A report: its file, its document and its files, of which the pictures exist. */
function reportOf(directory: string, name: string, document: LightDqmDocument) {
  const files = ["flatline.png", "baseline.png", "main.pdf"].map((end) =>
    join(directory, `${name}_light_dqm_${end}`),
  );
  for (const path of files) writeFileSync(path, path);
  const file = { path: `/data/${name}.FLOW.hdf5`, sizeBytes: 10, mtimeMs: 1 };
  return [file, document, files] as const;
}

/** Alarms of a directory, over a clock that the test sets. */
async function alarmsIn(directory: string, options: Partial<AlarmOptions>) {
  const notes: string[] = [];
  const clock = { nowMs: 0 };
  const open = () =>
    openAlarms(
      directory,
      { command: null, webhook: null, after: 2, ...options },
      () => clock.nowMs,
      (note) => void notes.push(note),
    );
  return { notes, clock, open, alarms: await open() };
}

const linesOf = (path: string) =>
  existsSync(path)
    ? readFileSync(path, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];

describe("an alarm to a command", () => {
  it("says what is wrong, what to do and whom to call, and shows the mask of its check", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "got");
    const seen = join(directory, "environment");
    const command = `cat >> ${path}; echo >> ${path}; echo "$LIGHT_DQM_ALARM_PICTURE" > ${seen}`;
    const { alarms, notes } = await alarmsIn(directory, { command });
    const document = documentOf([4]);
    for (const name of ["a", "b", "c"]) {
      await alarms.take(...reportOf(directory, name, document));
      await alarms.send();
    }
    expect(notes).toEqual([]);
    const [message, ...others] = linesOf(path);
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      ...{ kind: "light-dqm-alarm", run: 7, input: "/data/b.FLOW.hdf5" },
      picture: join(directory, "b_light_dqm_flatline.png"),
    });
    for (const words of ["CALL.", "ADC 0, channel 4", "amplitude 4", "Look at", "LRS expert"])
      expect(message.text).toContain(words);
    expect(readFileSync(seen, "utf8").trim()).toBe(message.picture);
    expect(alarms.unsentCount()).toBe(0);
  });

  it("of a whole board is one message, whose text ends where people stop reading", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "got");
    const { alarms } = await alarmsIn(directory, { command: `cat >> ${path}; echo >> ${path}` });
    const document = documentOf(Array.from({ length: 64 }, (_, i) => i));
    for (const name of ["a", "b"]) await alarms.take(...reportOf(directory, name, document));
    await alarms.send();
    const messages = linesOf(path);
    expect(messages).toHaveLength(1);
    expect(messages[0].faults).toHaveLength(64);
    expect(messages[0].text.split("\n")).toHaveLength(12);
    expect(messages[0].text).toContain("and 54 more");
  });

  it("that fails is tried again, later each time, also after a restart, and then sent once", async () => {
    const directory = temporaryDirectory();
    const [path, open] = [join(directory, "got"), join(directory, "open")];
    const command = `test -e ${open} || { echo no mail >&2; exit 3; }; cat >> ${path}; echo >> ${path}`;
    const { alarms, notes, clock, open: reopen } = await alarmsIn(directory, { command });
    for (const name of ["a", "b"]) await alarms.take(...reportOf(directory, name, documentOf([4])));
    await alarms.send();
    expect(notes.at(-1)).toContain("status 3 no mail");
    clock.nowMs = minute / 4;
    await alarms.send();
    expect(notes).toHaveLength(1);
    const again = await reopen();
    expect(again.unsentCount()).toBe(1);
    writeFileSync(open, "");
    clock.nowMs = minute;
    for (let i = 0; i < 3; i++) await again.send();
    await (await reopen()).send();
    expect(linesOf(path)).toHaveLength(1);
    expect(readdirSync(join(directory, "watch-alarms"))).toEqual(["state.json"]);
  });

  it("is taken by a command that leaves something running in the background", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "got");
    const command = `cat >> ${path}; (sleep 20; echo >> ${path}) &`;
    const { alarms, notes } = await alarmsIn(directory, { command, after: 1 });
    await alarms.take(...reportOf(directory, "a", documentOf([4])));
    await alarms.send();
    expect([notes, alarms.unsentCount(), linesOf(path).length]).toEqual([[], 0, 1]);
  });

  it("is not sent again where the command took it while the watcher was killed", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "got");
    const { alarms, clock, open } = await alarmsIn(directory, { command: `cat >> ${path}` });
    for (const name of ["a", "b"]) await alarms.take(...reportOf(directory, name, documentOf([4])));
    // What a kill leaves behind while the command works: the try has begun.
    const statePath = join(directory, "watch-alarms/state.json");
    const state = JSON.parse(readFileSync(statePath, "utf8"));
    state.unsent[0] = { ...state.unsent[0], tries: 1, triedMs: 0 };
    writeFileSync(statePath, JSON.stringify(state));
    clock.nowMs = 1000;
    const again = await open();
    await again.send();
    expect([existsSync(path), again.unsentCount()]).toEqual([false, 1]);
    // The command that was left running ends well.
    writeFileSync(join(directory, "watch-alarms", `${state.unsent[0].message.id}.sent`), "");
    await again.send();
    expect([existsSync(path), again.unsentCount()]).toEqual([false, 0]);
  });

  it("counts a report once that comes again after a crash", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "got");
    const { alarms, open } = await alarmsIn(directory, { command: `cat >> ${path}` });
    await alarms.take(...reportOf(directory, "a", documentOf([4])));
    const again = await open();
    await again.take(...reportOf(directory, "a", documentOf([4])));
    expect(again.unsentCount()).toBe(0);
    await again.take(...reportOf(directory, "b", documentOf([4])));
    expect(again.unsentCount()).toBe(1);
  });

  it("begins anew with a memory that is damaged, and says so", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "watch-alarms"));
    writeFileSync(join(directory, "watch-alarms/state.json"), '{"faults":{"fla');
    const { alarms, notes } = await alarmsIn(directory, {});
    expect(alarms.unsentCount()).toBe(0);
    expect(notes[0]).toContain("damaged");
  });
});

describe("an alarm to a web address", () => {
  let server: Server;
  let webhook: string;
  let answer = 200;
  const got: { key: unknown; body: Record<string, string> }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (data) => {
        text += data;
      });
      request.on("end", () => {
        if (answer === 200)
          got.push({ key: request.headers["idempotency-key"], body: JSON.parse(text) });
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarm`;
  });
  afterAll(() => server.close());

  it("has the picture in it, and an id of its own", async () => {
    const directory = temporaryDirectory();
    const { alarms } = await alarmsIn(directory, { webhook, after: 1 });
    await alarms.take(...reportOf(directory, "a", documentOf([4], "baseline-range")));
    await alarms.send();
    const { key, body } = got.pop()!;
    const picture = Buffer.from(body.pictureBase64!, "base64").toString();
    // The test's pictures hold their own path.
    expect(picture).toBe(join(directory, "a_light_dqm_baseline.png"));
    expect(key).toBe(body.id);
  });

  it("that is down does not keep the alarm from the command, which gets it once", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "got");
    const command = `cat >> ${path}; echo >> ${path}`;
    const { alarms, clock, notes } = await alarmsIn(directory, { webhook, command, after: 1 });
    await alarms.take(...reportOf(directory, "a", documentOf([4])));
    answer = 503;
    await alarms.send();
    expect(notes.at(-1)).toContain("status 503");
    expect([linesOf(path).length, alarms.unsentCount()]).toEqual([1, 1]);
    // That the command has it hurries nothing.
    await alarms.send();
    expect(notes).toHaveLength(1);
    answer = 200;
    clock.nowMs = minute;
    await alarms.send();
    expect([linesOf(path).length, got.length, alarms.unsentCount()]).toEqual([1, 1, 0]);
  });
});
