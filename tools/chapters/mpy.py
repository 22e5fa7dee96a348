"""picoweb and its libraries compiled ahead, as build/mpy/<target>/: what a flashed board holds."""

import os
import subprocess

from tools import assets, compilers, libraries, runtimes

BUILT = runtimes.BUILD / "mpy"


def folders(name):
    """Return the folders to put first on the path of the target `name`, compiled if need be.

    CPython has no .mpy, and gets none. Raises Missing if the cross-compiler is not here.
    """
    return [] if name == "cpython" else [compile_all(name)]


def compile_all(name):
    folder = BUILT / name
    wanted = {
        (folder / path).with_suffix(".mpy"): (source, path) for source, path in sources(name)
    }
    for compiled, (source, path) in wanted.items():
        if not fresh(compiled, source):
            compile_one(name, source, path, compiled)
    for left_over in set(folder.rglob("*.mpy")) - set(wanted):
        left_over.unlink(missing_ok=True)
    return folder


def sources(name):
    """Yield every module that the target may import, and its path inside the folder."""
    for path in modules_of_picoweb():
        yield path, path.relative_to(runtimes.ROOT)
    library = libraries.ensure()
    # MicroPython has its own asyncio and logging: of the libraries it gets utemplate alone.
    pattern = "**/*.py" if name.startswith("pycopy") else "utemplate/*.py"
    for path in sorted(library.glob(pattern)):
        yield path, path.relative_to(library)


def modules_of_picoweb():
    """Return what a board can load: all but the half of the port that only CPython has."""
    found = sorted((runtimes.ROOT / "picoweb").glob("*.py"))
    return [path for path in found if path.name != "cpython.py"]


def fresh(compiled, source):
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def compile_one(name, source, relative, compiled):
    compiled.parent.mkdir(parents=True, exist_ok=True)
    unfinished = compiled.with_suffix(f".{os.getpid()}")  # others may compile at the same time
    command = [*compilers.command(name), "-s", str(relative), "-o", str(unfinished), str(source)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{relative} does not compile for {name}: {done.stderr.strip()}")
    unfinished.replace(compiled)


def compile_chapter(folder, name):
    """Compile a copy of a chapter for the target `name`, as whoever flashes a board would."""
    compile_templates(folder / "templates", name)
    for program in sorted(folder.glob("*.py")):
        compile_one(name, program, program.name, program.with_suffix(".mpy"))
        program.unlink()


def compile_templates(folder, name):
    for template in sorted(folder.glob("*.tpl")):
        module = template.with_name(template.name.replace(".", "_") + ".py")
        module.write_text(rendering(folder, template.name), encoding="utf-8")
        compile_one(name, module, f"templates/{module.name}", module.with_suffix(".mpy"))
        module.unlink()


def rendering(folder, template):
    """Return the module that utemplate makes of a template."""
    text, _ = assets.compile_template(folder, template, 0)
    return text
