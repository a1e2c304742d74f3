// Generators: the object, running it, and delegation by `yield from` and `await`.
#pragma once
#include "cy/errors.h"
#include "cy/function.h"
#include "cy/stack.h"

namespace cy {

struct Generator;
enum GeneratorId : int { kind_generator, kind_coroutine, kind_async_generator, kind_iterable_coroutine };
// What a generator is: the constants generator_kind, coroutine_kind ... stand beside their classes.
struct GeneratorKind {
  GeneratorId id;
  PyTypeObject* (*type)();
};
// Runs the body from generator->label. sent: a new reference that the body takes (borrowed None at the start), or NULL: an exception
// is raised. Gives a value (yielded), or NULL: generator_return has set the result, or an exception is raised.
using ResumeFunction = PyObject* (*)(Generator*, PyObject* sent);
struct GeneratorInfo {
  ResumeFunction resume;
  std::size_t frame_size;     // of the emitted frame struct, which begins with all object fields
  int object_count;
  void (*destroy)(void*);     // releases the frame's fields that are no objects, or nullptr
  const FunctionInfo* function;  // nullptr: a generator expression
  GeneratorKind kind;
};
struct Generator {
  PyObject_VAR_HEAD
  const GeneratorInfo* info;
  PyObject *closure, *delegate, *result, *name, *qualname, *code, *shown_frame, *finalizer;  // finalizer: of an async generator
  PyObject* weakrefs;
  _PyErr_StackItem handled;   // the handled exception of the body
  int label;                  // 0: not started, -1: finished
  bool running, hooks_done, async_running, async_closed;
};
constexpr std::size_t generator_frame_offset = (sizeof(Generator) + 15) / 16 * 16;
inline void* generator_frame(Generator* g) { return reinterpret_cast<char*>(g) + generator_frame_offset; }
inline Generator* as_generator(PyObject* o) { return reinterpret_cast<Generator*>(o); }
inline PyObject** generator_fields(Generator* g) { return &g->closure; }
constexpr int generator_field_count = 8;
enum Outcome : int { outcome_error = -1, outcome_return = 0, outcome_next = 1 };

// ---- the object
CY_UNUSED static int generator_traverse(PyObject* self, visitproc visit, void* arg) {
  Generator* g = as_generator(self);
  for (int i = 0; i < generator_field_count; ++i) Py_VISIT(generator_fields(g)[i]);
  PyObject** objects = static_cast<PyObject**>(generator_frame(g));
  for (int i = 0; i < g->info->object_count; ++i) Py_VISIT(objects[i]);
  Py_VISIT(g->handled.exc_value);
  return 0;
}
CY_UNUSED static void clear_handled(Generator* g) {
  Py_CLEAR(g->handled.exc_value);
#if PY_VERSION_HEX < 0x030B0000
  Py_CLEAR(g->handled.exc_type);
  Py_CLEAR(g->handled.exc_traceback);
#endif
}
// The body is over: nothing of it is kept.
CY_UNUSED static void clear_frame(Generator* g) {
  g->label = -1;
  PyObject** objects = static_cast<PyObject**>(generator_frame(g));
  for (int i = 0; i < g->info->object_count; ++i) Py_CLEAR(objects[i]);
  if (g->info->destroy) g->info->destroy(generator_frame(g));
  Py_CLEAR(g->closure);
  Py_CLEAR(g->delegate);
  clear_handled(g);
}
CY_UNUSED static int generator_clear(PyObject* self) {
  Generator* g = as_generator(self);
  if (g->label >= 0) clear_frame(g);
  for (int i = 0; i < generator_field_count; ++i) Py_CLEAR(generator_fields(g)[i]);
  return 0;
}
CY_UNUSED static void generator_dealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  if (as_generator(self)->weakrefs) PyObject_ClearWeakRefs(self);
  if (as_generator(self)->label >= 0) {
    PyObject_GC_Track(self);
    if (PyObject_CallFinalizerFromDealloc(self) < 0) return;  // resurrected
    PyObject_GC_UnTrack(self);
  }
  generator_clear(self);
  PyObject_GC_Del(self);
}
inline bool is_own_generator(PyObject* o) { return Py_TYPE(o)->tp_dealloc == generator_dealloc; }
CY_UNUSED static const char* generator_word(const Generator* g) {
  return g->info->kind.id == kind_coroutine ? "coroutine" : g->info->kind.id == kind_async_generator ? "async generator" : "generator";
}
// At a return: gives what the resume function returns.
inline PyObject* generator_return(Generator* g, PyObject* stolen) {
  g->result = stolen;
  return nullptr;
}

