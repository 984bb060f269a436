# Prints what R reads of the table /files of a report: sums of two columns, then status and path of each row.
suppressPackageStartupMessages(library(rhdf5))
files <- h5read(commandArgs(trailingOnly = TRUE)[1], "files", bit64conversion = "double")
cat(sprintf("%.17g\n", c(sum(files$bytes_in), sum(files$total_seconds))), sep = "")
cat(paste(files$status, files$path), sep = "\n")
