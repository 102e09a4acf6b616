"""
The BLAS and LAPACK that a peer really calls, asked of the dynamic linker: the file that its own library finds a routine in.

As a program: the status is 0 where NumPy's is a fast one.
"""

import ctypes
import os
import re
import sys

# NumPy's wheels rename the routines of their OpenBLAS.
SPELLINGS = [(prefix, suffix) for prefix in ("", "scipy_") for suffix in ("", "64_", "_64_")]


class SymbolInfo(ctypes.Structure):
    """Dl_info of <dlfcn.h>."""

    _fields_ = [("file", ctypes.c_char_p), ("base", ctypes.c_void_p), ("name", ctypes.c_char_p), ("address", ctypes.c_void_p)]


def behind(module, *routines):
    """What stands behind the routines of a loaded library, known by a part of its path. name is None unless all of it is OpenBLAS or MKL."""
    files = list(dict.fromkeys(path for routine in routines for path in owners(module, routine)))
    makers = [maker(path) for path in files]
    known = len(makers) > 0 and all(makers)
    return {"name": makers[0] if known else None, "kernels": kernels(files[0]) if known else None, "libraries": files}


def owners(module, routine):
    """The file of the routine, or nothing where it cannot be told."""
    for library in loaded(module):
        function = spelled(library, routine)
        info = SymbolInfo()
        if function and ctypes.CDLL(None).dladdr(ctypes.cast(function, ctypes.c_void_p), ctypes.byref(info)):
            return [os.path.realpath(info.file.decode())]
    return []


def loaded(part):
    with open("/proc/self/maps", encoding="utf-8") as maps:
        return sorted({line.split(maxsplit=5)[-1].strip() for line in maps if part in line})


def spelled(path, routine):
    """The function of that name in a library or in what it depends on, or None."""
    library = ctypes.CDLL(path)
    names = [f"{prefix}{routine}{suffix}" for prefix, suffix in SPELLINGS]
    return next((getattr(library, name) for name in names if hasattr(library, name)), None)


def maker(path):
    """ "OpenBLAS 0.3.21", "oneMKL 2024.2", or None for any other library. The reference LAPACK may stand on OpenBLAS: the file's own path counts."""
    if "openblas" in path.lower():
        return " ".join(text(spelled(path, "openblas_get_config")).split()[:2])
    version = spelled(path, "MKL_Get_Version_String")
    if version is None:
        return None
    told = ctypes.create_string_buffer(200)
    version(told, len(told))
    return "oneMKL " + re.search(r"Version ([\d.]+)", told.value.decode())[1]


def kernels(path):
    name = spelled(path, "openblas_get_corename")
    return None if name is None else text(name)


def text(function):
    function.restype = ctypes.c_char_p
    return function().decode()


def numpy():
    return behind("_multiarray_umath", "cblas_sgemm")


def torch():
    return behind("libtorch_cpu", "sgemm_", "sgeqrf_")


if __name__ == "__main__":
    import numpy as _

    sys.exit(numpy()["name"] is None)
