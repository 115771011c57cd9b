"""What the rows of a guild say about its members, once the database has counted them. Pure.

Each module has the shape of a counted row, the shape of an answer, and the rule between them.
"""
