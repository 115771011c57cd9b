"""What the JSON over HTTP of both apps has in common: problems, pages, parameters, the document."""
