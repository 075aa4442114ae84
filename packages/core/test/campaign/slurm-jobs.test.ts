import { describe, expect, it, onTestFinished, vi } from "vitest";
import { liveJobs } from "../../src/campaign/slurm/jobs.js";
import { temporaryDirectory } from "../flow/temporary.js";
import { squeueWith } from "./fake-slurm.js";

const idsOf = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => i.toString(16).padStart(12, "0"));

describe("the jobs of campaigns", () => {
  it("of none are none, without asking", async () => {
    const asked = squeueWith([]);
    expect(await liveJobs([])).toEqual([]);
    expect(asked()).toEqual([]);
  });

  it("of one are those of its map and its reduce", async () => {
    const asked = squeueWith(["1f3a"]);
    expect(await liveJobs(["1f3a"])).toEqual([
      { id: "12_3", campaign: "1f3a", chunk: 3, isRunning: true, told: "running node1" },
    ]);
    expect(asked()).toEqual([["light-dqm-map-1f3a", "light-dqm-reduce-1f3a"]]);
  });

  it("of thousands are asked for in portions, as no argument may be that long", async () => {
    const ids = idsOf(4001);
    const running = [ids[0]!, ids[499]!, ids[500]!, ids[4000]!];
    const asked = squeueWith(running);
    expect((await liveJobs(ids))!.map(({ campaign }) => campaign)).toEqual(running);
    expect(asked().map(({ length }) => length)).toEqual([...Array(8).fill(1000), 2]);
    expect(new Set(asked().flat()).size).toBe(8002);
  });

  it("of those where there is no Slurm cannot be told", async () => {
    vi.stubEnv("PATH", temporaryDirectory());
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await liveJobs(["1f3a"])).toBeNull();
  });
});
