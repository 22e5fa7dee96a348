# The pure functions of picoweb, from the files that they are in. If one moves, this is the one
# line of the tests that changes.
