"""`mpietl help`: its pages, the transforms, and whether they are complete."""

import re
import subprocess

import pytest

TOPICS = ["inputs", "outputs", "manifests", "segments", "transforms", "shards", "resume", "errors", "schedule",
          "report", "plan", "map", "slurm", "reproducibility"]
COMMANDS = ["run", "map", "segment", "demo", "bench", "generate", "report", "status", "verify", "plan"]
# Options of programs that help pages use beside mpietl: Open MPI, Slurm, opusenc and lame.
OTHERS = {"--map-by", "--bind-to", "--oversubscribe", "--quiet", "--host", "--array", "--mpi"}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def printed(work, *words):
    result = work.run_mpietl(*words).expect(0)
    assert result.stderr == ""
    return result.stdout


def options_of(work, command):
    """Options in the complete help of a command."""
    short = printed(work, command, "--help")
    text = printed(work, command, "--help-all") if "--help-all" in short else short
    return set(OPTION.findall("\n".join(re.findall(r"^  (-\S+)", text, re.MULTILINE)))) | {"--help-all"}


def transforms(work):
    """Names of the list at the end of the page on transforms."""
    return re.findall(r"^  ([a-z_]+) +[A-Z]", printed(work, "help", "transforms"), re.MULTILINE)


@pytest.fixture(scope="module")
def options(shared):
    """All options of all commands."""
    return set().union(*(options_of(shared, command) for command in COMMANDS)) | {"--version"}


def test_topics_are_listed_with_a_line_each(work):
    listed = re.findall(r"^  ([a-z]+)  +(\S.*)$", printed(work, "help"), re.MULTILINE)
    assert [topic for topic, _ in listed] == TOPICS
    assert max(map(len, printed(work, "help").splitlines())) <= 78
    assert printed(work, "help", "--help") == printed(work, "help")
    assert work.tree() == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_page_is_plain_and_names_only_existing_things(work, options, topic):
    text = printed(work, "help", topic)
    lines = text.splitlines()
    assert lines[0].startswith(f"# {topic}: ")
    assert 20 <= len(lines) <= 80
    assert max(map(len, lines)) <= 78
    assert not re.search(r"</?[a-z]+>", text)
    assert set(OPTION.findall(text)) - OTHERS <= options
    named = re.findall(r"mpietl help ((?:[a-z]+, )*[a-z]+)", " ".join(lines))
    assert {word for words in named for word in words.split(", ")} <= set(TOPICS)


def test_transforms_of_pages_exist(work):
    known = set(transforms(work))
    for topic in TOPICS:
        named = set(re.findall(r"--transform ([a-z_]+)", printed(work, "help", topic)))
        assert named <= known | {"none"}


def test_each_transform_has_its_page(work):
    names = transforms(work)
    assert len(names) >= 32 and names == sorted(names)
    for name in names:
        text = printed(work, "help", "transforms", name)
        assert text.startswith(f"{name}: ") and f"--transform {name}" in text
        assert re.search(r"^  p  +\w.*\n +number from 0 to 1 \[1\]$", text, re.MULTILINE)
        assert max(map(len, text.splitlines())) <= 100


def test_parameters_have_ranges_and_defaults(work):
    noise = printed(work, "help", "transforms", "gaussian_snr")
    assert "snr_db" in noise and "-200 to 200" in noise and "5 to 40" in noise and "min_snr_db" in noise
    assert re.search(r"kind +\w.*\n +mu_law, a_law, .* or mp3 \[mu_law\]", printed(work, "help", "transforms", "codec"))
    assert "crop:seconds=X" in printed(work, "help", "transforms", "crop")
    assert "gain:gain_db=X" in printed(work, "help", "transforms", "gain")


@pytest.mark.parametrize("words, near", [(["inptus"], "'inputs'"), (["rnu"], "'run'"), (["zzzzzzzz"], "resume"),
                                         (["transforms", "gaussian_nsr"], "'gaussian_snr'"),
                                         (["transforms", "zzzzzzzz"], "gain"), (["inputs", "now"], "now")])
def test_unknown_topic_names_the_nearest(work, words, near):
    result = work.run_mpietl("help", *words).expect(2)
    assert near in result.stderr and "mpietl help" in result.stderr and result.stdout == ""


