"""The module itself, without Spark: what it refuses, what it survives, the bits of every runtime."""

from __future__ import annotations

import contextlib
import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from broken import TRAP, broken
from golden import Fnv, expected, golden_set, hashes

from clientele_spark import Clientele, ClienteleError
from clientele_spark.errors import TrapError
from clientele_spark.wasm import VARIABLE, Wasm, compiled, load


def test_the_golden_customers_have_the_bits_of_every_runtime(clientele: Clientele) -> None:
    recorded = expected()
    assert hashes(clientele) == {name: recorded[name] for name in ("columns", "trees")}


def test_the_hash_is_fnv_1a() -> None:
    # Of "a" it is af63dc4c8601ec8c (draft-eastlake-fnv, test vectors); seven zero bytes follow.
    want = 0xAF63DC4C8601EC8C
    for _ in range(7):
        want = want * 0x100000001B3 % 2**64
    found = Fnv()
    found.add(np.frombuffer(b"a" + bytes(7), "<f8"))
    assert str(found) == f"{want:016x}"


def test_a_module_is_compiled_once_in_a_process(wasm: Wasm) -> None:
    assert compiled(wasm) is compiled(Wasm.of(bytes(wasm.code)))


def test_a_missing_module_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClienteleError, match="npm run build") as caught:
        load(tmp_path / "nowhere.wasm")
    assert caught.value.code == "Missing"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere.wasm"))
    with pytest.raises(ClienteleError, match=VARIABLE):
        load()


@pytest.mark.parametrize("code", [b"", b"not a module", b"\0asm\1\0\0\0"])
def test_what_is_no_such_module_is_refused(code: bytes) -> None:
    with pytest.raises(ClienteleError) as caught:
        Clientele(Wasm.of(code))
    assert caught.value.code == "InvalidValue"


def test_an_error_survives_being_pickled() -> None:
    error = pickle.loads(pickle.dumps(ClienteleError("OutOfRange", "too much", "recency")))
    assert (error.code, error.message, error.path, str(error)) == ("OutOfRange", "too much", "recency", "too much")


@pytest.mark.parametrize("profile", [b"", b"{", b"[]", b"{}", b'{"format": "other"}', b"\xff", b"[" * 1000])
def test_what_is_no_profile_is_refused(clientele: Clientele, profile: bytes) -> None:
    with pytest.raises(ClienteleError) as caught:
        clientele.scorer(profile)
    assert caught.value.code
    assert str(caught.value)
    assert clientele.describe()["customerFields"]


def test_a_bad_row_leaves_the_others_alone(clientele: Clientele) -> None:
    profile = json.dumps(golden_set()["profiles"][0]["profile"]).encode()
    scorer = clientele.scorer(profile)
    nan = float("nan")
    good = np.array([[2.0, 30.43, 38.86], [0, 0, 5], [7, 20, 20]]).T
    bad = np.array([[-1.0, 3, 4], [1, 5, 4], [1, nan, 4], [1, 3, float("inf")]]).T
    mixed = np.concatenate([bad[:, :2], good[:, :2], bad[:, 2:], good[:, 2:]], axis=1)
    wanted = list(range(len(clientele.describe()["scoreColumns"])))
    alone = scorer.score(good, [0, 1, 2], wanted)
    answer = scorer.score(mixed, [0, 1, 2], wanted)
    assert [refusal.row for refusal in answer.refused] == [0, 1, 4, 5]
    assert [refusal.code for refusal in answer.refused] == ["OutOfRange", "OutOfRange", "Missing", "NotFinite"]
    assert all(refusal.path and refusal.message for refusal in answer.refused)
    assert np.isnan(answer.columns[:, [0, 1, 4, 5]]).all()
    np.testing.assert_array_equal(answer.columns[:, [2, 3, 6]], alone.columns)


def test_no_customer_and_a_million_customers(clientele: Clientele) -> None:
    scorer = clientele.scorer(json.dumps(golden_set()["profiles"][0]["profile"]).encode())
    assert scorer.score(np.empty((3, 0)), [0, 1, 2], [0, 1]).columns.shape == (2, 0)
    many = np.tile(np.array([[2.0], [30.43], [38.86]]), 1_000_000)
    answer = scorer.score(many, [0, 1, 2], [0])
    assert answer.columns.shape == (1, 1_000_000)
    assert len(np.unique(answer.columns)) == 1


