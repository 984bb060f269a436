"""Turns measured times into a Markdown table."""

import statistics

HEAD = ("| work | time of | by time of | ratio, median (min–max) | goal | medians |",
        "| --- | --- | --- | ---: | ---: | ---: |")


def spread(values, digits=2):
    """Median and range as one cell."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def rows(letter, workload, measured):
    """The lines of one workload."""
    for ratio in workload.ratios:
        above, below = ([times[clock] for times in measured[name]] for name, clock in (ratio.above, ratio.below))
        quotients = [a / b for a, b in zip(above, below)]
        yield (f"| {letter}: {workload.title} | {': '.join(ratio.above)} | {': '.join(ratio.below)} "
               f"| {spread(quotients)} | {ratio.goal} "
               f"| {statistics.median(above):.3g} / {statistics.median(below):.3g} {workload.unit} |")


def legend(rounds):
    """Explains the words in the table."""
    return (f"Ratios are taken within each of {rounds} interleaved rounds, with a warm page cache and no old output. "
            "“whole” is the whole command, with the start and end of interpreter or launcher; “etl took” is the "
            "time that the program itself tells, for listing, work and gathering.")
