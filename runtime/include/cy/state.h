// The module that the emitted code belongs to; set while it is made.
#pragma once
#include "cy/python.h"

namespace cy {

static PyObject* module_object CY_UNUSED;    // borrowed: the module keeps itself
static PyObject* module_dict CY_UNUSED;      // its namespace, borrowed from it
static PyObject* builtins_dict CY_UNUSED;    // the namespace of the builtins module

}  // namespace cy
