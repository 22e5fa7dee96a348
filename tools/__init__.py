"""What `make` calls on the host. Nothing in here ever goes onto a board."""
