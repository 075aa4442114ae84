/** What identifies a detector's light readout. Plain data, stored with every summary. */
export interface DetectorProfile {
  readonly name: string;
  readonly adcCount: number;
  /** Channels of one ADC, inactive ones included. */
  readonly channelCount: number;
  /** Channel numbers that carry a sensor, ascending, the same in every ADC. */
  readonly activeChannels: readonly number[];
  /** An EPCB is this many consecutive positions in `activeChannels`. */
  readonly channelsPerEpcb: number;
  /** A TPC is this many consecutive channel numbers... */
  readonly channelsPerTpc: number;
  /** ...of this many consecutive ADCs. */
  readonly adcsPerTpc: number;
  /** Time between two samples, in nanoseconds. */
  readonly sampleNs: number;
  /** Names of trigger codes (`trig_type`) beside 0, self, and 1, beam; by code. */
  readonly triggerNames?: Readonly<Record<string, string>> | undefined;
}
