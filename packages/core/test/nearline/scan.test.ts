import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { type Listings, scanDirectories } from "../../src/nearline/scan.js";
import { temporaryDirectory } from "../flow/temporary.js";

const minute = 60_000;

function place(directory: string, ...names: string[]): void {
  mkdirSync(directory, { recursive: true });
  for (const name of names) writeFileSync(join(directory, name), name);
}

/** Scans of a directory, which remember what they have listed. */
function scanner(root: string, prefix = "") {
  const listings: Listings = new Map();
  return async (
    nowMs = 0,
    isToList = false,
    isOfInterest: (path: string) => boolean = () => true,
  ) => {
    const options = { listings, nowMs, prefix, isToList: () => isToList, isOfInterest };
    const { seen, ...rest } = await scanDirectories([root], options);
    return { seen, ...rest, names: seen.map(({ path }) => basename(path)).sort() };
  };
}

it("finds the FLOW files of directories and all below, without hidden ones and other products", async () => {
  const root = temporaryDirectory();
  place(root, "a.FLOW.hdf5", ".b.FLOW.hdf5", "log.txt");
  place(join(root, "2026/01"), "c.FLOW.hdf5", "c.raw.hdf5");
  place(join(root, "old"), "d.hdf5");
  place(join(root, ".hidden"), "e.FLOW.hdf5");
  symlinkSync(join(root, "a.FLOW.hdf5"), join(root, "f.FLOW.hdf5"));
  symlinkSync(join(root, "nowhere"), join(root, "g.FLOW.hdf5"));
  const { seen, names } = await scanner(root)();
  expect(names).toEqual(["a.FLOW.hdf5", "c.FLOW.hdf5", "d.hdf5", "f.FLOW.hdf5"]);
  expect(seen.every(({ sizeBytes, mtimeMs }) => sizeBytes > 0 && mtimeMs > 0)).toBe(true);
});

it("takes only names with the wanted beginning, and among those FLOW files where there are any", async () => {
  const root = temporaryDirectory();
  place(root, "a_1.hdf5", "b_1.FLOW.hdf5");
  place(join(root, "2026"), "a_2.FLOW.hdf5", "a_2.raw.hdf5");
  const { names } = await scanner(root, "a_")();
  expect(names).toEqual(["a_1.hdf5", "a_2.FLOW.hdf5"]);
});

it("follows links to directories, in circles too, and takes each directory once", async () => {
  const [root, otherDisk] = [temporaryDirectory(), temporaryDirectory()];
  place(join(root, "run_1"), "a.FLOW.hdf5");
  place(join(otherDisk, "run_2"), "b.FLOW.hdf5");
  symlinkSync(join(otherDisk, "run_2"), join(root, "run_2"));
  symlinkSync(root, join(root, "run_1", "up"));
  symlinkSync(join(root, "run_1"), join(root, "run_1.FLOW.hdf5"));
  const { names, away } = await scanner(root)();
  expect(names).toEqual(["a.FLOW.hdf5", "b.FLOW.hdf5"]);
  expect(away).toEqual([]);
});

it("names the directory whose files cannot be looked at", async () => {
  const root = temporaryDirectory();
  place(join(root, "run_1"), "a.FLOW.hdf5", "b.FLOW.hdf5");
  // A link that leads to itself cannot be looked at by anyone; permissions mean nothing to root.
  const loop = join(root, "run_2", "c.FLOW.hdf5");
  mkdirSync(join(root, "run_2"));
  symlinkSync(loop, loop);
  const { names, away, unseen } = await scanner(root)();
  expect(names).toEqual(["a.FLOW.hdf5", "b.FLOW.hdf5"]);
  expect(away).toEqual([]);
  expect(unseen).toEqual([{ directory: join(root, "run_2"), reason: "ELOOP" }]);
});

it("does not look at files that are of no interest", async () => {
  const root = temporaryDirectory();
  place(root, "a.FLOW.hdf5", "b.FLOW.hdf5");
  const { names } = await scanner(root)(0, false, (path) => path.endsWith("b.FLOW.hdf5"));
  expect(names).toEqual(["b.FLOW.hdf5"]);
});

it("sees what is added, renamed and removed, also deep down", async () => {
  const root = temporaryDirectory();
  const deep = join(root, "2026/01");
  place(deep, "a.FLOW.hdf5");
  const scan = scanner(root);
  expect((await scan(0)).names).toEqual(["a.FLOW.hdf5"]);
  place(deep, "b.FLOW.hdf5.part");
  expect((await scan(5 * minute)).names).toEqual(["a.FLOW.hdf5"]);
  renameSync(join(deep, "b.FLOW.hdf5.part"), join(deep, "b.FLOW.hdf5"));
  expect((await scan(10 * minute)).names).toEqual(["a.FLOW.hdf5", "b.FLOW.hdf5"]);
  rmSync(join(deep, "a.FLOW.hdf5"));
  place(join(deep, "new"), "c.FLOW.hdf5");
  expect((await scan(15 * minute)).names).toEqual(["b.FLOW.hdf5", "c.FLOW.hdf5"]);
});

/** A file that comes without the directory's time telling so, as within one tick of its clock. */
function placeUnseen(root: string, name: string, time: Date): void {
  place(root, name);
  utimesSync(root, time, time);
}

it("lists a directory again only when its time has changed, or was known too short, or in its turn", async () => {
  const root = temporaryDirectory();
  const time = new Date("2026-01-01T00:00:00Z");
  placeUnseen(root, "a.FLOW.hdf5", time);
  const scan = scanner(root);
  expect((await scan(0)).names).toHaveLength(1);
  // Its time may not be what it is: it was first seen half a minute ago.
  placeUnseen(root, "b.FLOW.hdf5", time);
  expect((await scan(minute / 2)).names).toHaveLength(2);
  expect((await scan(2 * minute)).names).toHaveLength(2);
  // Now it is trusted, which a scan shows by not seeing what time hides.
  placeUnseen(root, "c.FLOW.hdf5", time);
  expect((await scan(3 * minute)).names).toHaveLength(2);
  expect((await scan(4 * minute, true)).names).toHaveLength(3);
});

it("names a directory that is away, and finds its files when it is back", async () => {
  const root = temporaryDirectory();
  place(root, "a.FLOW.hdf5");
  place(join(root, "deep"), "b.FLOW.hdf5");
  const scan = scanner(root);
  await scan(0);
  renameSync(root, `${root}.away`);
  const { seen, away } = await scan(5 * minute);
  expect([seen, away]).toEqual([[], [{ directory: root, reason: "ENOENT" }]]);
  renameSync(`${root}.away`, root);
  expect((await scan(6 * minute)).names).toEqual(["a.FLOW.hdf5", "b.FLOW.hdf5"]);
});

it("leaves out a directory further down that is gone, and names a file in the place of one to watch", async () => {
  const root = temporaryDirectory();
  place(join(root, "deep"), "b.FLOW.hdf5");
  const scan = scanner(root);
  await scan(0);
  rmSync(join(root, "deep"), { recursive: true });
  expect(await scan(minute)).toMatchObject({ seen: [], away: [] });
  place(root, "file");
  const file = join(root, "file");
  expect((await scanner(file)()).away).toEqual([{ directory: file, reason: "ENOTDIR" }]);
});