// ---- running the body
CY_COLD CY_UNUSED static int raise_generator_running(const Generator* g) {
  PyErr_Format(PyExc_ValueError, "%s already executing", generator_word(g));
  return outcome_error;
}
// PEP 479: a StopIteration may not leave the body.
CY_COLD CY_UNUSED static void replace_stop_iteration(const Generator* g) {
  bool is_async_stop = g->info->kind.id == kind_async_generator && PyErr_ExceptionMatches(PyExc_StopAsyncIteration);
  if (!is_async_stop && !PyErr_ExceptionMatches(PyExc_StopIteration)) return;
  PyObject* stop = take_raised();
  PyErr_Format(PyExc_RuntimeError, "%s raised %s", generator_word(g), is_async_stop ? "StopAsyncIteration" : "StopIteration");
  PyObject* error = take_raised();
  PyException_SetCause(error, new_reference(stop));
  PyException_SetContext(error, stop);
  raise_again(error);
}
// An exception thrown into a body that is handling another one has that as its context.
CY_UNUSED static void chain_thrown(Generator* g) {
  PyObject* handled = g->handled.exc_value;
  if (!handled || handled == Py_None) return;
  PyObject* raised = take_raised();
  PyObject* context = raised ? PyException_GetContext(raised) : nullptr;
  if (raised && !context && raised != handled) PyException_SetContext(raised, new_reference(handled));
  Py_XDECREF(context);
  if (raised) raise_again(raised);
}
// sent: taken over; NULL: an exception is raised.
CY_UNUSED static int resume_body(Generator* g, PyObject* sent, PyObject** result) {
  if (!sent) chain_thrown(g);
  PyThreadState* state = PyThreadState_Get();
  g->handled.previous_item = state->exc_info;
  state->exc_info = &g->handled;
  g->running = true;
  PyObject* value = g->info->resume(g, sent);
  g->running = false;
  state->exc_info = g->handled.previous_item;
  g->handled.previous_item = nullptr;
  if (CY_LIKELY(value != nullptr)) {
    *result = value;
    return outcome_next;
  }
  g->label = -1;
  *result = g->result;
  g->result = nullptr;
  if (!*result) replace_stop_iteration(g);
  ExceptionState raised;
  save_raised(&raised);
  clear_frame(g);
  restore_raised(&raised);
  return *result ? outcome_return : outcome_error;
}
CY_UNUSED static int send_to_delegate(PyObject* delegate, PyObject* sent, PyObject** result);
// send(): sent is borrowed.
CY_UNUSED static int generator_step(Generator* g, PyObject* sent, PyObject** result) {
  *result = nullptr;
  if (CY_UNLIKELY(g->running)) return raise_generator_running(g);
  if (CY_UNLIKELY(check_stack() < 0)) return outcome_error;
  if (CY_UNLIKELY(g->label == -1)) {
    if (g->info->kind.id == kind_coroutine) {
      PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited coroutine");
      return outcome_error;
    }
    *result = new_reference(Py_None);
    return outcome_return;
  }
  if (g->label == 0) {
    if (CY_LIKELY(sent == Py_None)) return resume_body(g, sent, result);
    PyErr_Format(PyExc_TypeError, "can't send non-None value to a just-started %s", generator_word(g));
    return outcome_error;
  }
  if (!g->delegate) return resume_body(g, new_reference(sent), result);
  g->running = true;  // also while the delegate goes away: that may let another thread in
  int outcome = send_to_delegate(g->delegate, sent, result);
  if (CY_LIKELY(outcome == outcome_next)) {
    g->running = false;
    return outcome;
  }
  Py_CLEAR(g->delegate);
  return resume_body(g, outcome == outcome_return ? *result : nullptr, result);
}
// The raised exception ends a foreign iteration with a value, or stays.
CY_UNUSED static int outcome_of_stop(PyObject** result) {
  *result = stop_iteration_value();
  return *result ? outcome_return : outcome_error;
}
CY_UNUSED static int send_to_delegate(PyObject* delegate, PyObject* sent, PyObject** result) {
  if (CY_LIKELY(is_own_generator(delegate))) return generator_step(as_generator(delegate), sent, result);
#if PY_VERSION_HEX >= 0x030A0000
  return PyIter_Send(delegate, sent, result);
#else
  if (sent == Py_None && Py_TYPE(delegate)->tp_iternext) *result = Py_TYPE(delegate)->tp_iternext(delegate);
  else *result = PyObject_CallMethod(delegate, "send", "(O)", sent);
  return *result ? outcome_next : outcome_of_stop(result);
#endif
}

