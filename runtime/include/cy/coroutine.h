// Coroutines: `async def`, await, and what `async for` and `async with` ask for.
#pragma once
#include "cy/generator.h"

namespace cy {

// ---- what await makes of an object
CY_COLD CY_UNUSED static PyObject* raise_not_awaitable(PyObject* o) {
  raise_with_type(PyExc_TypeError, "object %.200s can't be used in 'await' expression", o);
  return nullptr;
}
CY_UNUSED static PyObject* awaitable_by_method(PyObject* o) {
  PyAsyncMethods* async = Py_TYPE(o)->tp_as_async;
  if (!async || !async->am_await) return raise_not_awaitable(o);
  PyObject* iterator = async->am_await(o);
  if (CY_UNLIKELY(!iterator)) return nullptr;
  bool is_coroutine_object = PyCoro_CheckExact(iterator) || (is_own_generator(iterator) && as_generator(iterator)->info->kind.id == kind_coroutine);
  if (CY_UNLIKELY(is_coroutine_object)) {
    raise_type_error("__await__() returned a coroutine");
  } else if (CY_UNLIKELY(!PyIter_Check(iterator))) {
    raise_with_type(PyExc_TypeError, "__await__() returned non-iterator of type '%.200s'", iterator);
  } else {
    return iterator;
  }
  Py_DECREF(iterator);
  return nullptr;
}
CY_UNUSED static bool is_iterable_coroutine_object(PyObject* o) {
  if (is_own_generator(o)) return as_generator(o)->info->kind.id == kind_iterable_coroutine;
  if (!PyGen_CheckExact(o)) return false;
  PyObject* code = PyObject_GetAttrString(o, "gi_code");
  bool marked = code && PyCode_Check(code) && (reinterpret_cast<PyCodeObject*>(code)->co_flags & CO_ITERABLE_COROUTINE);
  Py_XDECREF(code);
  if (!code) PyErr_Clear();
  return marked;
}
CY_UNUSED static PyObject* awaitable_iterator(PyObject* o) {
  if (is_own_generator(o) && as_generator(o)->info->kind.id == kind_coroutine) {
    if (CY_UNLIKELY(as_generator(o)->delegate != nullptr)) {
      PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
      return nullptr;
    }
    return new_reference(o);
  }
  if (PyCoro_CheckExact(o) || is_iterable_coroutine_object(o)) return new_reference(o);
  return awaitable_by_method(o);
}
CY_UNUSED static PyObject* generator_await(Generator* g, PyObject* awaitable, PyObject*& result) {
  return start_delegate(g, awaitable_iterator(awaitable), result);
}
CY_UNUSED static PyObject* object_aiter(PyObject* o) {
  PyAsyncMethods* async = Py_TYPE(o)->tp_as_async;
  if (CY_LIKELY(async && async->am_aiter)) return async->am_aiter(o);
  raise_with_type(PyExc_TypeError, "'async for' requires an object with __aiter__ method, got %.200s", o);
  return nullptr;
}
CY_UNUSED static PyObject* object_anext(PyObject* o) {
  PyAsyncMethods* async = Py_TYPE(o)->tp_as_async;
  if (CY_LIKELY(async && async->am_anext)) return async->am_anext(o);
  raise_with_type(PyExc_TypeError, "'async for' requires an object with __anext__ method, got %.200s", o);
  return nullptr;
}
CY_UNUSED static int raised_stop_async_iteration() {
  if (!PyErr_Occurred() || !PyErr_ExceptionMatches(PyExc_StopAsyncIteration)) return 0;
  PyErr_Clear();
  return 1;
}

// ---- what coroutine.__await__() gives
struct CoroutineWrapper {
  PyObject_HEAD
  PyObject* coroutine;
};
static PyTypeObject coroutine_wrapper_type;
inline PyObject* wrapped_coroutine(PyObject* self) { return reinterpret_cast<CoroutineWrapper*>(self)->coroutine; }
CY_UNUSED static void wrapper_dealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_CLEAR(reinterpret_cast<CoroutineWrapper*>(self)->coroutine);
  PyObject_GC_Del(self);
}
CY_UNUSED static int wrapper_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(wrapped_coroutine(self));
  return 0;
}
CY_UNUSED static PyObject* wrapper_next(PyObject* self) { return generator_next(wrapped_coroutine(self)); }
CY_UNUSED static PyObject* wrapper_send(PyObject* self, PyObject* sent) { return generator_send(wrapped_coroutine(self), sent); }
CY_UNUSED static PyObject* wrapper_throw(PyObject* self, PyObject* arguments) { return generator_throw(wrapped_coroutine(self), arguments); }
CY_UNUSED static PyObject* wrapper_close(PyObject* self, PyObject*) { return generator_close(wrapped_coroutine(self), nullptr); }
CY_UNUSED static PyTypeObject* ready_coroutine_wrapper_type() {
  static PyMethodDef methods[] = {{"send", wrapper_send, METH_O, "Sends a value into coroutine; gives the next value or raises StopIteration."},
                                  {"throw", wrapper_throw, METH_VARARGS, "Raises an exception in coroutine; gives the next value or raises StopIteration."},
                                  {"close", wrapper_close, METH_NOARGS, "Raises GeneratorExit inside coroutine."},
                                  {nullptr, nullptr, 0, nullptr}};
  PyTypeObject* type = &coroutine_wrapper_type;
  if (type->tp_name) return type;
  begin_type(type, "_cyrite.coroutine_wrapper", sizeof(CoroutineWrapper), wrapper_dealloc);
  type->tp_flags |= Py_TPFLAGS_HAVE_GC;
  type->tp_traverse = wrapper_traverse;
  type->tp_iter = PyObject_SelfIter;
  type->tp_iternext = wrapper_next;
  type->tp_methods = methods;
  return PyType_Ready(type) < 0 ? nullptr : type;
}
CY_UNUSED static PyObject* coroutine_await(PyObject* self) {
  PyTypeObject* type = ready_coroutine_wrapper_type();
  CoroutineWrapper* wrapper = type ? PyObject_GC_New(CoroutineWrapper, type) : nullptr;
  if (!wrapper) return nullptr;
  wrapper->coroutine = new_reference(self);
  PyObject_GC_Track(wrapper);
  return reinterpret_cast<PyObject*>(wrapper);
}

