"""Whatever a form brings, it is a study's files or a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.web.pages import Said
from bot.web.uploads import LARGEST_FILE, NoStudyFiles, Sent, _boundary, _sent, study_files

BOUNDARY = b"xyz"
FORM = (
    b'--xyz\r\nContent-Disposition: form-data; name="title"\r\n\r\nTues\xc3\xa9day\r\n'
    b'--xyz\r\nContent-Disposition: form-data; name="files"; filename="my\\study.toml"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\nid = 1\r\n\r\n--not\r\n"
    b'--xyz\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n'
    b"--xyz--\r\n"
)


def zipped(compression: int = zipfile.ZIP_DEFLATED, **files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as packed:
        for name, content in files.items():
            packed.writestr(f"folder/{name}.toml", content)
    return made.getvalue()


WHOLE = zipped(study=b"id = 1" * 50, en=b"title = 2" * 50)


def test_fields_and_files_are_told_apart_and_nothing_is_lost() -> None:
    assert _sent(FORM, BOUNDARY) == Sent({"title": "Tueséday"}, (("study.toml", b"id = 1\r\n\r\n--not"),))


def test_a_zip_gives_its_files_by_their_own_names() -> None:
    assert study_files((("z.zip", WHOLE),)) == {"study.toml": b"id = 1" * 50, "en.toml": b"title = 2" * 50}


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_unusual_zip_is_refused(compression: int) -> None:
    with pytest.raises(NoStudyFiles):
        study_files((("z.zip", zipped(compression, study=b"id = 1")),))


@pytest.mark.parametrize("times", [1, 40])
def test_a_small_zip_does_not_fill_the_memory(times: int) -> None:
    files = {f"t{number}": bytes(LARGEST_FILE) for number in range(40 // times)}
    packed = zipped(zipfile.ZIP_DEFLATED, **files)

    with pytest.raises(NoStudyFiles) as refused:
        study_files((("z.zip", packed),) * times)

    assert refused.value.key == "team.files.too_large"


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data; boundary*0=a; boundary*=b",
        "multipart/form-data; boundary=\xe9",
        "multipart/form-data",
        "text/plain; boundary=xyz",
        "",
    ],
)
def test_what_parts_no_files_is_no_form(content_type: str) -> None:
    with pytest.raises(Said) as said:
        _boundary(content_type)

    assert (said.value.key, said.value.status) == ("web.no_form", 400)


@settings(max_examples=300, deadline=None)
@given(
    body=st.binary(max_size=300)
    | st.builds(lambda at, by: FORM[:at] + by + FORM[at:], st.integers(0, 300), st.binary(max_size=5))
)
def test_any_body_is_a_form_or_a_stated_refusal(body: bytes) -> None:
    try:
        sent = _sent(body, BOUNDARY)
    except ValueError:
        return

    assert all("/" not in name and "\\" not in name for name, _ in sent.files)


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, len(WHOLE)), end=st.integers(0, len(WHOLE)), by=st.binary(max_size=8))
def test_any_spoilt_zip_gives_toml_files_or_a_stated_refusal(at: int, end: int, by: bytes) -> None:
    try:
        found = study_files((("z.zip", WHOLE[:at] + by + WHOLE[max(at, end) :]),))
    except NoStudyFiles:
        return

    assert all(name.endswith(".toml") and "/" not in name for name in found)
