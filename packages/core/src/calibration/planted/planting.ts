/** Faults that begin with a file. */
import type { ChannelAddress, SimulatedFault } from "../../flow/simulation/faults.js";
import type { FileParts, PlantedFault } from "./course.js";

/** Files of which those from `firstFile` on, up to before `endFile`, have the faults. */
export function from(
  firstFile: number,
  fileCount: number,
  faults: readonly SimulatedFault[],
  endFile: number = fileCount,
): FileParts[] {
  return Array.from({ length: fileCount }, (_, index) =>
    index >= firstFile && index < endFile ? { faults } : {},
  );
}

/** A fault of each of the channels, of the same name. */
export function planted(
  name: string,
  channels: readonly ChannelAddress[],
  firstFile: number,
  endFile: number | null = null,
): PlantedFault[] {
  return channels.map((channel) => ({ name, channels: [channel], firstFile, endFile }));
}
