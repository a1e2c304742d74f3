// Python classes: metaclass, namespace, the body as statements that fill it, and the class made of it.
#include "lower/lowering.h"

namespace cyrite::lower {

using namespace typed;

void FunctionLowering::lower(const MakeClass& s) {
  Value bases = s.bases ? value(s.bases) : b.constant(m.source.constants.add({Constant::EmptyTuple, {}, {}}), types.tuple);
  Value keywords = s.keywords ? value(s.keywords) : object_null();
  Value metaclass = call(rt::class_metaclass, types.object, {bases, keywords});
  Value name = name_object(s.name);
  Value module_name = name_object(m.source.constants.name(m.source.name));
  Value doc = s.has_doc ? b.constant(s.doc, types.object) : object_null();
  Value prepared = call(rt::class_prepare, types.object, {metaclass, bases, name, name_object(s.qualname), module_name, keywords, doc});
  b.store(local(s.class_namespace), as_type(prepared, s.class_namespace->type));
  statement(s.body);
  if (s.original_bases) call(rt::class_set_original_bases, types.int_, {b.load(local(s.class_namespace)), bases, value(s.original_bases)});
  if (s.names_metaclass) metaclass = call(rt::class_own_metaclass, types.object, {metaclass, bases, b.load(local(s.class_namespace))});
  Value made = call(rt::class_create, types.object, {metaclass, name, bases, b.load(local(s.class_namespace)), keywords});
  b.store(local(s.result), as_type(made, s.result->type));
  if (s.class_cell) b.store(local(s.class_cell), as_type(b.load(local(s.result)), s.class_cell->type));
}

void FunctionLowering::lower(const MakeExtensionType& s) { b.add(Op::MakeType, nullptr, {s.bases ? value(s.bases) : object_null()})->of_type = s.made; }

}  // namespace cyrite::lower