def test_orders_in_any_order_have_the_same_summary(clientele: Clientele) -> None:
    # Two days of purchases, one of them in two orders, and a refund of the later one in part.
    days = np.array([19723, 19737, 19737, 19740], np.int32)
    amounts = np.array([30_000_000, 20_000_000, 500_000, -10_000_000], np.int64)
    begins = np.array([0, 4], np.uint32)
    answer = clientele.summarize(begins, days, amounts, as_of="2024-01-29", time_unit="week")
    names = clientele.describe()["summaryColumns"]
    found = dict(zip(names, answer.columns[:, 0].tolist(), strict=True))
    assert (found["frequency"], found["recency"], found["T"]) == (1, 2, 4)
    assert (found["monetaryValue"], found["revenue"]) == (10.5, 40.5)
    assert (found["firstDay"], found["lastDay"]) == (19723, 19737)
    for order in ([3, 2, 1, 0], [1, 3, 0, 2]):
        other = clientele.summarize(begins, days[order], amounts[order], as_of="2024-01-29", time_unit="week")
        assert other.columns.tobytes() == answer.columns.tobytes()


def test_customers_without_a_purchase_are_refused(clientele: Clientele) -> None:
    answer = clientele.summarize(
        np.array([0, 1, 2, 4], np.uint32),
        np.array([19723, 30000, 19723, 19724], np.int32),
        np.array([5, 5, 5, -5], np.int64) * 1_000_000,
        as_of="2024-01-29",
        time_unit="day",
    )
    assert [(refusal.row, refusal.code) for refusal in answer.refused] == [
        (1, "InsufficientData"),
        (2, "InsufficientData"),
    ]
    assert np.isnan(answer.columns[:, 1:]).all()
    assert not np.isnan(answer.columns[:, 0]).any()


@pytest.mark.parametrize(
    "begins", [[], [0], [1, 2], [0, 2, 1], [0, 5], [0, 0, 2], [2**32 - 1, 2**32 - 1]], ids=lambda begins: str(begins)
)
def test_offsets_that_make_no_sense_never_trap(clientele: Clientele, begins: list[int]) -> None:
    days, amounts = np.array([1, 2], np.int32), np.array([1, 2], np.int64)
    with contextlib.suppress(ClienteleError):
        clientele.summarize(np.array(begins, np.uint32), days, amounts, as_of="2024-01-29", time_unit="day")
    assert clientele.describe()["version"]


@pytest.mark.parametrize("options", [{}, {"asOf": "2024-02-30", "timeUnit": "week"}, {"asOff": "2024-02-28"}])
def test_options_that_make_no_sense_are_refused(clientele: Clientele, options: dict[str, Any]) -> None:
    clientele._put_json(0, options)
    with pytest.raises(ClienteleError):
        clientele._checked(clientele._call("clientele_summarize"))


@pytest.mark.parametrize("given", [None, 7, "wasm", b"\0asm", ["x"]])
def test_what_is_no_module_profile_or_path_is_named(clientele: Clientele, given: Any) -> None:
    with pytest.raises(ClienteleError) as caught:
        Clientele(given)
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "wasm")
    if not isinstance(given, bytes):
        with pytest.raises(ClienteleError, match=r"json\.dumps\(profile\)\.encode") as caught:
            clientele.scorer(given)
        assert (caught.value.code, caught.value.path) == ("InvalidValue", "profile")
    if given is not None and not isinstance(given, str):
        with pytest.raises(ClienteleError, match="must be the path of clientele") as caught:
            load(given)
        assert (caught.value.code, caught.value.path) == ("InvalidValue", "wasm")


@pytest.mark.parametrize("given", ["a\0b", "\ud800"])
def test_a_text_that_is_no_path_is_none(given: str) -> None:
    with pytest.raises(ClienteleError) as caught:
        load(given)
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "wasm")


