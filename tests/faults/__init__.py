"""The faults of picoweb 1.8.2: a program that shows them, and how to ask it."""
