# A start in R: what the groups ranked, from this folder's CSV files, as a table and as a picture.
#
# Run it in this folder, it needs no packages: Rscript starter.R
# It prints a table and writes starter.svg. codebook.md says what every file and column means. starter.py does
# the same in Python.

read <- function(table) {
  # Only empty cells are missing: NA would be a text that somebody wrote.
  read.csv(paste0(table, ".csv"), na.strings = "", encoding = "UTF-8", stringsAsFactors = FALSE)
}

words <- function(text) {
  # One apostrophe stands before a text that a spreadsheet would take for a formula; see codebook.md.
  sub("^'(?='*\\s*[=+@\uff1d\uff0b\uff0d\uff20\t\r\n-])", "", text, perl = TRUE)
}

# A row for each core statement in each group's ranking; those who discussed instead ranked nothing.
rankings <- read("rankings")
rankings <- subset(rankings, level == "group" & form != "discussion" & origin == "core")
if (nrow(rankings) == 0) {
  stop("No group has handed in a ranking: there is nothing to draw.", call. = FALSE)
}

# How each statement was ranked, the highest first. What a group did not place is tied last.
statements <- unique(rankings$statement)
ranks <- split(rankings$rank_core, factor(rankings$statement, statements))
placed <- split(rankings$placed == "true", factor(rankings$statement, statements))
found <- data.frame(
  statement = statements,
  placed = sapply(placed, sum),
  groups = sapply(ranks, length),
  mean_rank = sapply(ranks, mean),
  q1 = sapply(ranks, quantile, 0.25),
  median_rank = sapply(ranks, median),
  q3 = sapply(ranks, quantile, 0.75)
)
found <- found[order(found$mean_rank, found$median_rank), ]
write.csv(found, stdout(), row.names = FALSE, quote = FALSE)

# A line for each statement: a dot for each group, a bar over the middle half, a mark at the mean.
labels <- read("statements")
label <- words(labels$label[match(found$statement, labels$statement)])
rows <- seq_along(found$statement)
svg("starter.svg", width = 8, height = 0.5 * length(rows) + 2)
par(mar = c(4, 18, 2, 1), las = 1)
plot(NULL, xlim = c(1, length(rows)), ylim = c(length(rows) + 0.5, 0.5), yaxt = "n", ylab = "",
     xlab = "rank among the core statements, 1 for the most important",
     main = paste("What", nrow(unique(rankings[c("workshop", "group")])), "groups ranked"))
axis(2, rows, paste0(label, " (", found$statement, ")"), tick = FALSE)
segments(found$q1, rows, found$q3, rows, col = "grey80", lwd = 12, lend = "butt")
for (row in rows) {
  of_groups <- ranks[[found$statement[row]]]
  points(of_groups, rep(row, length(of_groups)), pch = 16, col = "grey20")
}
points(found$mean_rank, rows, pch = 23, bg = "white", cex = 1.3)
invisible(dev.off())
