// Async generators: `async def` with `yield`; the objects that asend, athrow and aclose give to await.
#pragma once
#include "cy/coroutine.h"

namespace cy {

// ---- a value that the body yields to the caller of asend, as against one that an await inside passes on
struct AsyncValue {
  PyObject_HEAD
  PyObject* value;
};
static PyTypeObject async_value_type;
CY_UNUSED static void async_value_dealloc(PyObject* self) {
  Py_XDECREF(reinterpret_cast<AsyncValue*>(self)->value);
  PyObject_Free(self);
}
CY_UNUSED static PyObject* async_generator_value(PyObject* value) {
  PyTypeObject* type = &async_value_type;
  if (CY_UNLIKELY(!type->tp_name)) {
    begin_type(type, "_cyrite.async_generator_wrapped_value", sizeof(AsyncValue), async_value_dealloc);
    if (PyType_Ready(type) < 0) return nullptr;
  }
  AsyncValue* wrapped = PyObject_New(AsyncValue, type);
  if (CY_UNLIKELY(!wrapped)) return nullptr;
  wrapped->value = new_reference(value);
  return reinterpret_cast<PyObject*>(wrapped);
}
inline bool is_async_value(PyObject* o) { return Py_IS_TYPE(o, &async_value_type); }

// ---- the awaitable of asend (throwing false), athrow and aclose (arguments NULL)
struct AsyncStep {
  PyObject_HEAD
  PyObject *generator, *argument;  // argument: the value sent, or the tuple of athrow
  char kind;                       // s asend, t athrow, c aclose
  char state;                      // 0 new, 1 running, 2 closed
};
static PyTypeObject async_step_type;
inline AsyncStep* as_async_step(PyObject* o) { return reinterpret_cast<AsyncStep*>(o); }
CY_UNUSED static int async_step_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(as_async_step(self)->generator);
  Py_VISIT(as_async_step(self)->argument);
  return 0;
}
CY_UNUSED static void async_step_dealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_CLEAR(as_async_step(self)->generator);
  Py_CLEAR(as_async_step(self)->argument);
  PyObject_GC_Del(self);
}
CY_UNUSED static PyObject* close_async_step(AsyncStep* step) {
  step->state = 2;
  as_generator(step->generator)->async_running = false;
  return nullptr;
}
// What a step of the body means for the awaiter.
CY_UNUSED static PyObject* async_step_result(AsyncStep* step, int outcome, PyObject** place) {
  PyObject* result = *place;
  Generator* g = as_generator(step->generator);
  if (outcome == outcome_next) {
    if (!is_async_value(result)) return result;  // an await inside: passed on
    close_async_step(step);
    PyObject* value = new_reference(reinterpret_cast<AsyncValue*>(result)->value);
    Py_DECREF(result);
    if (step->kind != 'c') return raise_stop_iteration(value);
    Py_DECREF(value);
    PyErr_SetString(PyExc_RuntimeError, "async generator ignored GeneratorExit");
    return nullptr;
  }
  close_async_step(step);
  g->async_closed = true;
  if (outcome == outcome_return) {
    Py_DECREF(result);
    PyErr_SetNone(step->kind == 'c' ? PyExc_StopIteration : PyExc_StopAsyncIteration);
  } else if (step->kind == 'c' && (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit))) {
    PyErr_Clear();
    PyErr_SetNone(PyExc_StopIteration);
  }
  return nullptr;
}
CY_COLD CY_UNUSED static PyObject* raise_async_reuse(const AsyncStep* step) {
  PyErr_SetString(PyExc_RuntimeError, step->kind == 's' ? "cannot reuse already awaited __anext__()/asend()" : "cannot reuse already awaited aclose()/athrow()");
  return nullptr;
}
// First step of an awaitable: takes hold of the generator.
CY_UNUSED static int begin_async_step(AsyncStep* step) {
  Generator* g = as_generator(step->generator);
  if (g->async_running) {
    close_async_step(step);
    g->async_running = true;
    PyErr_Format(PyExc_RuntimeError, "%s: asynchronous generator is already running",
                 step->kind == 's' ? "anext()" : step->kind == 't' ? "athrow()" : "aclose()");
    return -1;
  }
  if (g->async_closed && step->kind != 's') {
    step->state = 2;
    PyErr_SetNone(step->kind == 'c' ? PyExc_StopIteration : PyExc_StopAsyncIteration);
    return -1;
  }
  step->state = 1;
  g->async_running = true;
  return 0;
}
CY_UNUSED static PyObject* async_step_send(PyObject* self, PyObject* sent) {
  AsyncStep* step = as_async_step(self);
  Generator* g = as_generator(step->generator);
  PyObject* result = nullptr;
  if (step->state == 2) return raise_async_reuse(step);
  if (step->state == 1) return async_step_result(step, generator_step(g, sent, &result), &result);
  if (step->kind != 's' && sent != Py_None) {
    PyErr_SetString(PyExc_RuntimeError, "can't send non-None value to a just-started coroutine");
    return nullptr;
  }
  if (begin_async_step(step) < 0) return nullptr;
  if (step->kind == 's') {
    if (sent == Py_None && step->argument) sent = step->argument;
    return async_step_result(step, generator_step(g, sent, &result), &result);
  }
  if (step->kind == 't') {
    if (raise_thrown(step->argument) < 0) return close_async_step(step);
  } else {
    g->async_closed = true;
    if (g->label == 0) clear_frame(g);
    if (g->label == -1) {
      close_async_step(step);
      PyErr_SetNone(PyExc_StopIteration);
      return nullptr;
    }
    PyErr_SetNone(PyExc_GeneratorExit);
  }
  return async_step_result(step, throw_into(g, &result), &result);
}
CY_UNUSED static PyObject* async_step_next(PyObject* self) { return async_step_send(self, Py_None); }
CY_UNUSED static PyObject* async_step_throw(PyObject* self, PyObject* arguments) {
  AsyncStep* step = as_async_step(self);
  if (step->state == 2) return raise_async_reuse(step);
  if (step->state == 0 && begin_async_step(step) < 0) return nullptr;
  if (raise_thrown(arguments) < 0) return nullptr;
  PyObject* result = nullptr;
  return async_step_result(step, throw_into(as_generator(step->generator), &result), &result);
}
// Closing what is awaited half way closes the generator.
CY_UNUSED static PyObject* async_step_close(PyObject* self, PyObject*) {
  AsyncStep* step = as_async_step(self);
  if (step->state != 1) {
    step->state = 2;
    return new_reference(Py_None);
  }
  PyErr_SetNone(PyExc_GeneratorExit);
  PyObject* result = nullptr;
  result = async_step_result(step, throw_into(as_generator(step->generator), &result), &result);
  if (result) {
    Py_DECREF(result);
    PyErr_SetString(PyExc_RuntimeError, "coroutine ignored GeneratorExit");
    return nullptr;
  }
  if (!PyErr_ExceptionMatches(PyExc_StopIteration) && !PyErr_ExceptionMatches(PyExc_StopAsyncIteration) && !PyErr_ExceptionMatches(PyExc_GeneratorExit)) return nullptr;
  PyErr_Clear();
  return new_reference(Py_None);
}
CY_UNUSED static PyTypeObject* ready_async_step_type() {
  static PyMethodDef methods[] = {{"send", async_step_send, METH_O, nullptr},
                                  {"throw", async_step_throw, METH_VARARGS, nullptr},
                                  {"close", async_step_close, METH_NOARGS, nullptr},
                                  {nullptr, nullptr, 0, nullptr}};
  static PyAsyncMethods async;
  PyTypeObject* type = &async_step_type;
  if (type->tp_name) return type;
  begin_type(type, "_cyrite.async_generator_asend", sizeof(AsyncStep), async_step_dealloc);
  type->tp_flags |= Py_TPFLAGS_HAVE_GC;
  type->tp_traverse = async_step_traverse;
  async.am_await = PyObject_SelfIter;
  type->tp_as_async = &async;
  type->tp_iter = PyObject_SelfIter;
  type->tp_iternext = async_step_next;
  type->tp_methods = methods;
  return PyType_Ready(type) < 0 ? nullptr : type;
}

