"""P(X >= k) of binomial and beta-binomial counts, with 40 digits and no gamma function.

Terms follow from each other by exact ratios, from the largest one down to 1e-60 of it on both sides,
and are normalised by their sum. Reads a list of [n, share, variance, k] on standard input, prints a
list of chances. The variance is n p (1 - p) (1 + (n - 1) rho), with rho = 1 / (alpha + beta + 1).
"""

import json
import sys
from decimal import Decimal, getcontext

getcontext().prec = 40
SMALLEST = Decimal("1e-60")


def chance(n, share, variance, k):
    share, variance = Decimal(share), Decimal(variance)
    rho = (variance / (n * share * (1 - share)) - 1) / (n - 1) if n > 1 else Decimal(0)
    binomial = rho < Decimal("1e-12")
    concentration = None if binomial else 1 / rho - 1

    def ratio(i):
        """P(i + 1) / P(i)."""
        if binomial:
            return (n - i) * share / ((i + 1) * (1 - share))
        alpha, beta = share * concentration, (1 - share) * concentration
        return (n - i) * (i + alpha) / ((i + 1) * (n - i - 1 + beta))

    start = min(n, int(n * share))
    below = above = Decimal(0)

    def add(i, term):
        nonlocal below, above
        if i >= k:
            above += term
        else:
            below += term

    term = Decimal(1)
    add(start, term)
    for i in range(start, n):
        term *= ratio(i)
        add(i + 1, term)
        if term < SMALLEST and i > k:
            break
    term = Decimal(1)
    for i in range(start, 0, -1):
        term /= ratio(i - 1)
        add(i - 1, term)
        if term < SMALLEST:
            break
    return float(above / (above + below))


print(json.dumps([chance(*task) for task in json.load(sys.stdin)]))