// ---- throw and close
CY_UNUSED static int close_generator(Generator* g);
CY_UNUSED static int close_delegate(PyObject* delegate) {
  if (is_own_generator(delegate)) return close_generator(as_generator(delegate));
  PyObject* name = PyUnicode_InternFromString("close");
  PyObject* method = nullptr;
  int found = name ? attribute_if_present(delegate, name, &method) : -1;
  Py_XDECREF(name);
  if (found < 0) PyErr_WriteUnraisable(delegate);
  if (!method) return 0;
  PyObject* none = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  Py_XDECREF(none);
  return none ? 0 : -1;
}
CY_UNUSED static int throw_into(Generator* g, PyObject** result);
// The raised exception goes to the delegate; outcome of that. Without a throw method it comes back.
CY_UNUSED static int throw_to_delegate(PyObject* delegate, PyObject** result) {
  if (is_own_generator(delegate)) return throw_into(as_generator(delegate), result);
  PyObject* raised = take_raised();
  PyObject* name = PyUnicode_InternFromString("throw");
  PyObject* method = nullptr;
  int found = name ? attribute_if_present(delegate, name, &method) : -1;
  Py_XDECREF(name);
  if (!method) {
    if (found == 0) raise_again(raised);
    else Py_DECREF(raised);
    return outcome_error;
  }
  *result = PyObject_CallFunctionObjArgs(method, raised, nullptr);
  Py_DECREF(method);
  Py_DECREF(raised);
  return *result ? outcome_next : outcome_of_stop(result);
}
// The raised exception is raised inside the body.
CY_UNUSED static int throw_into(Generator* g, PyObject** result) {
  *result = nullptr;
  if (CY_UNLIKELY(g->running)) {
    PyErr_Clear();
    return raise_generator_running(g);
  }
  if (g->label == 0) {
    ExceptionState raised;
    save_raised(&raised);
    clear_frame(g);
    restore_raised(&raised);
  }
  if (g->label == -1) return outcome_error;
  if (!g->delegate) return resume_body(g, nullptr, result);
  int outcome;
  g->running = true;
  if (PyErr_ExceptionMatches(PyExc_GeneratorExit)) {
    ExceptionState raised;
    save_raised(&raised);
    if (close_delegate(g->delegate) == 0) restore_raised(&raised);
    else drop_exception(&raised);
    outcome = outcome_error;
  } else {
    outcome = throw_to_delegate(g->delegate, result);
  }
  if (outcome == outcome_next) {
    g->running = false;
    return outcome;
  }
  Py_CLEAR(g->delegate);
  return resume_body(g, outcome == outcome_return ? *result : nullptr, result);
}
CY_UNUSED static int close_generator(Generator* g) {
  if (CY_UNLIKELY(g->running)) return raise_generator_running(g);
  if (g->label == 0) clear_frame(g);
  if (g->label == -1) return 0;
  PyErr_SetNone(PyExc_GeneratorExit);
  PyObject* result;
  int outcome = throw_into(g, &result);
  Py_XDECREF(result);
  if (outcome == outcome_next) {
    PyErr_Format(PyExc_RuntimeError, "%s ignored GeneratorExit", generator_word(g));
    return -1;
  }
  if (outcome == outcome_error) {
    if (!PyErr_ExceptionMatches(PyExc_GeneratorExit) && !PyErr_ExceptionMatches(PyExc_StopIteration)) return -1;
    PyErr_Clear();
  }
  return 0;
}

