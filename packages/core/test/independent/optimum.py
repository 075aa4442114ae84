"""50 % points of the best tests, by drawing many files with NumPy.

Reads {"drift": {…}, "sigmaAdc16", "eventCount", "epcbChannels", "falseChance", "shares": […]} on standard
input; the level before is known exactly. Prints the size of each fault that is found in half of the files.
"""

import json
import sys
from math import comb

import numpy as np

DRAWS = 400_000
SAMPLES, BASELINE_SAMPLES = 1000, 50
random = np.random.default_rng(20)


def limit_of(statistic, chance):
    """The value that healthy files exceed with this probability."""
    return np.quantile(statistic, 1 - chance)


def shift_points(drift, sigma, n, m, chance):
    """Of a channel beside m − 1 healthy ones of its EPCB, and of all m of them."""
    per_event = np.hypot(drift["eventAdc16"], sigma / np.sqrt(BASELINE_SAMPLES))
    median_of = per_event * np.sqrt(np.pi / 2 / n)
    own = np.hypot(drift["channelAdc16"], median_of)
    healthy = own * random.standard_normal((DRAWS, m))
    healthy += drift["epcbAdc16"] * random.standard_normal((DRAWS, 1))
    precision = np.linalg.inv(np.eye(m) * own**2 + drift["epcbAdc16"] ** 2)
    points = []
    for direction in (np.eye(m)[0], np.ones(m)):
        # The statistic of the likelihood ratio; a shift of one count moves it by `gain`.
        statistic = healthy @ precision @ direction
        gain = direction @ precision @ direction
        points.append(limit_of(np.abs(statistic), chance) / gain)
    return points


def noise_point(drift, n, chance):
    """Median over events of the standard deviation of 50 samples."""
    freedom = BASELINE_SAMPLES - 1
    medians = np.concatenate(
        [
            np.median(np.sqrt(random.chisquare(freedom, (10_000, n))), axis=1)
            for _ in range(DRAWS // 10_000)
        ]
    )
    values = np.log(medians) + drift["noiseShare"] * random.standard_normal(len(medians))
    return float(np.exp(limit_of(values, chance) - np.median(values)))


def line_point(drift, sigma, n, chance):
    """Mean power in one bin over events; noncentral with a sine."""
    spread = np.exp(drift["lineLn"] * random.standard_normal(DRAWS))
    limit = limit_of(spread * random.chisquare(2 * n, DRAWS) / (2 * n), chance)
    low, high = 0.0, 50.0
    for _ in range(30):
        middle = (low + high) / 2
        powers = random.noncentral_chisquare(2 * n, 2 * n * middle, DRAWS) / (2 * n)
        if np.median(spread * powers) < limit:
            low = middle
        else:
            high = middle
    return sigma * float(np.sqrt(4 * high / SAMPLES))


def share_point(shares, n, chance):
    """Exact binomial sums."""

    def at_least(k, added):
        tails = []
        for share in shares:
            p = share + (1 - share) * added
            tails.append(sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1)))
        return sum(tails) / len(tails)

    k = next(k for k in range(n + 2) if at_least(k, 0) <= chance)
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if at_least(k, middle) < 0.5 else (low, middle)
    return high


given = json.load(sys.stdin)
drift, sigma, n = given["drift"], given["sigmaAdc16"], given["eventCount"]
chance = given["falseChance"]
channel, epcb = shift_points(drift, sigma, n, given["epcbChannels"], chance)
print(
    json.dumps(
        {
            "channelShift": channel,
            "epcbShift": epcb,
            "noise": noise_point(drift, n, chance),
            "line": line_point(drift, sigma, n, chance),
            "share": share_point(given["shares"], n, chance),
        }
    )
)
