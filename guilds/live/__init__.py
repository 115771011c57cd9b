"""What happens in communities at this moment, on its way from who stores it to the rooms."""
