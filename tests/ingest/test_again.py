"""Importing into a course that exists: a person's edits stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.ingest.merging import merge
from tests.ingest.miniatures import after, codes, imported, page, run, text

Files = dict[str, bytes]


def first() -> Files:
    return after(imported(page("run-together.txt")))


def edited(files: Files, path: str, old: str, new: str) -> Files:
    before = files[path].decode()
    assert old in before
    return {**files, path: before.replace(old, new).encode()}


def test_again_without_a_change_nothing_changes() -> None:
    files = first()
    again = imported(existing=files)
    assert dict(again.files) == {}
    assert again.removed == ()


def test_again_after_a_further_page_of_an_earlier_name_nothing_changes() -> None:
    files = first()
    files = after(imported(page("attributed.txt"), existing=files), files)
    again = imported(page("attributed.txt"), existing=files)
    assert dict(again.files) == {}
    assert again.removed == ()


def test_a_corrected_name_goes_into_the_analysis_and_stays() -> None:
    files = edited(first(), "import.yaml", "author: Ilse Marrow", "author: I. M. Marrow")
    for _ in range(2):
        files = after(imported(existing=files), files)
        assert "author: I. M. Marrow" in files["import.yaml"].decode()
        assert "author: I. M. Marrow" in files["analyses/tide-and-reel.md"].decode()


def test_a_corrected_verdict_takes_an_analysis_out() -> None:
    files = first()
    rows = files["import.yaml"].decode()
    start = rows.index("lines: 54-70")
    rows = rows[:start] + rows[start:].replace("verdict: analysis", "verdict: left out", 1)
    course = imported(existing={**files, "import.yaml": rows.encode()})
    assert "analyses/tide-and-reel.md" in course.removed


def test_lines_left_out_come_back_with_the_verdict_analysis() -> None:
    files = first()
    rows = files["import.yaml"].decode()
    start = rows.index("lines: 22\n")
    rows = rows[:start] + rows[start:].replace("verdict: left out", "verdict: analysis", 1)
    course = imported(existing={**files, "import.yaml": rows.encode()})
    assert "Mabel Stroud became" in course.files["analyses/harbour-screen.md"].decode()


def test_corrected_bounds_of_exchanges_are_used() -> None:
    files = edited(first(), "import.yaml", "- 92-96?", "- 91-96")
    rows = files["import.yaml"].decode().split("\n")
    files["import.yaml"] = "\n".join(row for row in rows if "- 91?" not in row).encode()
    script = imported(existing=files).files["script.fountain"].decode()
    assert "still a town.\n\nDENNY\nAre you coming down?" in script


def test_a_corrected_name_keeps_out_what_was_left_out_inside_the_analysis() -> None:
    files = first()
    before = files["analyses/harbour-screen.md"].decode()
    assert "Mabel Stroud became" not in before
    files = edited(files, "import.yaml", "publication: Harbour Screen", "publication: The Screen")
    now = after(imported(existing=files), files)
    (path,) = (
        name for name in now if name.startswith("analyses/") and "The Screen" in str(now[name])
    )
    assert now[path].decode().partition("---\n\n")[2] == before.partition("---\n\n")[2]


def test_a_mark_of_doubt_that_a_person_leaves_is_still_a_doubt() -> None:
    files = edited(first(), "import.yaml", "- 92-96?", "- 92-96")
    course = imported(existing=files)
    assert course.doubtful == imported(page("run-together.txt")).doubtful - 1


def test_after_a_corrected_bound_nothing_is_in_conflict() -> None:
    files = edited(first(), "import.yaml", "- 92-96?", "- 92-96")
    assert "kept-yours" not in codes(run(existing=files))


def test_an_edited_script_keeps_the_edit_and_takes_in_a_new_page() -> None:
    files = edited(first(), "script.fountain", "the bread is black.", "the bread is burnt.")
    more = text("more.txt", "Machine: Who is on the stairs?\nOrla: Me.\nMachine: You again.\n")
    course = imported(more, existing=files)
    script = after(course, files)["script.fountain"].decode()
    assert "the bread is burnt." in script
    assert "Who is on the stairs?" in script


def test_where_both_changed_the_persons_lines_stay_and_it_is_said() -> None:
    files = edited(first(), "booklet.yaml", "title: The Ferry Clock", "title: My Clock")
    files[".import/booklet.yaml"] = files[".import/booklet.yaml"].replace(b"The Ferry", b"A Ferry")
    result = run(existing=files)
    assert "kept-yours" in codes(result)
    assert result.value is not None
    assert "title: My Clock" in after(result.value, files)["booklet.yaml"].decode()


def test_a_file_that_import_never_wrote_is_left_alone() -> None:
    own = {"analyses/harbour-screen.md": b"---\ntitle: Mine\n---\n\nMy own words.\n"}
    course = imported(page("run-together.txt"), existing=own)
    assert "analyses/harbour-screen.md" not in course.files


def test_an_import_yaml_with_a_mistake_stops_everything() -> None:
    files = edited(first(), "import.yaml", "lines: 54-70", "lines: 54 to 70")
    result = run(existing=files)
    assert result.value is None
    assert "wrong-lines" in codes(result)


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8).map("".join)


@given(LINES, LINES)
def test_merging_without_a_persons_change_gives_the_new(before: str, new: str) -> None:
    assert merge(before, before, new).text == new


@given(LINES, LINES)
def test_merging_without_a_new_version_gives_the_persons(before: str, mine: str) -> None:
    assert merge(before, mine, before).text == mine


@given(LINES, LINES)
def test_a_line_that_only_the_person_wrote_survives(before: str, new: str) -> None:
    assert "mine\n" in merge(before, before + "mine\n", new).text


@given(LINES)
def test_both_changing_alike_is_no_conflict(new: str) -> None:
    assert merge("x\n", new, new).kept == ()
