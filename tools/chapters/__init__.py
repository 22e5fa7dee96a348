"""The doctest of the tutorial: every chapter's page, run on every Python.

``page`` reads what a page says, ``targets`` and ``board`` are the Pythons that run it,
``wire`` picks what can be said over a socket, ``check`` compares, ``plugin`` is pytest's side.
"""
