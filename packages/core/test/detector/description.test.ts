import { describe, expect, it } from "vitest";
import { describedDetector } from "../../src/detector/description.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { problemsAfter, type SmallDescription, smallDescription } from "./small-description.js";

const noChange = () => {};

describe("a description", () => {
  it("without a problem gives the profile: what is cabled alike is one layout", () => {
    expect(problemsAfter(noChange)).toEqual([]);
    const { profile } = describedDetector(smallDescription(), "small");
    expect(profile).toMatchObject({ name: "small", adcCount: 2, channelCount: 8, sampleNs: 16 });
    expect(profile!.modules).toEqual([{ layout: 0, firstAdc: 0 }]);
    expect(profile!.layouts[0]!.tpcs[1]).toEqual([
      {
        ...{ kind: "ArCLight", side: 0, adc: 1, channels: [0, 1, 2, 3, 4, 5] },
        ...{ heightsCm: [-25, -15, -5, 5, 15, 25], edgesCm: [-30, 30] },
      },
      {
        ...{ kind: "LCM", side: 1, adc: 1, channels: [6, 7] },
        ...{ heightsCm: [35, 45], edgesCm: [30, 50] },
      },
    ]);
  });

  it("may have lists where numbers count the entries", () => {
    const listed = smallDescription();
    for (const key of ["det_center", "det_side", "sipm_center", "ch_to_vert_bin", "det_chan"])
      listed[key] = Object.values(listed[key]);
    expect(describedDetector(listed, "small")).toEqual(
      describedDetector(smallDescription(), "small"),
    );
  });

  it("of one module stands for as many as it says", () => {
    const light_dqm = { name: "big", repeat_modules: 3 };
    const { profile } = describedDetector({ ...smallDescription(), light_dqm }, "small");
    expect(profile).toMatchObject({ name: "big", adcCount: 6 });
    const { tpcCount, placeOf, tpcMembers } = detectorGroups(profile!);
    expect(tpcCount).toBe(6);
    expect(new Set(tpcMembers[5]!.map((member) => placeOf(member).adc))).toEqual(new Set([5]));
  });

  it("leaves a channel that no trap lists inactive", () => {
    const description = smallDescription();
    description.ch_to_vert_bin[0].push(-1);
    description.ch_to_vert_bin[1].push(7);
    const { profile } = describedDetector(description, "small");
    expect(detectorGroups(profile!).active).toHaveLength(16);
  });

  it("says in light_dqm what the public format has no place for", () => {
    const own = {
      threshold_adc16: 300,
      baseline_range_adc16: [-100, 100],
      rails_adc16: [-30000, 30000],
      trigger_names: { 0: "self", 7: "calibration" },
    };
    const light_dqm = { sample_ns: 10, channels_per_epcb: 4, ...own };
    const { profile } = describedDetector({ ...smallDescription(), light_dqm }, "small");
    expect(profile).toMatchObject({
      ...{ sampleNs: 10, channelsPerEpcb: 4 },
      own: {
        thresholdAdc16: 300,
        baselineRangeAdc16: [-100, 100],
        railsAdc16: [-30000, 30000],
        triggerNames: { 0: "self", 7: "calibration" },
      },
    });
  });
});