// ---- the hooks of the event loop
CY_UNUSED static int call_async_hooks(Generator* g) {
  if (g->hooks_done) return 0;
  g->hooks_done = true;
  PyThreadState* state = PyThreadState_Get();
  Py_XINCREF(state->async_gen_finalizer);
  g->finalizer = state->async_gen_finalizer;
  PyObject* first = state->async_gen_firstiter;
  if (!first) return 0;
  Py_INCREF(first);
  PyObject* none = PyObject_CallFunctionObjArgs(first, reinterpret_cast<PyObject*>(g), nullptr);
  Py_DECREF(first);
  Py_XDECREF(none);
  return none ? 0 : -1;
}
CY_UNUSED static PyObject* make_async_step(PyObject* self, PyObject* argument, char kind) {
  PyTypeObject* type = ready_async_step_type();
  if (!type || call_async_hooks(as_generator(self)) < 0) return nullptr;
  AsyncStep* step = PyObject_GC_New(AsyncStep, type);
  if (!step) return nullptr;
  step->generator = new_reference(self);
  Py_XINCREF(argument);
  step->argument = argument;
  step->kind = kind;
  step->state = 0;
  PyObject_GC_Track(step);
  return reinterpret_cast<PyObject*>(step);
}
CY_UNUSED static PyObject* async_generator_anext(PyObject* self) { return make_async_step(self, nullptr, 's'); }
CY_UNUSED static PyObject* async_generator_asend(PyObject* self, PyObject* sent) { return make_async_step(self, sent, 's'); }
CY_UNUSED static PyObject* async_generator_athrow(PyObject* self, PyObject* arguments) { return make_async_step(self, arguments, 't'); }
CY_UNUSED static PyObject* async_generator_aclose(PyObject* self, PyObject*) { return make_async_step(self, nullptr, 'c'); }
CY_UNUSED static PyObject* async_generator_running(PyObject* self, void*) { return PyBool_FromLong(as_generator(self)->async_running); }
CY_UNUSED static void finalize_async_generator(PyObject* self) {
  Generator* g = as_generator(self);
  if (g->label < 0 || !g->finalizer || g->async_closed) return finalize_generator(self);
  ExceptionState raised;
  save_raised(&raised);
  PyObject* none = PyObject_CallFunctionObjArgs(g->finalizer, self, nullptr);
  if (!none) PyErr_WriteUnraisable(self);
  Py_XDECREF(none);
  restore_raised(&raised);
}

