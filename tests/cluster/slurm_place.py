"""A place whose job is a batch script."""

from place import Place, slow_storage
from support import CHECKOUT, binary

SCRIPTS = CHECKOUT / "slurm"


class SlurmPlace(Place):
    """Submits scripts of slurm/ to a SlurmCluster."""

    def __init__(self, folder, cluster, reference):
        super().__init__(folder, reference)
        self.cluster = cluster

    def submit(self, script, *words, options=(), seconds_per_file=0.0, env=None):
        """The job of a script of slurm/; storage may take `seconds_per_file` to open an input."""
        env = {"MPIETL": str(binary())} | slow_storage(seconds_per_file) | (env or {})
        return self.cluster.submit(SCRIPTS / f"{script}.sbatch", *words, options=("--time=10", *options),
                                   cwd=self.folder, env=env)

    def submit_run(self, script, options=(), seconds_per_file=0.0):
        """The job of a script that runs the corpus into folder noisy and report noisy.h5."""
        return self.submit(script, *self.run_words[1:], options=options, seconds_per_file=seconds_per_file)

    def submit_requeue(self, options=(), seconds_per_file=0.0):
        """The same of requeue.sbatch, whose first word is the report."""
        words = ("noisy.h5", *self.job, "--output-dir", "noisy")
        return self.submit("requeue", *words, options=options, seconds_per_file=seconds_per_file)