// ---- the class `coroutine`
static PyTypeObject coroutine_type;
CY_UNUSED static void finalize_coroutine(PyObject* self) {
  if (as_generator(self)->label != 0) return finalize_generator(self);
  ExceptionState raised;
  save_raised(&raised);
  if (PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine '%.50S' was never awaited", as_generator(self)->qualname) < 0) PyErr_WriteUnraisable(self);
  restore_raised(&raised);
}
CY_UNUSED static PyObject* coroutine_origin(PyObject*, void*) { return new_reference(Py_None); }
CY_UNUSED static PyTypeObject* ready_coroutine_type() {
  static PyGetSetDef attributes[] = {{"__name__", generator_get_name, generator_set_name, "Name of the coroutine.", nullptr},
                                     {"__qualname__", generator_get_qualname, generator_set_qualname, "Qualified name of the coroutine.", nullptr},
                                     {"cr_running", generator_running, nullptr, nullptr, nullptr},
                                     {"cr_suspended", generator_suspended, nullptr, nullptr, nullptr},
                                     {"cr_await", generator_delegate_object, nullptr, nullptr, nullptr},
                                     {"cr_code", generator_code, nullptr, nullptr, nullptr},
                                     {"cr_frame", generator_frame_object, nullptr, nullptr, nullptr},
                                     {"cr_origin", coroutine_origin, nullptr, nullptr, nullptr},
                                     {nullptr, nullptr, nullptr, nullptr, nullptr}};
  static PyMethodDef methods[] = {{"send", generator_send, METH_O, "Sends a value into coroutine; gives the next value or raises StopIteration."},
                                  {"throw", generator_throw, METH_VARARGS, "Raises an exception in coroutine; gives the next value or raises StopIteration."},
                                  {"close", generator_close, METH_NOARGS, "Raises GeneratorExit inside coroutine."},
                                  {"__reduce__", generator_reduce, METH_NOARGS, nullptr},
                                  {"__reduce_ex__", generator_reduce, METH_O, nullptr},
                                  {nullptr, nullptr, 0, nullptr}};
  static PyAsyncMethods async;
  PyTypeObject* type = &coroutine_type;
  if (type->tp_name) return type;
  begin_generator_type(type, "_cyrite.coroutine");
  async.am_await = coroutine_await;
#if PY_VERSION_HEX >= 0x030A0000
  async.am_send = generator_am_send;
#endif
  type->tp_as_async = &async;
  type->tp_finalize = finalize_coroutine;
  type->tp_getset = attributes;
  type->tp_methods = methods;
  return PyType_Ready(type) < 0 ? nullptr : type;
}
constexpr GeneratorKind coroutine_kind = {kind_coroutine, ready_coroutine_type};

// ---- the class of iterable coroutines: a generator that can also be awaited (types.coroutine, iterable_coroutine)
static PyTypeObject iterable_coroutine_type;
CY_UNUSED static PyTypeObject* ready_iterable_coroutine_type() {
  static PyAsyncMethods async;
  PyTypeObject* type = &iterable_coroutine_type;
  if (type->tp_name) return type;
  PyTypeObject* coroutine = ready_coroutine_type();
  if (!coroutine) return nullptr;
  begin_generator_type(type, "_cyrite.iterable_coroutine");
  async.am_await = coroutine_await;
#if PY_VERSION_HEX >= 0x030A0000
  async.am_send = generator_am_send;
#endif
  type->tp_as_async = &async;
  type->tp_iter = PyObject_SelfIter;
  type->tp_iternext = generator_next;
  type->tp_finalize = finalize_coroutine;
  type->tp_getset = coroutine->tp_getset;
  type->tp_methods = coroutine->tp_methods;
  return PyType_Ready(type) < 0 ? nullptr : type;
}
constexpr GeneratorKind iterable_coroutine_kind = {kind_iterable_coroutine, ready_iterable_coroutine_type};

}  // namespace cy
