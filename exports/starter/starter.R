# A start in R: the order in which the groups put the statements, from this folder's CSV files.
#
# Run it in this folder, it needs no packages: Rscript starter.R
# It prints the order as a table and draws it as starter.svg. codebook.md says what every file and column means.
# starter.py does the same in Python.

# What it may mean that a statement was not placed, and the mark for each. What holds under one only is no
# finding.
marks <- c(reasons = 21, below = 22, missing = 24)

read <- function(table) {
  # Only empty cells are missing: NA would be a text that somebody wrote.
  read.csv(paste0(table, ".csv"), na.strings = "", encoding = "UTF-8", stringsAsFactors = FALSE)
}

words <- function(text) {
  # One apostrophe stands before a text that a spreadsheet would take for a formula; see codebook.md.
  sub("^'(?='*\\s*[=+@\uff1d\uff0b\uff0d\uff20\t\r\n-])", "", text, perl = TRUE)
}

pooled <- function(table) {
  # The rows on the groups of all workshops together; individuals are never mixed with them.
  subset(read(table), level == "group" & is.na(workshop))
}

# The statements from the top, with their place under each reading, and ranges under the chosen one.
if (!file.exists("consensus.csv") || nrow(pooled("consensus")) == 0) {
  stop("No group has handed in a ranking: there is nothing to draw.", call. = FALSE)
}
consensus <- pooled("consensus")
agreement <- pooled("agreement")
found <- subset(consensus, unplaced == agreement$unplaced[agreement$chosen == "true"])
for (reading in names(marks)) {
  under <- subset(consensus, unplaced == reading)
  found[[reading]] <- under$position[match(found$statement, under$statement)]
}
shown <- c("statement", names(marks), "loo_low", "loo_high", "range95_low", "range95_high", "placed", "rankings")
found <- found[order(found$position), shown]
write.csv(found, stdout(), row.names = FALSE, quote = FALSE, na = "")

# A line a statement: a mark for each reading, a bar over leave-one-out, a line over resampled places.
labels <- read("statements")
label <- words(labels$label[match(found$statement, labels$statement)])
count <- nrow(found)
rows <- seq_len(count)
svg("starter.svg", width = 9, height = 0.5 * count + 2.3)
par(mar = c(4, 18, 3, 8), las = 1, xpd = NA)
plot(NULL, xlim = c(0.5, count + 0.5), ylim = c(count + 0.5, 0.5), yaxt = "n", ylab = "",
     xlab = "place, 1 for the most important")
axis(2, rows, paste0(label, " (", found$statement, ")"), tick = FALSE)
segments(found$loo_low, rows, found$loo_high, rows, col = "grey80", lwd = 12, lend = "butt")
segments(found$range95_low, rows, found$range95_high, rows, col = "grey50")
for (aside in seq_along(marks)) {
  points(found[[names(marks)[aside]]], rows - 0.15 * (aside - 1), pch = marks[aside], bg = "white")
}
text(count + 0.9, rows, paste("placed by", found$placed, "of", found$rankings), adj = 0)
legend("top", names(marks), pch = marks, pt.bg = "white", horiz = TRUE, bty = "n", inset = c(0, -0.13))
invisible(dev.off())