// ---- methods
// StopIteration with a value (taken over).
CY_UNUSED static PyObject* raise_stop_iteration(PyObject* value) {
  if (value == Py_None) {
    PyErr_SetNone(PyExc_StopIteration);
  } else if (PyObject* stop = PyObject_CallFunctionObjArgs(PyExc_StopIteration, value, nullptr)) {
    PyErr_SetObject(PyExc_StopIteration, stop);
    Py_DECREF(stop);
  }
  Py_DECREF(value);
  return nullptr;
}
CY_UNUSED static PyObject* outcome_as_call(int outcome, PyObject** result) {
  return outcome == outcome_return ? raise_stop_iteration(*result) : *result;
}
CY_UNUSED static PyObject* generator_next(PyObject* self) {
  PyObject* result;
  int outcome = generator_step(as_generator(self), Py_None, &result);
  if (outcome == outcome_return && result == Py_None) return Py_DECREF(result), nullptr;
  return outcome_as_call(outcome, &result);
}
CY_UNUSED static PyObject* generator_send(PyObject* self, PyObject* sent) {
  PyObject* result;
  return outcome_as_call(generator_step(as_generator(self), sent, &result), &result);
}
// throw(type[, value[, traceback]]): raises it here.
CY_UNUSED static int raise_thrown(PyObject* arguments) {
  PyObject *type, *value = nullptr, *traceback = nullptr;
  if (!PyArg_UnpackTuple(arguments, "throw", 1, 3, &type, &value, &traceback)) return -1;
  if (!PyExceptionInstance_Check(type) && !PyExceptionClass_Check(type)) {
    PyErr_Format(PyExc_TypeError, "exceptions must be classes or instances deriving from BaseException, not %s", Py_TYPE(type)->tp_name);
    return -1;
  }
  if (traceback && traceback != Py_None && !PyTraceBack_Check(traceback)) return raise_type_error("throw() third argument must be a traceback object");
  // The body decides what its context is: what the caller handles is none of it.
  PyObject *own = PyExceptionInstance_Check(type) ? type : nullptr, *context = own ? PyException_GetContext(own) : nullptr;
  raise_exception(type, value, traceback, nullptr);
  PyObject* raised = take_raised();
  bool is_thrown = raised && (own ? raised == own : reinterpret_cast<PyObject*>(Py_TYPE(raised)) == type);
  if (is_thrown) PyException_SetContext(raised, context);
  else Py_XDECREF(context);
  if (raised) raise_again(raised);
  return 0;
}
CY_UNUSED static PyObject* generator_throw(PyObject* self, PyObject* arguments) {
  if (raise_thrown(arguments) < 0) return nullptr;
  PyObject* result;
  return outcome_as_call(throw_into(as_generator(self), &result), &result);
}
CY_UNUSED static PyObject* generator_close(PyObject* self, PyObject*) {
  return close_generator(as_generator(self)) < 0 ? nullptr : new_reference(Py_None);
}
CY_UNUSED static PyObject* generator_reduce(PyObject* self, PyObject*) {
  PyErr_Format(PyExc_TypeError, "cannot pickle '%.200s' object", Py_TYPE(self)->tp_name);
  return nullptr;
}
#if PY_VERSION_HEX >= 0x030A0000
CY_UNUSED static PySendResult generator_am_send(PyObject* self, PyObject* sent, PyObject** result) {
  return static_cast<PySendResult>(generator_step(as_generator(self), sent, result));
}
#endif
CY_UNUSED static void finalize_generator(PyObject* self) {
  Generator* g = as_generator(self);
  if (g->label <= 0) return;
  ExceptionState raised;
  save_raised(&raised);
  if (close_generator(g) < 0) PyErr_WriteUnraisable(self);
  restore_raised(&raised);
}

