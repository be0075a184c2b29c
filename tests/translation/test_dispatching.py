"""How texts find their way: order, fallbacks, batches, breakers, paces, budgets."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.translation.scripted import Scripted, failing, turned
from tests.translation.timekeeping import Clock

from kmedtext.errors import MissingExtraError, TranslationCode, TranslationError, UsageError
from kmedtext.translation import Budget, Dispatcher, Outcome, Policy, dispatch


def texts(count: int) -> list[str]:
    return [f"환자 {number}번이 퇴원했다." for number in range(count)]


def send(
    wanted: list[str], *engines: Scripted, clock: Clock | None = None, **options: object
) -> list[Outcome]:
    clock = clock or Clock()
    return dispatch(wanted, engines, "ko", "en", clock=clock, sleep=clock.sleep, **options)  # type: ignore[arg-type]


def engines_of(outcomes: list[Outcome]) -> list[str | None]:
    return [outcome.translation.engine if outcome.translation else outcome.code for outcome in outcomes]


@pytest.mark.parametrize("code", ["auth", "quota"])
def test_an_engine_that_is_shut_is_asked_once_and_the_next_takes_over(code: str) -> None:
    shut, open_ = Scripted(failing(code), name="shut"), Scripted(name="open")
    clock = Clock()
    assert engines_of(send(texts(20), shut, open_, clock=clock)) == ["open"] * 20
    assert len(shut.asked) == 1
    assert clock.slept == []


def test_an_engine_that_comes_back_is_used_again() -> None:
    # Five failures: with another engine at hand nobody waits longer than the patience for the first one.
    shaky, other = Scripted(failing("server", times=5), name="shaky"), Scripted(name="other")
    clock = Clock()

    def slowly(_: Outcome) -> None:
        clock.now += 20

    used = engines_of(send(texts(30), shaky, other, clock=clock, done=slowly))
    assert used.count("shaky") > 20
    assert used[-1] == "shaky"
    assert max(clock.slept) <= Policy().patience


@pytest.mark.parametrize("code", ["refused", "too_long"])
def test_what_one_engine_does_not_take_another_one_may(code: str) -> None:
    def choosy(batch: Sequence[str]) -> list[str]:
        return failing(code)(batch) if "3번" in batch[0] else turned(batch)

    first, second = Scripted(choosy, name="first"), Scripted(name="second")
    assert engines_of(send(texts(6), first, second)) == [
        "first",
        "first",
        "first",
        "second",
        "first",
        "first",
    ]
    assert len(first.asked) == 6


def test_a_text_too_long_for_one_engine_is_not_sent_to_it() -> None:
    small, large = Scripted(name="small", max_chars=20), Scripted(name="large")
    wanted = ["짧다.", "길다. " * 10]
    assert engines_of(send(wanted, small, large)) == ["small", "large"]
    assert small.asked == [["짧다."]]
    (alone,) = send(wanted[1:], small)
    assert alone.code == "too_long"
    assert (
        alone.reason == "small: the text is too long; the engine takes 20 characters and 3,000 bytes (utf-8)"
    )


def test_every_reason_is_told_where_all_fail() -> None:
    (outcome,) = send(["정상"], Scripted(failing("auth"), name="a"), Scripted(failing("refused"), name="b"))
    assert (outcome.code, outcome.reason) == ("refused", "scripted: auth; scripted: refused")


def test_batches_keep_to_count_characters_and_bytes() -> None:
    engine = Scripted(max_batch=4, max_chars=40, max_bytes=10**6)
    wanted = ["가나" * 5, "다라" * 5, "마바사" * 10, "아자", "차카", "타파", "하가", "나다"]
    assert engines_of(send(wanted, engine)) == ["scripted"] * 8
    assert [len(batch) for batch in engine.asked] == [2, 4, 2]
    hangul = Scripted(max_batch=4, max_bytes=200, measure="url")
    send(["가나" * 5, "다라" * 5, "마바" * 5], hangul)
    assert [len(batch) for batch in hangul.asked] == [2, 1], "a syllable takes nine bytes in an address"


@pytest.mark.parametrize(
    "code", ["server", "timeout", "unreadable", "wrong_count", "refused", "too_long", "empty"]
)
def test_a_batch_is_halved_down_to_the_sentence_that_fails(code: str) -> None:
    def script(batch: Sequence[str]) -> list[str]:
        return failing(code)(batch) if any("5번" in text for text in batch) else turned(batch)

    engine = Scripted(script, max_batch=8)
    outcomes = send(texts(8), engine)
    assert [outcome.code for outcome in outcomes] == [None] * 5 + [code] + [None] * 2
    translated = [
        text for batch in engine.asked if not any("5번" in text for text in batch) for text in batch
    ]
    assert len(translated) == len(set(translated)) == 7, "nothing is translated twice"


def test_one_empty_answer_in_a_batch_costs_the_others_nothing() -> None:
    def script(batch: Sequence[str]) -> list[str]:
        return ["" if "2번" in text and len(batch) > 1 else text[::-1] for text in batch]

    engine = Scripted(script, max_batch=8)
    assert engines_of(send(texts(4), engine)) == ["scripted"] * 4
    assert engine.asked == [texts(4), [texts(4)[2]]]


def test_a_wrong_count_is_no_translation() -> None:
    engine = Scripted(lambda batch: turned(batch)[1:] if len(batch) > 1 else turned(batch), max_batch=4)
    outcomes = send(texts(4), engine)
    assert [o.translation.text for o in outcomes if o.translation] == turned(texts(4))


def test_the_same_text_is_translated_once_and_told_everywhere() -> None:
    engine, seen = Scripted(), []
    outcomes = send(
        ["정상", "회복", "정상", "…", "정상"], engine, done=lambda outcome: seen.append(outcome.index)
    )
    assert engine.asked == [["정상"], ["회복"]]
    assert [o.translation.text for o in outcomes if o.translation] == ["상정", "복회", "상정", "…", "상정"]
    assert sorted(seen) == [0, 1, 2, 3, 4]


def test_texts_with_one_context_go_together() -> None:
    engine = Scripted(max_batch=8, context=True)
    send(texts(5), engine, context=["가", "가", "나", "나", None])
    assert engine.contexts == [["가", "가"], ["나", "나"], [None]]


def test_done_is_called_before_the_next_request() -> None:
    told: list[int] = []

    def script(batch: Sequence[str]) -> list[str]:
        before.append(len(told))
        return turned(batch)

    before: list[int] = []
    send(texts(5), Scripted(script), done=lambda outcome: told.append(outcome.index))
    assert before == [0, 1, 2, 3, 4]
    assert told == [0, 1, 2, 3, 4]


def test_the_pace_is_kept_with_seeded_jitter() -> None:
    runs = []
    for seed in (1, 1, 2):
        clock = Clock()
        send(texts(20), Scripted(per_second=4.0), clock=clock, policy=Policy(seed=seed))
        runs.append(clock.slept)
    assert runs[0] == runs[1] != runs[2]
    assert all(0.25 <= slept <= 0.25 * (1 + Policy().rate_jitter) for slept in runs[0])
    assert len(runs[0]) == 19
    clock = Clock()
    send(texts(3), Scripted(per_second=4.0), clock=clock, policy=Policy(per_second=0.001))
    assert clock.now >= 2000, "a slow pace is kept, however slow"


def test_a_breaker_rests_probes_and_gives_up() -> None:
    engine, clock = Scripted(failing("server")), Clock()
    outcomes = send(texts(50), engine, clock=clock)
    policy = Policy()
    assert engines_of(outcomes) == ["server"] * 50
    assert len(engine.asked) == policy.breaker_threshold + policy.breaker_trips - 1
    assert max(clock.slept) >= policy.breaker_cooldown


def test_texts_that_break_the_engine_do_not_shut_it_for_the_others() -> None:
    def script(batch: Sequence[str]) -> list[str]:
        return failing("server")(batch) if batch[0][3] in "234" else turned(batch)

    outcomes = send(texts(9), Scripted(script))
    assert [outcome.code for outcome in outcomes] == [None] * 2 + ["server"] * 3 + [None] * 4


def test_state_lasts_from_call_to_call() -> None:
    engine, clock = Scripted(failing("quota")), Clock()
    dispatcher = Dispatcher([engine], clock=clock, sleep=clock.sleep)
    for text in texts(3):
        assert engines_of(dispatcher.dispatch([text], "ko", "en")) == ["quota"]
    assert len(engine.asked) == 1


BUDGETS = {
    "characters": (Budget(max_chars=41), "max_chars", 5),
    "requests": (Budget(max_requests=3), "max_requests", 3),
    "cost": (Budget(max_cost=33 * 20e-6), "max_cost", 4),
}


@pytest.mark.parametrize("case", BUDGETS)
def test_a_budget_stops_cleanly(case: str) -> None:
    budget, bound, count = BUDGETS[case]
    engine = Scripted(cost="characters")
    wanted = [f"환자 {number}번 퇴원" for number in range(9)]  # eight characters each
    outcomes = send(wanted, engine, budget=budget, policy=Policy(prices={"scripted": 20.0}))
    assert engine.asked == [[text] for text in wanted[:count]]
    assert engines_of(outcomes) == ["scripted"] * count + ["budget"] * (9 - count)
    assert outcomes[-1].reason == f"the budget of this run is spent ({bound})"


def test_a_cost_without_a_price_is_refused() -> None:
    with pytest.raises(UsageError, match="cost with scripted"):
        send(["정상"], Scripted(cost="characters"), budget=Budget(max_cost=1.0))
    send(["정상"], Scripted(cost="free"), Scripted(cost="tokens", network=False), budget=Budget(max_cost=1.0))


def test_a_budget_shortens_a_batch_and_leaves_no_holes() -> None:
    engine = Scripted(max_batch=8)
    outcomes = send(["가나" * 5, "다라" * 5, "마바" * 5, "사아"], engine, budget=Budget(max_chars=25))
    assert engine.asked == [["가나" * 5, "다라" * 5]]
    assert engines_of(outcomes) == ["scripted", "scripted", "budget", "budget"]


def test_what_runs_here_costs_nothing_and_goes_on_when_the_budget_is_spent() -> None:
    online, here = Scripted(name="online"), Scripted(name="here", network=False)
    outcomes = send(texts(6), online, here, budget=Budget(max_requests=2))
    assert engines_of(outcomes) == ["online", "online", "here", "here", "here", "here"]


def test_failed_requests_count_too() -> None:
    engine = Scripted(failing("server", times=2))
    outcomes = send(texts(3), engine, budget=Budget(max_requests=3))
    assert engines_of(outcomes) == ["scripted", "budget", "budget"]


def test_an_engine_that_breaks_is_an_outcome_without_the_text() -> None:
    def script(batch: Sequence[str]) -> list[str]:
        raise RuntimeError(f"cannot translate {batch[0]}")

    (outcome,) = send(["홍길동 환자"], Scripted(script))
    assert (outcome.code, outcome.reason) == ("unavailable", "scripted: stopped with RuntimeError")


def test_a_missing_extra_stops_the_run() -> None:
    def script(batch: Sequence[str]) -> list[str]:
        raise MissingExtraError("ctranslate2", "an offline model")

    with pytest.raises(MissingExtraError):
        send(["정상"], Scripted(script))


def test_an_engine_that_cannot_start_is_not_waited_for() -> None:
    def script(batch: Sequence[str]) -> list[str]:
        raise TranslationError("no model", TranslationCode.UNAVAILABLE, retryable=False)

    engine, clock = Scripted(script), Clock()
    assert engines_of(send(texts(9), engine, clock=clock)) == ["unavailable"] * 9
    assert (len(engine.asked), clock.slept) == (1, [])


WRONG = {
    "one str": (("정상", [Scripted()], "ko", "en"), "list of texts"),
    "no engine": ((["정상"], [], "ko", "en"), "at least one engine"),
    "no translator": ((["정상"], ["google"], "ko", "en"), "no translation engine"),
    "one language": ((["정상"], [Scripted()], "ko", "ko"), "both ko"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_calls_say_what_to_give(case: str) -> None:
    arguments, message = WRONG[case]
    with pytest.raises(UsageError, match=message):
        dispatch(*arguments)  # type: ignore[arg-type]


def test_contexts_must_be_as_many_as_texts() -> None:
    with pytest.raises(UsageError, match="2 texts and 1 contexts"):
        send(texts(2), Scripted(), context=["가"])


@pytest.mark.parametrize(
    "options", [{"timeout": 0}, {"rounds": 0}, {"patience": -1}, {"per_second": 0}, {"codes": {}}]
)
def test_policies_that_would_hang_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="Policy"):
        Policy(**options)  # type: ignore[arg-type]


def test_a_negative_budget_is_refused() -> None:
    with pytest.raises(UsageError, match="max_chars"):
        Budget(max_chars=-1)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(["환자", "정상", "회복했다", "…", "혈압 120", "가" * 1200]), max_size=30),
    st.randoms(use_true_random=False),
    st.integers(1, 5),
)
def test_every_text_has_one_outcome_in_order(wanted: list[str], chance: object, batch: int) -> None:
    def script(texts: Sequence[str]) -> list[str]:
        code = chance.choice([None, None, *list(TranslationCode)[:12]])  # type: ignore[attr-defined]
        return turned(texts) if code is None else failing(code)(texts)

    told: list[Outcome] = []
    two = Scripted(script, name="a", max_batch=batch), Scripted(script, name="b")
    outcomes = send(wanted, *two, done=told.append)
    assert [outcome.index for outcome in outcomes] == list(range(len(wanted)))
    assert sorted(told, key=lambda outcome: outcome.index) == outcomes
    for text, outcome in zip(wanted, outcomes, strict=True):
        if outcome.translation is None:
            assert outcome.code
            assert outcome.reason
        else:
            assert outcome.translation.text in {text, text[::-1]}
