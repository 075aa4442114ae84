/** Waveforms of a simulated file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFlowFile } from "../../../src/flow/flow-file.js";
import type { ChannelAddress } from "../../../src/flow/simulation/faults.js";
import { simulateFlowFile } from "../../../src/flow/simulation/simulate-file.js";
import type { SimulationSpec } from "../../../src/flow/simulation/spec.js";

/** The waveforms of a file of the 2x2. */
export interface Waveforms {
  valid: Uint8Array;
  /** By event. */
  isBeam: boolean[];
  of(event: number, address: ChannelAddress): Int16Array;
}

/** Simulates a file and reads it back. */
export async function simulated(spec: SimulationSpec): Promise<Waveforms> {
  const directory = mkdtempSync(join(tmpdir(), "light-dqm-faults-"));
  const path = join(directory, "sim_1.FLOW.hdf5");
  await simulateFlowFile(path, spec);
  const file = await openFlowFile(path);
  const events = Array.from({ length: file.events.count }, (_, event) => {
    const samples = new Int16Array(512 * file.sampleCount);
    file.readEvent(event, samples);
    return samples;
  });
  file.close();
  rmSync(directory, { recursive: true });
  return {
    valid: file.events.valid,
    isBeam: Array.from(file.events.trigType!, (code) => code === 1),
    of: (event, [adc, channel]) => {
      const first = (adc * 64 + channel) * file.sampleCount;
      return events[event]!.subarray(first, first + file.sampleCount);
    },
  };
}