const problems: [string, (d: SmallDescription) => void, string[]][] = [
  [
    "a channel twice",
    (d) => (d.det_chan[1][1] = [6, 6]),
    ["det_chan.1.1: expected each channel once, got ADC 1, channel 6 in trap 1 of TPC 1 too"],
  ],
  [
    "a channel in two TPCs",
    (d) => (d.det_adc[1][1] = 0),
    [6, 7].map(
      (channel) =>
        `det_chan.1.1: expected each channel once, got ADC 0, channel ${channel} in trap 1 of TPC 0 too`,
    ),
  ],
  [
    "a channel that the ADC does not have",
    (d) => (d.det_chan[0][1] = [6, 8]),
    ["det_chan.0.1.1: expected a whole number, 0 to 7, got 8"],
  ],
  [
    "a channel that is no number",
    (d) => (d.det_chan[0][1] = [6, "7"]),
    ['det_chan.0.1.1: expected a whole number, 0 to 7, got "7"'],
  ],
  [
    "an ADC without its row of SiPMs",
    (d) => delete d.ch_to_vert_bin[1],
    [0, 1].map((trap) => `det_adc.1.${trap}: expected a whole number, 0 to 0, got 1`),
  ],
  [
    "numbers of ADCs with a gap",
    (d) => {
      d.ch_to_vert_bin[2] = d.ch_to_vert_bin[1];
      delete d.ch_to_vert_bin[1];
    },
    ["ch_to_vert_bin: expected entries 0 to 1, got none of number 1"],
  ],
  [
    "rows of SiPMs of different length",
    (d) => d.ch_to_vert_bin[1].pop(),
    ["ch_to_vert_bin.1: expected 8 channels, got 7"],
  ],
  [
    "a channel of a trap that has no SiPM",
    (d) => (d.ch_to_vert_bin[1][7] = -1),
    ["ch_to_vert_bin.1: expected a SiPM for channel 7 of trap 1 of TPC 1, got none"],
  ],
  [
    "a SiPM that is not described",
    (d) => (d.ch_to_vert_bin[1][7] = 12),
    ["sipm_center: expected SiPM 20 of ADC 1, channel 7, got none"],
  ],
  [
    "SiPMs that cannot be the same on both sides",
    (d) => delete d.sipm_center[15],
    ["sipm_center: expected as many SiPMs on either side, got 15 SiPMs"],
  ],
  [
    "a SiPM outside its trap",
    (d) => (d.sipm_center[15][1] = 51),
    [0, 1].map(
      (tpc) =>
        `det_chan.${tpc}.1: expected SiPMs within the trap, 30 to 50 cm, got ADC ${tpc}, channel 7 at 51 cm`,
    ),
  ],
  [
    "a trap without its kind",
    (d) => d.det_geom[1].pop(),
    ["det_geom.1: expected as many traps as det_chan has, 2, got 1"],
  ],
  [
    "a kind that is not known",
    (d) => (d.det_geom[1][1] = 2),
    ["det_geom.1.1: expected a whole number, 0 to 1, got 2"],
  ],
  [
    "a kind whose edges are not described",
    (d) => delete d.geom[1],
    ["geom: expected the edges of an LCM, number 1, got none"],
  ],
  [
    "edges without a height",
    (d) => (d.geom[1].min = [-15]),
    ["geom.1.min: expected x, y and z, got [-15]"],
  ],
  [
    "too few channels for its kind",
    (d) => d.det_chan[0][0].pop(),
    ["det_chan.0.0: expected 6 channels of an ArCLight, got 5"],
  ],
  [
    "a trap without a centre or a side, once for all TPCs",
    (d) => {
      delete d.det_center[1];
      delete d.det_side[1];
    },
    [
      "det_side: expected a side of trap 1, got none",
      "det_center: expected a centre of trap 1, got none",
    ],
  ],
  [
    "a TPC without traps",
    (d) => {
      d.det_chan[1] = {};
      d.det_adc[1] = {};
      d.det_geom[1] = [];
    },
    ["det_chan.1: expected the light traps of the TPC, got none"],
  ],
  [
    "an odd number of TPCs",
    (d) => {
      for (const key of ["det_chan", "det_adc", "det_geom", "tpc_center_offset"]) delete d[key][1];
    },
    ["det_chan: expected 2 TPCs for each module, got 1 TPC"],
  ],
  [
    "other numbers of TPCs in other places",
    (d) => {
      delete d.tpc_center_offset[1];
      delete d.det_adc[1];
    },
    ["tpc_center_offset", "det_adc"].map(
      (key) => `${key}: expected as many TPCs as det_chan has, 2, got 1`,
    ),
  ],
  [
    "no TPC",
    (d) => (d.det_chan = d.det_adc = d.det_geom = d.tpc_center_offset = {}),
    ["det_chan: expected TPCs, got none"],
  ],
  [
    "no ADC",
    (d) => (d.ch_to_vert_bin = {}),
    ["ch_to_vert_bin: expected the channels of each ADC, got none"],
  ],
  [
    "ADCs without channels",
    (d) => (d.ch_to_vert_bin = { 0: [], 1: [] }),
    ["ch_to_vert_bin: expected the channels of each ADC, got none"],
  ],
  ["a section that is missing", (d) => delete d.det_adc, ["det_adc: missing"]],
  [
    "a section of another kind",
    (d) => (d.det_side = "left"),
    ['det_side: expected entries by number, got "left"'],
  ],
  [
    "an older version",
    (d) => (d.format_version = "0.2.0"),
    ["format_version: expected 0.3.0 to 0.4.0, got 0.2.0"],
  ],
  [
    "a later version",
    (d) => (d.format_version = "0.4.1"),
    ["format_version: expected 0.3.0 to 0.4.0, got 0.4.1"],
  ],
  [
    "a version that is a number",
    (d) => (d.format_version = 0.4),
    ["format_version: expected text, got 0.4"],
  ],
  [
    "more ADCs than figures have room for",
    (d) => {
      d.ch_to_vert_bin = Array.from({ length: 40 }, () => d.ch_to_vert_bin[0]);
      d.light_dqm = { repeat_modules: 1000 };
    },
    ["ch_to_vert_bin: expected at most 256 ADCs in all modules, got 40000"],
  ],
];

