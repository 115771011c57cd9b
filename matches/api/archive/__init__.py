"""The archive over HTTP, `/api/v1/`: reads alone, each caller his own organisation's matches."""