@pytest.mark.parametrize("command", ["run", "map", "segment", "bench", "demo"])
def test_short_help_is_a_part_of_the_whole(work, command):
    short, whole = (printed(work, command, option) for option in ("--help", "--help-all"))
    assert len(short.splitlines()) < len(whole.splitlines())
    assert "--help-all" in short and "mpietl help" in short
    assert ("--output-segments" if command == "segment" else "--output-dir") in short
    assert "--exclude" not in short and "--exclude" in whole
    assert max(map(len, (short + whole).splitlines())) <= 100


def test_help_on_a_command_is_its_own(work):
    assert printed(work, "help", "run") == printed(work, "run", "--help")
    assert printed(work, "help", "verify") == printed(work, "verify", "--help")


def test_ranks_print_help_once(work):
    result = work.run_mpietl("help", ranks=3).expect(0)
    assert result.stdout == printed(work, "help")


def test_manual_pages_have_every_option(work):
    for command in COMMANDS:
        page = re.sub(r"\\f[BIR]", "", printed(work, "help", "--man", command).replace("\\-", "-"))
        assert page.startswith(f".TH MPIETL-{command.upper()} 1 ")
        assert options_of(work, command) - {"--help", "--help-all"} <= set(OPTION.findall(page))


def test_manual_page_of_the_program_has_every_command_and_topic(work):
    page = printed(work, "help", "--man").replace("\\-", "-")
    assert all(f"\\fBmpietl {command}\\fR" in page for command in COMMANDS)
    assert re.findall(r"^\.SH ([A-Z]+)$", page, re.MULTILINE)[3:] == [topic.upper() for topic in TOPICS]
    assert all(f"\\fB{name}\\fR" in page for name in transforms(work))
    assert "\\fImax_change_db\\fR" in page


@pytest.mark.parametrize("command", [[], ["run"], ["map"], ["segment"], ["report"]], ids=str)
def test_manual_pages_are_good_roff(work, command):
    page = printed(work, "help", "--man", *command)
    shown = subprocess.run(("groff", "-man", "-Tutf8", "-ww"), input=page, capture_output=True, text=True, check=True,
                           timeout=60)
    assert shown.stderr == "" and "mpietl" in shown.stdout


def completed(script, *words):
    """What bash offers for the last of these words."""
    asked = 'eval "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _mpietl; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(("bash", "-c", asked, "bash", script, *words), capture_output=True, text=True, check=True,
                          timeout=30)
    assert done.stderr == ""
    return done.stdout.split()


def test_bash_completes_commands_options_topics_and_transforms(work):
    script = printed(work, "help", "--completion", "bash")
    assert completed(script, "mpietl", "re") == ["report"]
    assert completed(script, "mpietl", "run", "--output-") == ["--output-dir", "--output-manifest"]
    assert completed(script, "mpietl", "help", "sl") == ["slurm"]
    assert completed(script, "mpietl", "run", "a", "--transform", "gaussian_s") == ["gaussian_snr"]
    assert completed(script, "mpietl", "run", "corpus/a") == []
    for command in COMMANDS:
        assert options_of(work, command) - {"--help-all"} <= set(completed(script, "mpietl", command, "-"))


def test_zsh_and_fish_complete_the_same(work):
    zsh, fish = (printed(work, "help", "--completion", shell) for shell in ("zsh", "fish"))
    for command in COMMANDS:
        options = options_of(work, command) - {"--help-all"}
        of_zsh = re.search(rf"^  {command}\) choices=\((.*?)\) ;;$", zsh, re.MULTILINE | re.DOTALL)[1]
        assert options <= set(re.findall(r"^    '(--[a-z-]+):", of_zsh, re.MULTILINE))
        of_fish = re.findall(rf"__fish_seen_subcommand_from {command}' -l ([a-z-]+)", fish)
        assert options <= {f"--{name}" for name in of_fish}
    for topic in TOPICS:
        assert f"'{topic}:" in zsh and f"-a {topic} " in fish
    assert work.run_mpietl("help", "--completion", "tcsh").expect(2).stdout == ""
