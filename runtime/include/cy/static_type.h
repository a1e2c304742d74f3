// The few classes that the runtime itself defines: zero memory that is filled and made ready at the first use.
#pragma once
#include "cy/python.h"

namespace cy {

// Sets the head and what every such class has in common. There is no tp_new: Python code cannot make instances. Every slot that is set costs a
// descriptor when the class is made ready, which each import pays: those that equal what object has are left out.
CY_ONCE CY_UNUSED static void begin_type(PyTypeObject* type, const char* name, std::size_t size, destructor dealloc) {
  PyVarObject head = {PyObject_HEAD_INIT(nullptr) 0};
  std::memcpy(static_cast<void*>(type), &head, sizeof head);
  type->tp_name = name;
  type->tp_basicsize = static_cast<Py_ssize_t>(size);
  type->tp_dealloc = dealloc;
  type->tp_flags = Py_TPFLAGS_DEFAULT;
}

}  // namespace cy
