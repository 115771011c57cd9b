"""The archive for people: the list of matches, and one page for each of them."""
