"""Where each channel belongs, read from the description of a detector in the public format.

By TPC and number of the light trap: `det_adc` and `det_chan` say which channels read it, `det_geom`
its kind, `det_side` the wall it hangs on. `ch_to_vert_bin` counts an ADC's SiPMs upwards; those of
side 1 follow those of side 0 in `sipm_center`. Two TPCs are a module. A channel that no trap lists is
inactive. `light_dqm.repeat_modules` says how many modules the described one stands for.
"""

import json


def read_description(path):
    """The description and how many ADCs and channels the whole detector has."""
    with open(path, encoding="utf8") as file:
        description = json.load(file)
    own = description.get("light_dqm", {})
    rows = description["ch_to_vert_bin"]
    repeat = own.get("repeat_modules", 1)
    return description, own, len(rows) * repeat, len(rows["0"])


def described_channels(path):
    """By active channel as (ADC, channel): its module, TPC, trap, side, height in cm and EPCB."""
    description, own, adc_count, _ = read_description(path)
    described_adcs = len(description["ch_to_vert_bin"])
    described_tpcs = len(description["det_chan"])
    sipms = description["sipm_center"]
    places = {}
    for copy in range(adc_count // described_adcs):
        for tpc, traps in description["det_chan"].items():
            for trap, channels in traps.items():
                adc = description["det_adc"][tpc][trap]
                side = description["det_side"][trap]
                for channel in channels:
                    bin_ = description["ch_to_vert_bin"][str(adc)][channel]
                    whole_tpc = int(tpc) + copy * described_tpcs
                    places[adc + copy * described_adcs, channel] = {
                        "module": whole_tpc // 2,
                        "tpc": whole_tpc,
                        "trap": int(trap),
                        "side": side,
                        "height": sipms[str(bin_ + side * len(sipms) // 2)][1],
                    }
    for adc in range(adc_count):
        active = sorted(channel for of, channel in places if of == adc)
        for position, channel in enumerate(active):
            places[adc, channel]["epcb"] = position // own.get("channels_per_epcb", 6)
    return places
