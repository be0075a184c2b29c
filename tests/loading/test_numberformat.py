"""Numbers of spreadsheets, as Excel shows them where that is simple."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.loading.office.numberformat import built_in_formats, shown

ACCOUNTING = r'_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)'
GOLDEN = [
    ("0.30000000000000004", "General", "0.3"),
    ("0.5", "", "0.5"),
    ("0.50000001", "General", "0.50000001"),
    ("1.0", "General", "1"),
    ("123456789012345", "General", "123456789012345"),
    ("1E-8", "General", "1E-08"),
    ("-3.25", "General", "-3.25"),
    ("1e400", "General", "1e400"),
    ("글", "0.00", "글"),
    ("2.5", "0", "3"),
    ("-2.5", "0", "-3"),
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("1234567", "0,", "1235"),
    ("0.125", "0%", "13%"),
    ("0.1255", "0.0#%", "12.55%"),
    ("3.50", "0.##", "3.5"),
    ("3", "0.##", "3"),
    ("12000", "[$₩-412]#,##0", "₩12,000"),
    ("-5", "[Red]0", "-5"),
    ("5", '0"mg"', "5mg"),
    ("5", ACCOUNTING, "5"),
    ("-5", ACCOUNTING, "(5)"),
    ("0", ACCOUNTING, "-"),
    ("0.25", "# ?/?", "0.25"),
    ("12345", "0.00E+00", "12345"),
    ("7", "@", "7"),
    ("45352", "yyyy-mm-dd", "2024-03-01"),
    ("45352", 'yyyy"년" m"월" d"일"', "2024-03-01"),
    ("45352.75", "m/d/yy", "2024-03-01"),
    ("45352.75", "yyyy-mm-dd h:mm", "2024-03-01 18:00"),
    ("45352.000011574", "yyyy-mm-dd hh:mm:ss", "2024-03-01 00:00:01"),
    ("0.75", "h:mm", "18:00"),
    ("0.75", "[$-412]AM/PM h:mm;@", "18:00"),
    ("1.5", "[h]:mm:ss", "36:00:00"),
    ("1", "yyyy-mm-dd", "1900-01-01"),
    ("59", "yyyy-mm-dd", "1900-02-28"),
    ("61", "yyyy-mm-dd", "1900-03-01"),
    ("-1", "yyyy-mm-dd", "-1"),
    ("99999999", "yyyy-mm-dd", "99999999"),
]


@pytest.mark.parametrize(("number", "code", "expected"), GOLDEN)
def test_golden(number: str, code: str, expected: str) -> None:
    assert shown(number, code) == expected


def test_days_since_1904() -> None:
    assert shown("0", "yyyy-mm-dd", since_1904=True) == "1904-01-01"


def test_formats_that_are_named_by_a_number() -> None:
    assert shown("45352", built_in_formats()["14"]) == "2024-03-01"
    assert shown("0.5", built_in_formats()["9"]) == "50%"


@given(
    st.one_of(st.floats().map(repr), st.integers().map(str), st.text()),
    st.text('0#?.,%;"_*\\[]hmsyd/E+@ 가', max_size=300),
)
def test_any_number_in_any_format(number: str, code: str) -> None:
    assert isinstance(shown(number, code), str)
