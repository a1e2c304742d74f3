"""The samples compiled by Cython, where it is installed: the same sources, the same C++ compiler, the same flags."""
import glob
import importlib.util
import os
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor

import numpy

HERE = os.path.dirname(os.path.abspath(__file__))


def build_one(name, folder):
    """The path of the module, built unless that has been done."""
    source = os.path.join(HERE, name, name + ".pyx")
    module = os.path.join(folder, name + sysconfig.get_config_var("EXT_SUFFIX"))
    if os.path.exists(module) and os.path.getmtime(module) > os.path.getmtime(source):
        return module
    cpp = os.path.join(folder, name + ".cpp")
    subprocess.check_call([sys.executable, "-m", "cython", "-3", "--cplus", source, "-o", cpp])
    objects = []
    for helper in glob.glob(os.path.join(HERE, name, "*.c")):
        objects.append(os.path.join(folder, os.path.basename(helper) + ".o"))
        subprocess.check_call(["gcc", "-O3", "-march=native", "-fPIC", "-c", helper, "-o", objects[-1]])
    header = os.path.join(folder, name + ".include")
    os.makedirs(header, exist_ok=True)
    for text in glob.glob(os.path.join(HERE, name, "*.h")):  # a header of C needs extern "C" there
        with open(text) as old, open(os.path.join(header, os.path.basename(text)), "w") as new:
            new.write('extern "C" {\n%s\n}\n' % old.read())
    subprocess.check_call(["g++", "-O3", "-march=native", "-w", "-fopenmp", "-std=c++17", "-shared", "-fPIC", "-I", header,
                           "-I", numpy.get_include(), "-I", sysconfig.get_paths()["include"], cpp, *objects, "-o", module])
    return module


def build(names, folder):
    os.makedirs(folder, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return dict(zip(names, pool.map(lambda name: build_one(name, folder), names)))


def load(name, path):
    """The module under its own name, not entered into sys.modules: ours of that name is there."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
