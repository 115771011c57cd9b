"""Communities over HTTP, `/api/v1/guilds/`, and the tokens that open them, `/api/v1/auth/`.

Names are the guild contract's: `userId`, `ghostScore`. Discord's ids are strings of digits.
"""
