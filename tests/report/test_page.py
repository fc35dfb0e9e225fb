"""The page: self-contained, escaped, whole or not there, and honest about what is missing."""

import re
import subprocess
import sys
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path

import pytest

import sim.report.page as page_of_report
from sim.ground.errors import InputError
from sim.report.calibration import calibration_sentences
from sim.report.page import NOT_CALIBRATED, PANEL_STATEMENT, open_seconds, write_comparison_report, write_run_report

from sim.report.style import pictured

from . import fakes

EVIL = "<script>alert('x')</script>"


class Reader(HTMLParser):
    """Collects tags with their attributes, and the text."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture(autouse=True)
def quick_pictures(monkeypatch):
    """Drawing takes a second a figure and has its own tests: pages here carry the titles in place of the images."""
    monkeypatch.setattr(page_of_report, "pictured", _titles)


def _titles(figure) -> tuple[bytes, bytes]:
    return figure.get_suptitle().encode(), b"<svg/>"


@pytest.fixture(scope="module")
def run_page(tmp_path_factory):
    """A page with its true images."""
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_of_report, "pictured", pictured)
        made = fakes.result(panel=True)
        return folder, write_run_report(made, folder, fakes.scenario(tempo_bpm=60.0), ["Waits: yes."])


@pytest.fixture(scope="module")
def pair_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pair")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_of_report, "pictured", _titles)
        return folder, write_comparison_report(fakes.comparison(replications=3, asked=5), folder)


@pytest.fixture(params=["run_page", "pair_page"])
def page(request):
    return request.getfixturevalue(request.param)


def read(page) -> Reader:
    return Reader((page[0] / "report.html").read_text(encoding="utf-8"))


def test_the_paths_returned_are_the_files_there_with_the_page_first(page):
    folder, paths = page
    assert paths[0] == folder / "report.html"
    assert sorted(paths) == sorted(p for p in folder.rglob("*") if p.is_file())
    assert {p.suffix for p in paths} == {".html", ".png", ".svg"}


def test_the_page_loads_nothing_and_runs_nothing(page):
    reader = read(page)
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in reader.tags}
    links = [v for _, attrs in reader.tags for k, v in attrs.items() if k in ("src", "href", "action")]
    assert links and all(v.startswith("data:image/png;base64,") for v in links)
    assert not any(k.startswith("on") for _, attrs in reader.tags for k in attrs)
    assert "url(" not in (page[0] / "report.html").read_text(encoding="utf-8")


def test_the_images_of_the_page_are_the_files_beside_it(run_page):
    shown = {b64decode(attrs["src"].partition(",")[2]) for tag, attrs in read(run_page).tags if tag == "img"}
    assert shown == {path.read_bytes() for path in run_page[1] if path.suffix == ".png"}
    assert all(image.startswith(b"\x89PNG") for image in shown)


def test_every_image_has_an_alternative_text(page):
    images = [attrs for tag, attrs in read(page).tags if tag == "img"]
    assert images and all(len(attrs["alt"]) > 20 for attrs in images)


def test_the_page_of_a_run_tells_what_was_run(run_page):
    text = read(run_page).text
    assert "tempo of the background music: 83 BPM instead of 60 BPM (music.tempo_bpm)" in text
    assert "Waits: yes." in text and "Simulated households shop" not in NOT_CALIBRATED
    assert all(sentence in text for sentence in PANEL_STATEMENT)


def test_the_page_of_a_comparison_tells_what_differs_and_what_is_missing(pair_page):
    text = read(pair_page).text
    assert "3 of 5 replications" in text and "This comparison is not whole" in text
    assert "tempo of the background music: 60 BPM instead of 83 BPM (music.tempo_bpm)" in text
    assert all(sentence in text for sentence in calibration_sentences()) and NOT_CALIBRATED[0] not in text
    assert PANEL_STATEMENT[0] not in text


def test_the_same_result_gives_the_same_page(pair_page, tmp_path):
    write_comparison_report(fakes.comparison(replications=3, asked=5), tmp_path)
    for path in pair_page[1]:
        assert (tmp_path / path.relative_to(pair_page[0])).read_bytes() == path.read_bytes()


def test_names_from_a_scenario_are_text_and_never_markup(tmp_path):
    made = fakes.result(weeks=2, name=EVIL)
    made.touchpoints["touchpoint"] = EVIL
    made.channels = made.channels.rename(index={"web": EVIL})
    made.summary[EVIL] = 1.0
    write_run_report(made, tmp_path / "run", fakes.scenario(EVIL, 60.0), [EVIL])
    write_comparison_report(fakes.comparison({EVIL: 0.1}, replications=2, weeks=2), tmp_path / "pair", [EVIL])
    for name in ("run", "pair"):
        page = (tmp_path / name / "report.html").read_text(encoding="utf-8")
        assert "<script" not in page and "&lt;script&gt;" in page


def test_a_run_without_visits_says_so(tmp_path):
    write_run_report(fakes.without_visits(weeks=2), tmp_path)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Nobody visited the store" in text and "n/a" in text and "is not drawn" in text


def test_a_run_without_periods_says_so(tmp_path):
    write_run_report(fakes.without_visits(weeks=0), tmp_path)
    assert "No week was simulated" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_comparison_without_first_results_is_still_reported(tmp_path):
    made = fakes.comparison(replications=2, weeks=2)
    made.results = dict.fromkeys(made.results)
    write_comparison_report(made, tmp_path)
    assert "The map of density is not drawn" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_a_mistake_of_the_user(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(InputError, match="output folder .*taken.* cannot be written"):
        write_run_report(fakes.without_visits(weeks=0), tmp_path / "taken")


def test_a_report_loads_heavy_libraries_only_when_it_draws():
    code = "import sys, sim.report.page, sim.report.tables; print(sorted({'matplotlib', 'pandas'} & set(sys.modules)))"
    root = Path(page_of_report.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True,
                          check=True).stdout == "[]\n"


def test_opening_time_is_counted_or_worked_out_from_hours_and_horizon():
    made = fakes.result(weeks=2)
    assert open_seconds(made) == made.heat.open_s
    del made.heat.open_s
    assert open_seconds(made) == 0.0


def test_no_word_of_a_page_is_left_as_a_python_value(page):
    assert not re.search(r"\bNone\b|\bnan\b|Timestamp\(|<sim\.", read(page).text)


def test_what_is_calibrated_is_told_from_the_targets_and_what_was_measured(tmp_path):
    (tmp_path / "calibration").mkdir()
    (tmp_path / "calibration" / "targets.yaml").write_text("targets: [{id: S1}, {id: S1}, {id: P8}]\n")
    table = tmp_path / "calibration.md"
    held, where, _ = calibration_sentences(tmp_path, table)
    assert "3 figures (S1, P8)" in held and "docs/calibration.md" in where
    table.write_text("| S1 | wait | 1.3 (1 to 2) x | 1.4 | yes | a | b |\n"
                     "| P8 pace | speed | 0.85 (0.7 to 1) m/s | 2 | **no** | a | b |\n")
    text = " ".join(calibration_sentences(tmp_path, table))
    assert "1 of 2 lay inside" in text and "Outside: P8 pace is 2, to be 0.85 (0.7 to 1) m/s." in text
    assert calibration_sentences(tmp_path / "nowhere", table) == []


def test_a_report_is_written_without_the_base_and_tells_what_failed(tmp_path):
    comparison = fakes.comparison(replications=3, asked=5)
    comparison.results.pop(comparison.base_name)
    comparison.failed = ["baseline, replication 0: no <memory>"]
    assert "no &lt;memory&gt;" in write_comparison_report(comparison, tmp_path)[0].read_text()
