import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/calibration/scenarios/index.js";
import { main } from "../../src/cli/main.js";
import { capturedIo } from "./captured-io.js";

describe("light-dqm calibrate --only", () => {
  it("runs one of the scenarios and prints its row", async () => {
    const io = capturedIo({ stderrIsTty: true });
    expect(await main(["calibrate", "--only", "line-on-adc"], io)).toBe(0);
    const rows = io.out().match(/^\| `.* \|$/gm)!;
    const { what } = scenarios.find(({ name }) => name === "line-on-adc")!;
    expect(rows[0]).toContain(`| \`line-on-adc\` | ${what} | 20 |`);
    expect(io.err()).toContain("0 % line-on-adc");
  });

  it("prints the same as JSON, the same for the same seed", async () => {
    const argv = ["calibrate", "--only", "line-on-adc", "--json", "--seed", "4"];
    const outs: string[] = [];
    for (let time = 0; time < 2; time++) {
      const io = capturedIo({});
      expect(await main(argv, io)).toBe(0);
      outs.push(io.out());
    }
    expect(outs[0]).toBe(outs[1]);
    const [result] = JSON.parse(outs[0]!);
    expect(result).toMatchObject({ name: "line-on-adc", files: 20, eventCount: 60 });
  });

  it("names the scenarios that there are", async () => {
    const io = capturedIo({});
    expect(await main(["calibrate", "--only", "doomsday"], io)).toBe(2);
    expect(io.err()).toMatch(/^light-dqm: error: .*--only.*beam-off.*\n$/);
  });
});
