"""One message to many WebSockets: encoded, compressed and framed once, whoever takes it."""
