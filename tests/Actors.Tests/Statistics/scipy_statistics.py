"""Reads lines "KIND LEVEL VALUES..." and prints what SciPy says of each, a line a line, with all digits. Exits with 3 where there is no SciPy."""
import sys
import warnings

try:
    import numpy
    from scipy import stats
except ImportError:
    sys.exit(3)

warnings.simplefilter("ignore")  # small samples under the normal approximation: wanted here


def quantile(tail, freedom):
    # t.isf of SciPy 1.10 is off by up to 3e-10 (of 2 degrees of freedom at 0.4 it says 0.288675134688; the closed form is 0.288675134595),
    # while its sf and pdf are exact: two of Newton's steps with them.
    t = stats.t.isf(tail, freedom)
    for _ in range(2):
        t += (stats.t.sf(t, freedom) - tail) / stats.t.pdf(t, freedom)
    return t


SIDES = ["two-sided", "greater", "less"]
for line in sys.stdin:
    kind, level, *values = line.split()
    x = numpy.array([float(value) for value in values])
    if kind == "t":
        half_width = quantile((1 - float(level)) / 2, len(x) - 1) * stats.sem(x)
        answers = [x.mean() - half_width, x.mean() + half_width]
        answers += [stats.ttest_1samp(x, 0, alternative=side).pvalue for side in SIDES]
    elif kind in ("exact", "approx"):
        answers = [stats.wilcoxon(x, zero_method="wilcox", correction=False, alternative=side, mode=kind).pvalue for side in SIDES]
    elif kind == "flip":
        answers = [
            stats.permutation_test(
                (x,), lambda y, axis: y.sum(axis=axis), permutation_type="samples", vectorized=True, n_resamples=numpy.inf, alternative=side
            ).pvalue
            for side in SIDES
        ]
    elif kind == "trim":
        answers = [stats.trim_mean(x, 0.25)]
    elif kind == "quantile":
        answers = [quantile(float(level), float(values[0]))]
    elif kind == "power":  # level, then d_z and n
        n = x[1]
        answers = [stats.nct.sf(stats.t.isf(float(level), n - 1), n - 1, x[0] * n**0.5)]
    else:
        sys.exit(f"no kind {kind}")
    print(*[repr(float(answer)) for answer in answers])
