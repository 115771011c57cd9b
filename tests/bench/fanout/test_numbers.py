"""Figures as they are printed."""

import math

from bench.fanout.numbers import quantile, table


def test_half_of_the_values_lie_below_the_median() -> None:
    assert quantile([1, 2, 3, 4, 100], 0.5) == 3


def test_one_of_a_hundred_lies_above_the_99th_percentile() -> None:
    values = list(range(1, 201))
    assert sum(value > quantile(values, 0.99) for value in values) == 1


def test_the_last_percentile_is_the_highest_value() -> None:
    assert quantile([1, 2], 1) == 2


def test_nothing_has_no_percentile() -> None:
    assert math.isnan(quantile([], 0.5))


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    rows = [("Spectra", "9.9"), ("bare", "10.25")]
    assert table(("", "ms"), rows) == "            ms\nSpectra    9.9\nbare     10.25"