// ---- the class `async_generator`
static PyTypeObject async_generator_type;
CY_UNUSED static PyTypeObject* ready_async_generator_type() {
  static PyGetSetDef attributes[] = {{"__name__", generator_get_name, generator_set_name, nullptr, nullptr},
                                     {"__qualname__", generator_get_qualname, generator_set_qualname, nullptr, nullptr},
                                     {"ag_running", async_generator_running, nullptr, nullptr, nullptr},
                                     {"ag_suspended", generator_suspended, nullptr, nullptr, nullptr},
                                     {"ag_await", generator_delegate_object, nullptr, nullptr, nullptr},
                                     {"ag_code", generator_code, nullptr, nullptr, nullptr},
                                     {"ag_frame", generator_frame_object, nullptr, nullptr, nullptr},
                                     {nullptr, nullptr, nullptr, nullptr, nullptr}};
  static PyMethodDef methods[] = {{"asend", async_generator_asend, METH_O, nullptr},
                                  {"athrow", async_generator_athrow, METH_VARARGS, nullptr},
                                  {"aclose", async_generator_aclose, METH_NOARGS, nullptr},
                                  {"__reduce__", generator_reduce, METH_NOARGS, nullptr},
                                  {"__reduce_ex__", generator_reduce, METH_O, nullptr},
                                  {nullptr, nullptr, 0, nullptr}};
  static PyAsyncMethods async;
  PyTypeObject* type = &async_generator_type;
  if (type->tp_name) return type;
  begin_generator_type(type, "_cyrite.async_generator");
  async.am_aiter = PyObject_SelfIter;
  async.am_anext = async_generator_anext;
  type->tp_as_async = &async;
  type->tp_finalize = finalize_async_generator;
  type->tp_getset = attributes;
  type->tp_methods = methods;
  return PyType_Ready(type) < 0 ? nullptr : type;
}
constexpr GeneratorKind async_generator_kind = {kind_async_generator, ready_async_generator_type};

}  // namespace cy