const ownProblems: [string, unknown, string[]][] = [
  ["is no mapping", ["fsd"], ['light_dqm: expected entries by name, got ["fsd"]']],
  ["is empty", null, ["light_dqm: expected entries by name, got null"]],
  [
    "has an unknown key",
    { sampel_ns: 16 },
    [
      "light_dqm: expected only name, sample_ns, channels_per_epcb, repeat_modules, threshold_adc16, baseline_range_adc16, rails_adc16, trigger_names, got sampel_ns",
    ],
  ],
  ["has an empty name", { name: "" }, ['light_dqm.name: expected a name, got ""']],
  ["stops time", { sample_ns: 0 }, ["light_dqm.sample_ns: expected a number above 0, got 0"]],
  [
    "has EPCBs of no channel",
    { channels_per_epcb: 0 },
    ["light_dqm.channels_per_epcb: expected a whole number, from 1 on, got 0"],
  ],
  [
    "has a negative threshold",
    { threshold_adc16: -5 },
    ["light_dqm.threshold_adc16: expected a number above 0, got -5"],
  ],
  [
    "turns a range round",
    { baseline_range_adc16: [100, -100] },
    [
      "light_dqm.baseline_range_adc16: expected two numbers of 16 bits, the lower first, got [100,-100]",
    ],
  ],
  [
    "has rails that no sample reaches",
    { rails_adc16: [-40000, 40000] },
    ["light_dqm.rails_adc16: expected two numbers of 16 bits, the lower first, got [-40000,40000]"],
  ],
  [
    "names triggers that are no codes",
    { trigger_names: { beam: 1 } },
    [
      "light_dqm.trigger_names: expected whole numbers as trigger codes, got beam",
      "light_dqm.trigger_names.beam: expected text, got 1",
    ],
  ],
];

describe("what is wrong is named with its place:", () => {
  it.each(problems)("%s", (_, change, expected) => {
    expect(problemsAfter(change)).toEqual(expected);
  });

  it.each(ownProblems)("a light_dqm that %s", (_, light_dqm, expected) => {
    expect(problemsAfter((d) => (d.light_dqm = light_dqm))).toEqual(expected);
  });

  it("a description of several modules that says it stands for more", () => {
    const twice = smallDescription();
    for (const key of ["det_chan", "det_adc", "det_geom", "tpc_center_offset", "ch_to_vert_bin"])
      twice[key] = { ...twice[key], 2: twice[key][0], 3: twice[key][1] };
    twice.det_adc[2] = { 0: 2, 1: 2 };
    twice.det_adc[3] = { 0: 3, 1: 3 };
    expect(describedDetector(twice, "twice").profile!.modules).toEqual([
      { layout: 0, firstAdc: 0 },
      { layout: 0, firstAdc: 2 },
    ]);
    twice.light_dqm = { repeat_modules: 2 };
    expect(describedDetector(twice, "twice").problems).toEqual([
      "light_dqm.repeat_modules: expected the description of one module, got 4 TPCs",
    ]);
  });

  it.each([
    ["a list", [1, 2], "[1,2]"],
    ["text", "detector", '"detector"'],
    ["nothing", null, "null"],
  ])("%s in place of a description", (_, value, got) => {
    expect(describedDetector(value, "none").problems).toEqual([
      `the description: expected entries by name, got ${got}`,
    ]);
  });
});