// ---- attributes
CY_UNUSED static PyObject* generator_repr(PyObject* self) {
  const Generator* g = as_generator(self);
  const char* word = g->info->kind.id == kind_coroutine ? "coroutine" : g->info->kind.id == kind_async_generator ? "async_generator" : "generator";
  return PyUnicode_FromFormat("<%s object %S at %p>", word, g->qualname, static_cast<void*>(self));
}
CY_UNUSED static PyObject* generator_get_name(PyObject* self, void*) { return new_reference(as_generator(self)->name); }
CY_UNUSED static int generator_set_name(PyObject* self, PyObject* value, void*) {
  return set_name_field(&as_generator(self)->name, value, "__name__ must be set to a string object");
}
CY_UNUSED static PyObject* generator_get_qualname(PyObject* self, void*) { return new_reference(as_generator(self)->qualname); }
CY_UNUSED static int generator_set_qualname(PyObject* self, PyObject* value, void*) {
  return set_name_field(&as_generator(self)->qualname, value, "__qualname__ must be set to a string object");
}
CY_UNUSED static PyObject* generator_running(PyObject* self, void*) { return PyBool_FromLong(as_generator(self)->running); }
CY_UNUSED static PyObject* generator_suspended(PyObject* self, void*) {
  return PyBool_FromLong(as_generator(self)->label > 0 && !as_generator(self)->running);
}
CY_UNUSED static PyObject* generator_delegate_object(PyObject* self, void*) {
  PyObject* delegate = as_generator(self)->delegate;
  return new_reference(delegate ? delegate : Py_None);
}
CY_UNUSED static PyObject* generator_code(PyObject* self, void*) {
  Generator* g = as_generator(self);
  if (!g->code) g->code = g->info->function ? make_code(g->info->function) : reinterpret_cast<PyObject*>(PyCode_NewEmpty("<generator>", "genexpr", 1));
  Py_XINCREF(g->code);
  return g->code;
}
CY_UNUSED static PyObject* generator_frame_object(PyObject* self, void*) {
  if (as_generator(self)->label == -1) return new_reference(Py_None);
  PyObject*& shown = as_generator(self)->shown_frame;
  if (shown) return new_reference(shown);
  PyObject* code = generator_code(self, nullptr);
  if (!code) return nullptr;
  shown = reinterpret_cast<PyObject*>(PyFrame_New(PyThreadState_Get(), reinterpret_cast<PyCodeObject*>(code), module_dict, nullptr));
  Py_DECREF(code);
  Py_XINCREF(shown);
  return shown;
}
// What the three classes have in common; `prefix` of the attributes: gi, cr, ag.
CY_UNUSED static void begin_generator_type(PyTypeObject* type, const char* name) {
  begin_type(type, name, generator_frame_offset, generator_dealloc);
  type->tp_itemsize = 1;
  type->tp_flags |= Py_TPFLAGS_HAVE_GC;
#if PY_VERSION_HEX < 0x030A0000
  type->tp_flags |= Py_TPFLAGS_HAVE_FINALIZE;
#endif
  type->tp_traverse = generator_traverse;
  type->tp_clear = generator_clear;
  type->tp_repr = generator_repr;
  type->tp_finalize = finalize_generator;
  type->tp_weaklistoffset = offsetof(Generator, weakrefs);
}
CY_UNUSED static PyObject* make_generator(const GeneratorInfo* info, PyObject* closure) {
  PyTypeObject* type = info->kind.type();
  Py_ssize_t size = static_cast<Py_ssize_t>(info->frame_size);
  Generator* g = type ? PyObject_GC_NewVar(Generator, type, size) : nullptr;
  if (CY_UNLIKELY(!g)) return nullptr;
  std::memset(reinterpret_cast<char*>(g) + offsetof(Generator, info), 0, generator_frame_offset - offsetof(Generator, info) + info->frame_size);
  g->info = info;
  Py_XINCREF(closure);
  g->closure = closure;
  if (info->function) {
    PyObject* const* constants = info->function->arguments->constants;
    g->name = new_reference(constants[info->function->name]);
    g->qualname = new_reference(constants[info->function->qualname]);
  } else {
    g->name = PyUnicode_InternFromString("genexpr");
    g->qualname = PyUnicode_InternFromString("genexpr");
  }
  PyObject_GC_Track(g);
  return reinterpret_cast<PyObject*>(g);
}

