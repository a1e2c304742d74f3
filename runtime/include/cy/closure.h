// Closures: the captured variables of one call of a function.
#pragma once
#include "cy/static_type.h"

namespace cy {

struct ClosureInfo {
  std::size_t size;          // of the emitted struct, which begins with Closure and goes on with all object fields
  int object_count;
  void (*destroy)(void*);    // releases the fields that are no objects, or nullptr
};
struct Closure {
  PyObject_VAR_HEAD
  const ClosureInfo* info;
};
static PyTypeObject closure_type;

inline PyObject** closure_objects(PyObject* self) { return reinterpret_cast<PyObject**>(reinterpret_cast<Closure*>(self) + 1); }
CY_UNUSED static int closure_traverse(PyObject* self, visitproc visit, void* arg) {
  PyObject** objects = closure_objects(self);
  for (int i = 0; i < reinterpret_cast<Closure*>(self)->info->object_count; ++i) Py_VISIT(objects[i]);
  return 0;
}
CY_UNUSED static int closure_clear(PyObject* self) {
  PyObject** objects = closure_objects(self);
  for (int i = 0; i < reinterpret_cast<Closure*>(self)->info->object_count; ++i) Py_CLEAR(objects[i]);
  return 0;
}
CY_UNUSED static void closure_dealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_TRASHCAN_BEGIN(self, closure_dealloc)
  closure_clear(self);
  const ClosureInfo* info = reinterpret_cast<Closure*>(self)->info;
  if (info->destroy) info->destroy(self);
  PyObject_GC_Del(self);
  Py_TRASHCAN_END
}
CY_UNUSED static PyTypeObject* ready_closure_type() {
  PyTypeObject* type = &closure_type;
  if (type->tp_name) return type;
  begin_type(type, "_cyrite.closure", sizeof(Closure), closure_dealloc);
  type->tp_itemsize = 1;
  type->tp_flags |= Py_TPFLAGS_HAVE_GC;
  type->tp_traverse = closure_traverse;
  type->tp_clear = closure_clear;
  return PyType_Ready(type) < 0 ? nullptr : type;
}
// The first field refers to the closure object around this one (or is NULL), all others are zero.
CY_UNUSED static PyObject* make_closure(const ClosureInfo* info, PyObject* outer) {
  PyTypeObject* type = ready_closure_type();
  Py_ssize_t extra = static_cast<Py_ssize_t>(info->size - sizeof(Closure));
  Closure* c = type ? PyObject_GC_NewVar(Closure, type, extra) : nullptr;
  if (CY_UNLIKELY(!c)) return nullptr;
  c->info = info;
  std::memset(static_cast<void*>(c + 1), 0, static_cast<std::size_t>(extra));
  Py_XINCREF(outer);
  closure_objects(reinterpret_cast<PyObject*>(c))[0] = outer;
  PyObject_GC_Track(c);
  return reinterpret_cast<PyObject*>(c);
}

}  // namespace cy
