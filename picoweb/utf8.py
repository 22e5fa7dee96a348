# What boards' own decode() overlooks: UTF-8 has one form for each character, the shortest, and
# none for surrogates nor above U+10FFFF (RFC 3629, 4). Loaded with the first text beyond ASCII.

# After these bytes only some may come: from the second to the third of each row.
ROWS = (
    b"\xc0\x01\x00"  # none
    b"\xc1\x01\x00"
    b"\xe0\xa0\xbf"
    b"\xed\x80\x9f"
    b"\xf0\x90\xbf"
    b"\xf4\x80\x8f"
)


def check(data):
    # Raises UnicodeError for what decode() let pass and should not. It searches for the few
    # bytes: to look at each character would leave many of them on a board's heap for ever.
    if max(data) > 0xF4:
        raise UnicodeError
    for i in range(0, len(ROWS), 3):
        at = data.find(ROWS[i : i + 1]) + 1
        while at:
            if not ROWS[i + 1] <= data[at] <= ROWS[i + 2]:
                raise UnicodeError
            at = data.find(ROWS[i : i + 1], at) + 1
