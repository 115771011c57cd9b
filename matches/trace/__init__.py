"""Files that hold what a match's clients sent: recordings and traces, read and folded."""
