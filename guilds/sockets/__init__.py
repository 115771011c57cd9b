"""Port 3001: dashboards of Discord communities, as the guild contract has it."""
