"""Learn from misaki's dictionary how English letters sound, for words that no dictionary has.

    python packaging/make_letter_model.py

Writes ``resources/starter/letters-us.txt.gz`` and ``letters-gb.txt.gz``. Letters and phonemes of every dictionary word
are aligned (each letter stands for none to three phonemes; expectation-maximisation with best paths), then a tree of
contexts is grown per letter: one neighbour more at every level, kept only where it changes the answer.
One line of the file is a context and its phonemes; the level is the context's length.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.resources
import json
import math
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

from cosydesk.engine.starter.letter_rules import EDGE, ORDER, context, decode, units

TARGET = Path(__file__).resolve().parent.parent / "resources" / "starter"
MOST = 3  # phonemes of one letter ("x" in "exhaust" has three)
ROUNDS = 4
SAMPLE = 12_000  # words to learn the alignment from
LEAST = 2  # times a context must be seen

Pair = tuple[str, str]
Aligned = list[Pair]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--held-out", type=int, default=2000, help="words to measure on instead of learning from"
    )
    arguments = parser.parse_args()
    for name in ("us", "gb"):
        words = dictionary(name)
        random.Random(1).shuffle(words)
        held_out, learned = words[: arguments.held_out], words[arguments.held_out :]
        scores = learn_alignment(learned[:SAMPLE])
        tree = grow([found for word in learned if (found := align(*word, scores)) is not None])
        right = sum(decode(word, tree) == phonemes for word, phonemes in held_out)
        bare = sum(_bare(decode(word, tree)) == _bare(phonemes) for word, phonemes in held_out)
        share = f"{right / len(held_out):.1%} right, {bare / len(held_out):.1%} but for the stress"
        print(f"{name}: {len(learned)} words, {len(tree)} contexts; of {len(held_out)} others {share}")
        lines = "".join(f"{key}\t{sounds}\n" for key, sounds in sorted(tree.items()))
        (TARGET / f"letters-{name}.txt.gz").write_bytes(gzip.compress(lines.encode("utf-8"), 9, mtime=0))


def dictionary(name: str) -> list[Pair]:
    """Lower-case words of plain letters with their first pronunciation."""
    content = (importlib.resources.files("misaki.data") / f"{name}_gold.json").read_text("utf-8")
    words: list[Pair] = []
    for word, entry in json.loads(content).items():
        phonemes = entry["DEFAULT"] if isinstance(entry, dict) else entry
        if (
            phonemes
            and re.fullmatch("[a-z]{3,}|[A-Z][a-z]{2,}", word)
            and len(word) * 1.4 + 2 > len(units(phonemes))
        ):
            words.append((word.lower(), phonemes))
    return sorted(set(words))


def learn_alignment(words: list[Pair]) -> dict[Pair, float]:
    scores: dict[Pair, float] = {}
    for _ in range(ROUNDS):
        counts: Counter[Pair] = Counter()
        for word, phonemes in words:
            counts.update(align(word, phonemes, scores) or [])
        totals: Counter[str] = Counter()
        for (letter, _), count in counts.items():
            totals[letter] += count
        scores = {pair: math.log(count / totals[pair[0]]) for pair, count in counts.items()}
    return scores


def align(word: str, phonemes: str, scores: dict[Pair, float]) -> Aligned | None:
    """The best way to give every letter its phonemes; None if there is none."""
    sounds = units(phonemes)
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for letter in word:
        following: dict[int, tuple[float, int]] = {}
        for place, (score, _) in best[-1].items():
            for size in range(min(MOST, len(sounds) - place) + 1):
                piece = "".join(sounds[place : place + size])
                added = score + (
                    scores.get((letter, piece), -12.0) if scores else _first_guess(letter, piece, size)
                )
                if place + size not in following or following[place + size][0] < added:
                    following[place + size] = (added, place)
        best.append(following)
    place = len(sounds)
    if place not in best[-1]:
        return None
    found: Aligned = []
    for index in range(len(word) - 1, -1, -1):
        start = best[index + 1][place][1]
        found.append((word[index], "".join(sounds[start:place])))
        place = start
    return found[::-1]


def _first_guess(letter: str, piece: str, size: int) -> float:
    """Vowel letters sound as vowels, consonants as consonants, one each."""
    if not size:
        return -3.0
    vowel = any(char in "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ" for char in piece)
    return -3.0 * (size - 1) - (0.0 if vowel == (letter in "aeiouy") else 4.0)


def grow(aligned: list[Aligned]) -> dict[str, str]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pairs in aligned:
        word = "".join(letter for letter, _ in pairs)
        for place, (_, sounds) in enumerate(pairs):
            for level in range(len(ORDER) + 1):
                counts[context(word, place, level)][sounds] += 1
    tree: dict[str, str] = {}
    for level in range(1, len(ORDER) + 2):
        for key, found in counts.items():
            if len(key) != level or (level > 1 and found.total() < LEAST):
                continue
            answer = found.most_common(1)[0][0]
            if level == 1 or answer != _inherited(key, tree):
                tree[key] = answer
    assert all(EDGE not in key[0] for key in tree)
    return tree


def _inherited(key: str, tree: dict[str, str]) -> str:
    return next(tree[key[:size]] for size in range(len(key) - 1, 0, -1) if key[:size] in tree)


def _bare(phonemes: str) -> str:
    return phonemes.replace("ˈ", "").replace("ˌ", "")


if __name__ == "__main__":
    main()
