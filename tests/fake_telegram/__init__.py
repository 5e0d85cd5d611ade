"""Telegram's side, as strict as Telegram: the only thing tests of this bot make up."""

from __future__ import annotations

from tests.fake_telegram.chats import Message
from tests.fake_telegram.in_process import InProcessRequest
from tests.fake_telegram.loopback import serving
from tests.fake_telegram.person import Acting, Person
from tests.fake_telegram.telegram import TOKEN, Call, FakeTelegram
from tests.fake_telegram.trouble import Fault, Limits
from tests.fake_telegram.virtual_time import RealTime, Time, VirtualTime, turns, until

__all__ = [
    "TOKEN",
    "Acting",
    "Call",
    "FakeTelegram",
    "Fault",
    "InProcessRequest",
    "Limits",
    "Message",
    "Person",
    "RealTime",
    "Time",
    "VirtualTime",
    "serving",
    "turns",
    "until",
]
