"""What the repository promises about itself."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_constraints_are_those_of_the_lock():
    locked = {
        package["name"]: package["version"]
        for package in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    }
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "constraints.txt").read_text(), flags=re.MULTILINE))
    assert len(pinned) > 40
    stale = {name for name, version in pinned.items() if locked.get(name) != version}
    told = "uv export --frozen --all-extras --no-dev --no-emit-project --no-hashes -o constraints.txt"
    assert not stale, f"run: {told}"


def test_the_theme_has_the_colours_of_the_map():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    css = (ROOT / "dashboard" / "browser" / "atlas.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([a-z]+): (#\w+);", block))
        for block in re.search(r":root \{(.*?)\}.*?:root\[data-theme=\"dark\"\] \{(.*?)\}", css, re.DOTALL).groups()
    )
    for mode, colours in (("light", light), ("dark", dark)):
        assert theme[mode]["textColor"] == colours["ink"]
        assert theme[mode]["primaryColor"] == colours["accent"]
    assert theme["light"]["backgroundColor"] == light["paper"]


def test_ci_runs_the_readmes_test_command():
    commands = re.findall(r"^(uv run \S+)", README, flags=re.MULTILINE)
    assert commands[:2] == ["uv run sahel-atlas", "uv run pytest"]
    assert "\nuv run pytest\n" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(((?!http)[^)]+)\)", README))))
def test_what_the_readme_points_to_is_there(target):
    assert (ROOT / target).is_file()


def test_no_script_or_style_hides_in_python():
    for path in [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "geodata").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text, path
        assert "<style" not in text, path
        assert not re.search(r"\bstyle=[\"']", text), path


def test_sources_of_the_program_are_tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        assert (ROOT / "events.yaml").is_file()  # an unpacked archive has no history
        return
    for path in ("events.yaml", "uv.lock", "constraints.txt", "geodata/boundaries/countries.topojson"):
        assert path in listed.stdout.splitlines()
