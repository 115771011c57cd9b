"""The bus's groups that matches use, named here and nowhere else."""

STATES = "match.states"  # owners of matches -> broadcasters
OWNERS = "match.owners"  # anyone -> owners of matches
FIGURES = "match.figures"  # every process -> those that show figures
