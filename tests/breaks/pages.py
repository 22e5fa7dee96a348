"""Breaks of what an app does with templates, and of a request's headers."""

BREAKS = [
    ("pages.py", "late.clear()  # it needs their room", "pass", "memory"),
    ("pages.py", "await writer.awrite(piece)", "pass", "wire files"),
    (
        "pages.py",
        'return "".join(self._load_template(tmpl_name)(*args))',
        "return []",
        "wire files",
    ),
    (
        "compiling.py",
        'rename(path + ".new", path)',
        "pass",
        "test_memory::test_a_template_is_made_once_at_its_first_use",
    ),
    ("headers.py", "return super().__getitem__(name.lower())", "return None", "wire heads"),
    ("headers.py", "return super().get(name.lower(), default)", "return default", "wire heads"),
]
