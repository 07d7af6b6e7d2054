"""How fast the screen is on one core, plain searches of the same texts beside it, and what it masks wrongly.

    .venv/bin/python bench/safety.py [--texts FILE ...] [--runs 5]

The mix is clean, as nearly all messages are: sample questions in Chinese and English, a third with
numbers that customers paste (transactions, addresses, orders, amounts). FILEs of clean texts, one a line, are
screened for false masks besides. Results go to stdout as JSON lines; times are CPU seconds.
"""

import argparse
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from bellrock.features.safety.actions import screen

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "brands" / "default" / "sample-questions.jsonl"
PASTED = (
    "{question} txid {hex}",
    "{question} 订单号 {order}",
    "{question} 0x{address}",
    "{question} https://etherscan.io/tx/0x{hex}",
    "{question} {amount} USDT, order {order}",
)
# What a plain filter would look for; it validates nothing, and cannot find a phrase.
PLAIN = [
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9a-fA-F])(?:0x)?[0-9a-fA-F]{64}(?![0-9a-fA-F])",
        r"(?<![0-9A-Za-z])[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}(?![0-9A-Za-z])",
        r"[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{107}",
        r"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])",
        r"(?:[a-z]{3,8}[ ,\n]+){11}[a-z]{3,8}",
    )
]


def main() -> None:
    given = _arguments()
    texts = _mix(Random(given.seed))
    ours = _rate(lambda text: screen(text), texts, given.runs)
    one = _rate(PLAIN[0].search, texts, given.runs)
    five = _rate(lambda text: [pattern.search(text) for pattern in PLAIN], texts, given.runs)
    characters = sum(map(len, texts)) / len(texts)
    _print(what="mix", messages=len(texts), characters_a_message=round(characters, 1), seed=given.seed)
    _print(what="screen", messages_a_second=round(ours), false_masks=_masked(texts))
    _print(what="raw limit: one plain search", messages_a_second=round(one), times_ours=round(one / ours, 1))
    _print(
        what="raw limit: five plain searches", messages_a_second=round(five), times_ours=round(five / ours, 1)
    )
    for file in given.texts:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        rate = _rate(lambda text: screen(text), lines, 1)
        _print(what=file.name, texts=len(lines), messages_a_second=round(rate), false_masks=_masked(lines))


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description="Measures the screen.")
    reader.add_argument("--texts", type=Path, nargs="*", default=[], help="files of clean texts, one a line")
    reader.add_argument("--runs", type=int, default=5, help="the median of so many runs is told")
    reader.add_argument("--seed", type=int, default=1)
    return reader.parse_args()


def _mix(dice: Random) -> list[str]:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(line)["text"]) for line in lines]
    return [_with_numbers(dice, text) if dice.random() < 1 / 3 else text for text in texts * 4]


def _with_numbers(dice: Random, question: str) -> str:
    return dice.choice(PASTED).format(
        question=question,
        hex=dice.randbytes(32).hex(),
        address=dice.randbytes(20).hex(),
        order="".join(dice.choices("0123456789", k=18)),
        amount=dice.randint(1, 10**6),
    )


def _rate(call: Callable[[str], object], texts: list[str], runs: int) -> float:
    """Messages a second of CPU time: the median of the runs."""
    rates: list[float] = []
    for _ in range(runs):
        start = time.process_time()
        for text in texts:
            call(text)
        rates.append(len(texts) / (time.process_time() - start))
    return median(rates)


def _masked(texts: list[str]) -> int:
    return sum(screen(text).verdict == "masked" for text in texts)


def _print(**fields: object) -> None:
    print(json.dumps(fields, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
