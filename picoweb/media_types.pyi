"""The media type for a file's name."""

def get_mime_type(fname: str) -> str:
    """Return the media type for a file's name; "application/octet-stream" if it says none."""
