"""Every function of picoweb that only decides, by tables, on every Python.

The tables are on_every_python/units_*.py.
"""

from pathlib import Path

import pytest

HERE = Path(__file__).parent / "on_every_python"
# The file of cases that are wrong on purpose.
WRONG = "wrong"
TABLES = sorted(path.stem.removeprefix("units_") for path in HERE.glob("units_*.py"))


@pytest.mark.parametrize("table", [name for name in TABLES if name != WRONG])
def test_units(python, run_cases, table):
    run_cases(python, HERE / "units.py", table)


@pytest.mark.parametrize("zone", ["HST10", "EST5", "JST-9", "NZDT-13"])
def test_the_date_is_right_in_every_time_zone(python, run_cases, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    run_cases(python, HERE / "units.py", "response")


def test_the_tables_can_fail(python, run_cases):
    """Wrong values, values of a wrong kind, missing and wrong exceptions are all seen."""
    with pytest.raises(pytest.fail.Exception) as failure:
        run_cases(python, HERE / "units.py", WRONG)
    assert "1 passed, 7 failed" in str(failure.value)
