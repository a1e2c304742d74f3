#!/usr/bin/env python3
"""Transpiles every .pyx of pandas and scikit-learn that is accepted, beside Cython on the same files.

    transpile.py [--compiler cyrite] [--sources DIR]

The pinned source distributions are downloaded by pip into .cache/ (or found in DIR); their templates (.pyx.in, .pyx.tp, ...) are
written out where Cython is installed. Prints how many files are accepted, what stops the others, and the ratio of the CPU time over
the accepted files.
"""
import argparse, collections, importlib.util, os, pathlib, re, resource, shutil, subprocess, sys, tarfile, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
# The directives of each package's own build.
DIRECTIVES = {
    "pandas": ["always_allow_keywords=true"],
    "scikit_learn": ["boundscheck=False", "wraparound=False", "initializedcheck=False", "nonecheck=False", "cdivision=True"],
}
PACKAGES = {"pandas": "pandas==3.1.1", "scikit_learn": "scikit-learn==1.9.1"}


def unpacked(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, requirement in PACKAGES.items():
        if not any(p.is_dir() and p.name.startswith(name) for p in folder.iterdir()):
            subprocess.check_call([sys.executable, "-m", "pip", "download", "-q", "--no-binary", ":all:", "--no-deps",
                                   "--no-build-isolation", "-d", str(folder), requirement])
            archive = next(folder.glob(name + "*.tar.gz"))
            with tarfile.open(archive) as packed:
                packed.extractall(folder)
    return [p for p in sorted(folder.iterdir()) if p.is_dir() and p.name.split("-")[0] in PACKAGES]


def prepared(package, scratch):
    """A copy of what compilers read, with the templates that the package's own build writes out (which takes Cython)."""
    copy = pathlib.Path(scratch, package.name)
    templates = []
    for path in sorted(package.rglob("*")):
        if path.suffix in (".pyx", ".pxd", ".pxi", ".in", ".tp") or path.name == "__init__.py":
            target = copy / path.relative_to(package)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            if path.suffix in (".in", ".tp") and target.with_suffix("").suffix in (".pyx", ".pxd", ".pxi"):
                templates.append(target)
    if importlib.util.find_spec("Cython"):
        from Cython import Tempita
        for template in templates:
            try:
                text = template.read_text().replace("@BLAS_INT_DEF@", "ctypedef int blas_int")  # meson fills that one in
                template.with_suffix("").write_text(Tempita.sub(text))
            except NameError:
                continue  # filled in by what the build finds out about the machine
    return copy


def cpu_of(command, cwd):
    """-> (CPU seconds, exit status, messages)"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.returncode, done.stdout + done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--sources", type=pathlib.Path, default=root / ".cache" / "packages")
    options = parser.parse_args()
    has_cython = importlib.util.find_spec("Cython") is not None
    accepted = total = 0
    ours = theirs = 0.0
    reasons = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="cyrite-transpile-") as scratch:
        output, cython_output = os.path.join(scratch, "out.cpp"), os.path.join(scratch, "cython.cpp")
        for package in [prepared(p, scratch) for p in unpacked(options.sources)]:
            directives = [word for d in DIRECTIVES[package.name.split("-")[0]] for word in ("-X", d)]
            for source in sorted(package.rglob("*.pyx")):
                total += 1
                flags = ["-3", *directives, str(source.relative_to(package)), "-o"]
                seconds, status, messages = cpu_of([options.compiler, "--python", sys.executable, "-I", ".", *flags, output], package)
                if status:
                    first = re.search(r"error: (.*)", messages)
                    reasons[first[1] if first else messages[-80:]] += 1
                    continue
                if has_cython:
                    cython, status, _ = cpu_of([sys.executable, "-m", "cython", *flags, cython_output], package)
                    if status:
                        continue
                    theirs += cython
                ours += seconds
                accepted += 1
    for reason, count in reasons.most_common():
        print("%3d  %s" % (count, reason))
    print("%d of %d files accepted" % (accepted, total))
    print("CPU of the accepted files: %.2f s" % ours + (", %.4f of Cython's %.1f s" % (ours / theirs, theirs) if theirs else ""))


if __name__ == "__main__":
    main()
