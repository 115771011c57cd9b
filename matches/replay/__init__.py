"""Playing a finished match again, from its log, as an observer's client would."""
