"""The failures that the command line states in one sentence; any other is a fault of ours."""

from __future__ import annotations

import sys
from errno import ENAMETOOLONG
from pathlib import Path


def sentence(failure: Exception) -> str | None:
    """What to tell the operator; None for what is no stated refusal.

    Looks only among modules that are loaded: a failure's class cannot come from one that is not.
    """
    if isinstance(failure, OSError) and failure.errno == ENAMETOOLONG:
        return f"{failure.filename} is longer than a name may be here: give a shorter one."
    stated = (
        ("bot.settings", "Mistaken"),
        ("bot.folder", "FolderRefused"),
        ("bot.declined", "Declined"),
        ("bot.printing", "PrintRefused"),
        ("bot.rehearsal.phones", "RehearsalStopped"),
        ("bot.studies", "NoSuchStudy"),
        ("workshops.database", "JournalRefused"),
        ("workshops.study.mistakes", "StudyMistakes"),
        ("workshops.study.keeping", "StudyNotKept"),
        ("bot.telegram.connection", "WrongToken"),
        ("workshops.redaction", "RedactionMistakes"),
        ("exports.folder", "ExportRefused"),
        ("exports.shareable", "TooFew"),
        ("exports.table_files", "TableFileError"),
        ("exports.issues_coding", "CodingMistakes"),
        ("exports.team_file", "TeamFileMistakes"),
        ("exports.rankings_file", "RankingsFileError"),
    )
    for module, name in stated:
        kind = getattr(sys.modules.get(module), name, None)
        if kind and isinstance(failure, kind):
            return str(failure)
    return None


def place_of(broken: Exception) -> str:
    """Where in the code it broke, for a log: the exception's own message may hold words that people wrote."""
    trace = broken.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "nowhere"
