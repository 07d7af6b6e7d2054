"""THE property of group commit: any mix of units ends as if each had run alone, in order.

Units are made of random steps. A model runs them one after the other on a list; the desk gets them in
batches. Compared: the rows, the outbox, the hints, and what each caller was told.
"""

import asyncio
import tempfile
import threading
from pathlib import Path
from typing import Any

import anyio
from hypothesis import example, given, settings

from bellrock.kit.outbox import Reaction
from bellrock.kit.unit import TransactionEnded, Unit
from tests.kit.small import Small, small_desk
from tests.kit.sqlite.steps import (
    EXAMPLES,
    Attempt,
    End,
    Noted,
    Outcome,
    Put,
    Refuse,
    Told,
    Unwilling,
    World,
    batches,
)


def action(unit: Unit, steps: tuple[Any, ...]) -> Told:
    told = Told()
    for step in steps:
        step.act(unit, told)
    return told


def run_model(world: World, steps: tuple[Any, ...]) -> tuple[World, Any]:
    """The world afterwards, and what the caller is told: counts, or one word."""
    after = world.copy()
    after.counts = []
    try:
        for step in steps:
            step.model(after)
        if after.is_ended:
            raise Outcome("ended" if len(after.events) > len(world.events) else "failed")
        if after.is_dangling:
            raise Outcome("constraint")
    except Outcome as outcome:
        return world, outcome.args[0]
    return after, after.counts


def told_to_caller(answer: Any) -> Any:
    if isinstance(answer, Told):
        return answer.counts
    words = {Unwilling: "refused", TransactionEnded: "ended", RuntimeError: "broken"}
    if type(answer) in words:
        return words[type(answer)]
    kinds = {"IntegrityError": "constraint", "OperationalError": "failed"}
    return kinds.get(type(answer).__name__, answer)


async def run_together(small: Small, batch: list[tuple[Any, ...]]) -> list[Any]:
    """All of the batch wait in the queue while the writer is held: they are committed as one."""
    held, go = threading.Event(), threading.Event()

    def hold(_: Unit) -> None:
        held.set()
        assert go.wait(30)

    holding = asyncio.create_task(small.desk.write(hold))
    assert await asyncio.to_thread(held.wait, 30)
    calls = [asyncio.create_task(small.desk.write(action, steps)) for steps in batch]
    await asyncio.sleep(0)
    assert small.desk.waiting == len(batch)
    go.set()
    await holding
    return await asyncio.wait_for(asyncio.gather(*calls, return_exceptions=True), 30)


@settings(max_examples=EXAMPLES, deadline=None)
@given(batches)
@example([[(Put("a"), Refuse()), (Put("b"),)]])
@example([[(Put("a"), Attempt((Put("b"), Refuse()))), (Put("b"),)]])
@example([[(End("interrupt", swallows=True), Attempt((Put("a"),))), (Put("b"),)]])
def test_a_batch_ends_as_if_each_unit_had_run_alone(given_batches: list[list[tuple[Any, ...]]]) -> None:
    world, expected = World(), []
    for steps in (steps for batch in given_batches for steps in batch):
        world, outcome = run_model(world, steps)
        expected.append(outcome)

    async def run(small: Small) -> list[Any]:
        return [answer for batch in given_batches for answer in await run_together(small, batch)]

    reaction = Reaction("test.note", lambda unit, event: None)
    with tempfile.TemporaryDirectory() as folder, small_desk(Path(folder), {Noted: [reaction]}) as small:
        heard: list[str] = []
        listener = small.listen("things")
        listener.wake = lambda: heard.extend(name for _, name in listener.take())
        answers = anyio.run(run, small)
        assert [told_to_caller(answer) for answer in answers] == expected
        assert small.names() == world.names
        marks = [mark for answer in answers if isinstance(answer, Told) for mark in answer.marks]
        assert [mark for (mark,) in small.look("SELECT mark FROM things ORDER BY id")] == marks
        emitted = small.look("SELECT json_extract(data, '$.name') FROM outbox ORDER BY id")
        assert [name for (name,) in emitted] == world.events
        assert heard == world.events
        assert small.look("SELECT * FROM links") == []