// ---- the class `generator`
static PyTypeObject generator_type;
CY_UNUSED static PyTypeObject* ready_generator_type() {
  static PyGetSetDef attributes[] = {{"__name__", generator_get_name, generator_set_name, "Name of the generator.", nullptr},
                                     {"__qualname__", generator_get_qualname, generator_set_qualname, "Qualified name of the generator.", nullptr},
                                     {"gi_running", generator_running, nullptr, nullptr, nullptr},
                                     {"gi_suspended", generator_suspended, nullptr, nullptr, nullptr},
                                     {"gi_yieldfrom", generator_delegate_object, nullptr, nullptr, nullptr},
                                     {"gi_code", generator_code, nullptr, nullptr, nullptr},
                                     {"gi_frame", generator_frame_object, nullptr, nullptr, nullptr},
                                     {nullptr, nullptr, nullptr, nullptr, nullptr}};
  static PyMethodDef methods[] = {{"send", generator_send, METH_O, "Sends a value into generator; gives the next value or raises StopIteration."},
                                  {"throw", generator_throw, METH_VARARGS, "Raises an exception in generator; gives the next value or raises StopIteration."},
                                  {"close", generator_close, METH_NOARGS, "Raises GeneratorExit inside generator."},
                                  {"__reduce__", generator_reduce, METH_NOARGS, nullptr},
                                  {"__reduce_ex__", generator_reduce, METH_O, nullptr},
                                  {nullptr, nullptr, 0, nullptr}};
  PyTypeObject* type = &generator_type;
  if (type->tp_name) return type;
  begin_generator_type(type, "_cyrite.generator");
  type->tp_iter = PyObject_SelfIter;
  type->tp_iternext = generator_next;
  type->tp_getset = attributes;
  type->tp_methods = methods;
#if PY_VERSION_HEX >= 0x030A0000
  static PyAsyncMethods async = {nullptr, nullptr, nullptr, generator_am_send};
  type->tp_as_async = &async;
#endif
  return PyType_Ready(type) < 0 ? nullptr : type;
}
constexpr GeneratorKind generator_kind = {kind_generator, ready_generator_type};

// ---- yield from
// Starts the delegate (taken over): see generator_delegate.
CY_UNUSED static PyObject* start_delegate(Generator* g, PyObject* delegate, PyObject*& result) {
  if (CY_UNLIKELY(!delegate)) return nullptr;
  PyObject* value;
  int outcome = send_to_delegate(delegate, Py_None, &value);
  if (CY_LIKELY(outcome == outcome_next)) {
    g->delegate = delegate;
    return value;
  }
  Py_DECREF(delegate);
  if (outcome == outcome_return) result = value;
  return nullptr;
}
CY_UNUSED static PyObject* yield_from_iterator(Generator* g, PyObject* o) {
  bool own = is_own_generator(o);
  bool is_coroutine_object = own ? as_generator(o)->info->kind.id == kind_coroutine : PyCoro_CheckExact(o);
  if (CY_UNLIKELY(is_coroutine_object) && g->info->kind.id != kind_coroutine && g->info->kind.id != kind_iterable_coroutine) {
    raise_type_error(own ? "cannot 'yield from' a coroutine object in a non-coroutine generator" : "'coroutine' object is not iterable");
    return nullptr;
  }
  if (is_coroutine_object || (own && as_generator(o)->info->kind.id != kind_async_generator)) return new_reference(o);
  return PyObject_GetIter(o);
}
CY_UNUSED static PyObject* generator_delegate(Generator* g, PyObject* iterable, PyObject*& result) {
  return start_delegate(g, yield_from_iterator(g, iterable), result);
}

}  // namespace cy
