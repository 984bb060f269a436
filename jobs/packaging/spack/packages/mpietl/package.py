"""Spack recipe of mpietl; it builds the checkout that holds it."""

from pathlib import Path

from spack.package import *

CHECKOUT = Path(__file__).resolve().parents[5]


class Mpietl(CMakePackage):
    """ETL of audio files over MPI ranks and OpenMP threads: formats, transforms, measures, reports."""

    homepage = CHECKOUT.as_uri()
    git = CHECKOUT.as_uri()

    version("main", branch="main", get_full_repo=True)

    variant("ffmpeg", default=True, description="Read m4a, mp4, mkv and what else FFmpeg's libraries decode")
    generator("ninja")

    depends_on("c", type="build")
    depends_on("cxx", type="build")
    depends_on("cmake@3.25:", type="build")
    depends_on("pkgconfig", type="build")
    depends_on("mpi")
    depends_on("hdf5")
    depends_on("libsndfile")
    depends_on("mpg123")
    depends_on("libogg")
    depends_on("ffmpeg", when="+ffmpeg")
    depends_on("xxhash")
    depends_on("highway")
    depends_on("zlib")
    depends_on("cli11", type="build")
    depends_on("tomlplusplus", type="build")
    depends_on("nlohmann-json", type="build")

    # Charts of the page of a report; Spack has no package of it.
    resource(
        name="chart.js",
        url="https://cdn.jsdelivr.net/npm/chart.js@3.9.1/dist/chart.min.js",
        sha256="fbc45926e6b46845a0f905552a0e0b1331049bff1115ecf94dbe0904d895e710",
        expand=False,
        placement="chart.js",
    )

    def cmake_args(self):
        """The options of CMakeLists.txt."""
        return [
            self.define_from_variant("MPIETL_FFMPEG", "ffmpeg"),
            self.define("MPIETL_CHART_JS", join_path(self.stage.source_path, "chart.js", "chart.min.js")),
        ]

    def check(self):
        """The tests need programs that are no packages of Spack: tests/run.sh runs them."""

    @run_after("install")
    def print_version(self):
        """The installed program starts."""
        Executable(self.prefix.bin.mpietl)("--version")
