"""Random profiles: some agree, some are chance; with ties, statements left out, statements not offered."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from workshops.consensus.rankings import Ballot, Ranker, Rankings, rankings_of

REASONS = (None, "less_important", "not_for_us", "inside:S1", "no_time", "not_said")


@dataclass(frozen=True)
class Profile:
    """What some rankers did with some statements."""

    statements: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    rankers: tuple[Ranker, ...]

    @property
    def rankings(self) -> Rankings:
        return rankings_of(self.statements, self.ballots, self.rankers)

    def first(self, count: int) -> Profile:
        """The same rankings of the first statements only."""
        statements = self.statements[:count]
        ballots = tuple({s: ballot[s] for s in statements if s in ballot} for ballot in self.ballots)
        return Profile(statements, ballots, self.rankers)


def random_profile(seed: int) -> Profile:
    """2 to 8 statements and 1 to 40 rankings; how far they agree, tie and leave out differs."""
    chance = Random(seed)
    statements = tuple(f"S{number}" for number in range(1, chance.randint(2, 8) + 1))
    noise = chance.choice((0.5, 2.0, 20.0))
    tied, left_out, not_offered = (chance.choice((0.0, 0.0, 0.2, 0.6)) for _ in range(3))
    ballots = tuple(
        _ballot(statements, chance, noise, tied, left_out, not_offered) for _ in range(chance.randint(1, 40))
    )
    rankers = tuple(Ranker(chance.choice("VW"), f"G{number}") for number in range(len(ballots)))
    return Profile(statements, ballots, rankers)


def _ballot(
    statements: tuple[str, ...],
    chance: Random,
    noise: float,
    tied: float,
    left_out: float,
    not_offered: float,
) -> Ballot:
    order = sorted(statements, key=lambda statement: statements.index(statement) + chance.gauss(0, noise))
    ballot: dict[str, int | str | None] = {}
    tier = 1
    for statement in order:
        if chance.random() < not_offered:
            continue
        if chance.random() < left_out:
            ballot[statement] = chance.choice(REASONS)
            continue
        ballot[statement] = tier
        tier += chance.random() >= tied
    return ballot
