"""pyximport.pyxbuild: building one module from a script."""

import os

from cyrite.build.extensions import extension_class
from cyrite.build.inlining import build_extension


def pyx_to_dll(
    filename,
    ext=None,
    force_rebuild=0,
    build_in_temp=False,
    pyxbuild_dir=None,
    setup_args=None,
    reload_support=False,
    inplace=False,
):
    """Build a .pyx (or an Extension) and return the path of the shared library."""
    filename = os.path.abspath(filename)
    folder, name = os.path.split(filename)
    if ext is None:
        ext = extension_class()(os.path.splitext(name)[0], [filename])
    state = os.path.abspath(pyxbuild_dir or os.path.join(folder, "_pyxbld"))
    target = folder if inplace else os.path.join(state, "lib")
    os.makedirs(target, exist_ok=True)
    options = {"build_dir": os.path.join(state, "temporary")} if build_in_temp else {}
    return build_extension(
        ext, target, temporary=os.path.join(state, "temporary"), force=bool(force_rebuild) or None, **options
    )
