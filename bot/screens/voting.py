"""The vote: extras brought together by the facilitators, each table's yes, three votes each, the result."""

from __future__ import annotations

from bot.screens.blocks import Block, Button, Heading, Hint, Line, Paragraph, Screen, Statements
from bot.screens.frame import Rows, to_room
from bot.screens.look import Look, shortened
from workshops.commands import AnswerMerge, MergeExtras, OpenVote, ShowVote, VoteFor
from workshops.model import Group, Merge
from workshops.protocol.vote import MERGING as MERGING_PHASES
from workshops.protocol.vote import VOTES, groups_of, is_agreed, standing_merges, vote_items

MERGING = "merging"
MOST_PICKED = 6  # as many as a button holds


def vote_blocks(look: Look) -> tuple[Block, ...]:
    """What a participant is told of the vote; the result only once it is shown."""
    say, workshop = look.say, look.workshop
    blocks: list[Block] = []
    if workshop.vote_open:
        used = len(_standing_vote(look))
        blocks += [
            Heading(say("vote.title"), 2),
            Hint(say("vote.how", used=used, of=VOTES)),
            items_voted_on(look),
        ]
    if workshop.vote_shown:
        blocks += result_blocks(look)
    return tuple(blocks)


def result_blocks(look: Look) -> tuple[Block, ...]:
    """Every item with its votes, of those who voted; most first, equal ones in the order of the items."""
    cast = [person.vote for person in look.workshop.participants.values() if person.vote]
    counted = [(item, sum(item in vote for vote in cast)) for item in vote_items(look.workshop)]
    lines = (
        Line(item_words(look, item), look.say("vote.count", n=count, of=len(cast)))
        for item, count in sorted(counted, key=lambda each: -each[1])
    )
    return (Heading(look.say("vote.result"), 2), Statements(tuple(lines)))


def own_vote_rows(look: Look) -> Rows:
    if not look.workshop.vote_open:
        return ()
    mine = _standing_vote(look)
    return tuple(
        (look.button(_item_label(look, item), VoteFor(item, item not in mine), chosen=item in mine),)
        for item in vote_items(look.workshop)
    )


def merge_rows(look: Look, group: Group | None) -> Rows:
    """What the facilitators would like to merge of this table's own, until the table has answered."""
    if group is None or look.workshop.phase not in MERGING_PHASES:
        return ()
    say, letter = look.say, group.letter
    rows: list[tuple[Button, ...]] = []
    for merge in look.workshop.merges.values():
        if letter in groups_of(merge) and letter not in merge.answers:
            words = shortened(merge.words)
            yes = look.button(say("merging.yes", words=words), AnswerMerge(merge.id, letter, yes=True))
            own = look.button(say("merging.keep_own"), AnswerMerge(merge.id, letter, yes=False))
            rows += [(yes,), (own,)]
    return tuple(rows)


def facilitators_vote_rows(look: Look) -> Rows:
    """In the plenary: open the vote, close it, show it once somebody has voted."""
    say, workshop = look.say, look.workshop
    opens = say("vote.close" if workshop.vote_open else "vote.open", n=VOTES)
    voted = any(person.vote for person in workshop.participants.values())
    show = look.button(say("vote.show"), ShowVote(not workshop.vote_shown), chosen=workshop.vote_shown)
    return (
        (look.button(opens, OpenVote(not workshop.vote_open)),),
        (show,) if voted or workshop.vote_shown else (),
    )


def merging(look: Look, argument: str) -> Screen:
    """Extras that say the same become one item of the vote, once their groups agree."""
    say = look.say
    known = extras_handed_in(look)
    standing = {extra for merge in standing_merges(look.workshop) for extra in merge.extras}
    picked = [extra for extra in argument.split("+") if extra in known and extra not in standing]
    room_left = len(picked) < MOST_PICKED
    offered = [extra for extra in known if extra in picked or (extra not in standing and room_left)]
    ready = len(picked) > 1 and look.workshop.phase in MERGING_PHASES
    return look.screen(
        Heading(say("steer.extras")),
        Paragraph(say("merging.how")),
        *(Paragraph(_state_of(look, merge)) for merge in look.workshop.merges.values()),
        rows=(
            *_aloud_rows(look),
            *((_pick(look, extra, picked),) for extra in offered),
            to_room(look),
        ),
        typed=look.typed(MergeExtras("+".join(picked)), say("merging.word"), say("merging.hint"))
        if ready
        else None,
    )


def _aloud_rows(look: Look) -> Rows:
    """What a table says aloud, or that nobody is left there to be asked: no merge waits for a phone."""
    if look.workshop.phase not in MERGING_PHASES:
        return ()
    return tuple(
        row
        for merge in standing_merges(look.workshop)
        for letter in groups_of(merge)
        if letter not in merge.answers
        for row in _aloud(look, merge, letter)
    )


def _aloud(look: Look, merge: Merge, letter: str) -> Rows:
    said = {"words": shortened(merge.words), "group": letter}
    yes = AnswerMerge(merge.id, letter, yes=True)
    if not look.workshop.members(letter):
        return ((look.button(look.say("merging.nobody_there", **said), yes),),)
    own = AnswerMerge(merge.id, letter, yes=False)
    return (
        (look.button(look.say("merging.aloud", **said), yes),),
        (look.button(look.say("merging.aloud_own", **said), own),),
    )


def extras_handed_in(look: Look) -> list[str]:
    return [extra for group in look.workshop.groups.values() if group.handed_in for extra in group.extras]


def item_words(look: Look, item: str) -> str:
    """The item in full, as it is voted for."""
    merge = look.workshop.merges.get(item)
    return merge.words if merge else look.wording(item)


def _standing_vote(look: Look) -> tuple[str, ...]:
    items = vote_items(look.workshop)
    return tuple(item for item in look.me.vote if item in items)


def items_voted_on(look: Look) -> Statements:
    """Each under the name that its button has."""
    return Statements(tuple(_item_line(look, item) for item in vote_items(look.workshop)))


def _item_line(look: Look, item: str) -> Line:
    label, words = _item_label(look, item), item_words(look, item)
    return Line(label, "" if words == label else words)


def _item_label(look: Look, item: str) -> str:
    merge = look.workshop.merges.get(item)
    return shortened(merge.words) if merge else look.label(item)


def _pick(look: Look, extra: str, picked: list[str]) -> Button:
    chosen = extra in picked
    following = [other for other in picked if other != extra] if chosen else [*picked, extra]
    key = "merging.picked" if chosen else "merging.pick"
    words = look.say(key, group=extra.rpartition("-x")[0], words=look.label(extra))
    return look.opens(words, f"{MERGING} {'+'.join(following)}")


def _state_of(look: Look, merge: Merge) -> str:
    return look.say("merging.agreed" if is_agreed(merge) else "merging.waits", words=merge.words)