COLUMNS = [[2.0, 0.0], [30.43, 0.0], [38.86, 12.0]]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"columns": None}, "InvalidValue", "columns"),
        ({"columns": [1.0, 2.0]}, "InvalidValue", "columns"),
        ({"columns": [[1.0], [2.0, 3.0]]}, "InvalidValue", "columns"),
        ({"columns": np.array([["a"], ["b"]])}, "InvalidValue", "columns"),
        ({"fields": 0}, "InvalidValue", "fields"),
        ({"fields": ["frequency"]}, "InvalidValue", "fields"),
        ({"fields": [0.5, 1.0, 2.0]}, "InvalidValue", "fields"),
        ({"fields": [-1, 1, 2]}, "OutOfRange", "fields"),
        ({"fields": []}, "LengthMismatch", "columns"),
        ({"wanted": None}, "InvalidValue", "wanted"),
        ({"wanted": [2**32]}, "OutOfRange", "wanted"),
        ({"wanted": []}, "InvalidValue", "wanted"),
    ],
)
def test_what_a_scorer_cannot_take_is_named(clientele: Clientele, change: dict[str, Any], code: str, path: str) -> None:
    scorer = clientele.scorer(json.dumps(golden_set()["profiles"][0]["profile"]).encode())
    given: Any = {"columns": COLUMNS, "fields": [0, 1, 2], "wanted": [0]}
    with pytest.raises(ClienteleError) as caught:
        scorer.score(**{**given, **change})
    assert (caught.value.code, caught.value.path) == (code, path)
    lists, arrays = scorer.score(**given), scorer.score(np.array(COLUMNS), np.arange(3), (0,))  # type: ignore[arg-type]
    assert lists.columns.tobytes() == arrays.columns.tobytes()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"begins": None}, "begins"),
        ({"days": np.array([1.5, 2.0])}, "days"),
        ({"amounts": np.array([1.0, np.nan])}, "amounts"),
        ({"days": "today"}, "days"),
        ({"as_of": b"2024-01-29"}, "as_of, time_unit"),
    ],
)
def test_orders_that_would_be_cut_are_refused(clientele: Clientele, change: dict[str, Any], path: str) -> None:
    given: Any = {"begins": [0, 2], "days": [1, 2], "amounts": [1, 2], "as_of": "2024-01-29", "time_unit": "day"}
    assert not clientele.summarize(**given).refused
    with pytest.raises(ClienteleError) as caught:
        clientele.summarize(**{**given, **change})
    assert (caught.value.code, caught.value.path) == ("InvalidValue", path)


@pytest.mark.parametrize("options", [None, "bg-nbd", [], {"model": object()}, {"prior": float("nan")}])
def test_options_that_are_no_json_are_named(clientele: Clientele, options: Any) -> None:
    x = np.array([0.0, 1, 2])
    with pytest.raises(ClienteleError) as caught:
        clientele.fit_purchases(x, x, x, options=options)
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "options")
    with pytest.raises(ClienteleError) as caught:
        clientele.fit_spend(x, x, customers=None, options=options)
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "options")
    with pytest.raises(ClienteleError) as caught:
        clientele.build_profile(options, [])
    assert (caught.value.code, caught.value.path) == ("InvalidValue", "request")
    given: Any
    for given, path in (("x", "frequency"), (None, "frequency"), ([["1"]], "frequency")):
        with pytest.raises(ClienteleError) as caught:
            clientele.fit_purchases(given, x, x, options={})
        assert (caught.value.code, caught.value.path) == ("InvalidValue", path)
    for given, path in ((7, "columns"), ([x, "x"], "columns[1]")):
        with pytest.raises(ClienteleError) as caught:
            clientele.build_profile({"options": {}}, given)
        assert (caught.value.code, caught.value.path) == ("InvalidValue", path)


def test_a_broken_module_raises_and_does_not_hide(description: dict[str, Any]) -> None:
    clientele = Clientele(Wasm.of(broken(description, {"features": [], "hash": "h", "timeUnit": "week"})))
    scorer = clientele.scorer(b"{}")
    with pytest.raises(TrapError, match=r"clientele_score: .*unreachable"):
        scorer.score(np.array([[1.0, TRAP]]), [0], [0])


def test_the_example_of_the_documentation_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "spark.md").read_text("utf8")
    example = text.split("```python\n# service.py\n", 1)[1].split("```", 1)[0]
    (tmp_path / "profile.json").write_text(json.dumps(golden_set()["profiles"][0]["profile"]))
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "service.py", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["probabilityAlive", "risk", "2"]
    assert [line.count("nan") for line in lines] == [1, 1, 0]
    assert lines[2] == "2 OutOfRange recency"
