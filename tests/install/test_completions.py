"""Completions in the shells themselves: what zsh and fish offer; tests/e2e/test_help.py asks bash."""

import os
import re
import subprocess

import pytest

# Sends the words to an interactive zsh and presses Tab; "@" stands for the end of what it shows.
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
send() { zpty -w shell "$1"; }
until_mark() { local text; zpty -r -m shell text "*$1*" && print -r -- "$text"; }
send "PS1= PS2= RPS1= fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; setopt list_ambiguous; unsetopt prompt_sp zle_bracketed_paste 2>/dev/null; LISTMAX=1000 COLUMNS=300 LINES=300; stty cols 300 rows 300; print READ''Y"
until_mark READY >/dev/null
zpty -n -w shell "$2"$'\t\t'
sleep 1
zpty -n -w shell $'\C-u'"print DON''E"$'\n'
until_mark DONE
zpty -d shell
"""


def shell(words, **env):
    """What a shell prints."""
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60, env=os.environ | env)
    return done.stdout


def zsh(installed, line, tmp_path):
    printed = shell(("zsh", "-f", "-c", ZSH, "zsh", str(installed / "share/zsh/site-functions"), line), TERM="vt100",
                    HOME=str(tmp_path))
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x00|\x07", " ", printed).split()


def fish(installed, line, tmp_path):
    env = {"XDG_DATA_DIRS": f"{installed}/share:/usr/share", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path),
           "PATH": f"{installed}/bin:{os.environ['PATH']}"}  # fish completes commands that there are
    printed = shell(("fish", "--private", "-c", f"complete -C '{line}'"), **env)
    return [row.split("\t")[0] for row in printed.splitlines()]


@pytest.fixture(params=["zsh", "fish"], name="offered")
def offers_of_shell(request, installed, tmp_path):
    """A function: what the shell offers for a line."""
    return lambda line: {"zsh": zsh, "fish": fish}[request.param](installed, line, tmp_path)


@pytest.mark.parametrize("line, wanted, unwanted", [
    ("mpietl ", {"run", "map", "report", "help"}, "--output-dir"),
    ("mpietl run --o", {"--output-dir", "--on-error"}, "--html"),
    ("mpietl report --", {"--html", "--csv", "--json"}, "--output-dir"),
    ("mpietl run --transform ga", {"gain", "gaussian_noise", "gaussian_snr"}, "clip"),
    ("mpietl help ", {"inputs", "shards", "transforms"}, "--html"),
    ("mpietl help transforms cl", {"clip"}, "gain")])
def test_each_shell_offers_what_fits(offered, line, wanted, unwanted):
    words = offered(line)
    assert wanted <= set(words), words
    assert unwanted not in words
