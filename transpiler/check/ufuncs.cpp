// @cython.ufunc: a C function becomes one loop of a NumPy ufunc (each instance of a fused function one), and the name of the function
// is that of the ufunc.
#include <fmt/format.h>

#include "check/statements.h"

namespace cyrite::check {

namespace {

bool is_item_type(const Type* type) {
  if (is_object(type)) return kind_of(type) != TypeKind::Buffer;
  auto* integer = as<IntType>(type);
  if (integer) return integer->role != IntRole::Truth && integer->rank != IntRank::Bool && integer->rank != IntRank::Int128;
  return is_numeric(type);
}

std::vector<const Type*> result_types(const Type* result) {
  if (auto* tuple = as<TupleTypeC>(result)) return {tuple->items.begin(), tuple->items.end()};
  return {result};
}

bool check_item_types(Checker& c, Span span, const FunctionType& f) {
  bool fine = true;
  auto check = [&](const Type* type) {
    if (is_error(type)) fine = false;
    else if (!is_item_type(type)) { c.error(span, diag::ufunc_type, type_text(type)); fine = false; }
  };
  for (const FunctionParameter& p : f.parameters) check(p.type);
  for (const Type* type : result_types(f.result)) check(type);
  return fine;
}

bool uses_objects(const FunctionType& f) {
  for (const FunctionParameter& p : f.parameters)
    if (is_object(p.type)) return true;
  for (const Type* type : result_types(f.result))
    if (is_object(type)) return true;
  return false;
}

// int loop(char **places, Py_ssize_t count, Py_ssize_t *steps): calls the function for each item.
struct LoopMaker {
  Checker& c;
  Symbol& called;
  const FunctionType& f;
  Span span;
  typed::Local *places = nullptr, *count = nullptr, *steps = nullptr;
  std::vector<typed::Local*> items{};  // the place of each input, then of each output

  const FunctionType* signature() const {
    FunctionType made{};
    made.result = c.types.int_;
    made.exceptions.kind = ExceptionSpec::Value;
    made.exceptions.value = "-1";
    made.nogil = f.nogil && !uses_objects(f);
    for (auto& [name, type] : {std::pair{"places", c.types.pointer_to(c.types.char_pointer)}, std::pair{"count", static_cast<const Type*>(c.types.ssize)},
                               std::pair{"steps", c.types.pointer_to(c.types.ssize)}}) {
      FunctionParameter p{};
      p.name = p.c_name = name;
      p.type = type;
      made.parameters.push_back(p);
    }
    return c.types.function(std::move(made));
  }

  Symbol* symbol() const {
    auto* made = c.arena.make_owned<Symbol>();
    made->kind = SymbolKind::CFunction;
    made->name = called.name;
    made->owner = c.module_scope;
    made->type = signature();
    made->span = span;
    made->c_name = unique_c_name(c, "cy_f_", Text(called.name.str() + "_loop"));
    made->directives = c.at.directives;
    made->is_defined = made->is_used = true;
    return made;
  }

  typed::Local* parameter(typed::Function& function, const FunctionParameter& p) const {
    typed::Parameter out{};
    out.kind = ast::ParameterKind::PositionalOrKeyword;
    out.type = p.type;
    out.name = c.module->constants.name(p.name);
    out.local = new_local(c, function, p.name, p.type, span);
    out.local->is_parameter = true;
    function.parameters.push_back(out);
    return out.local;
  }

  Expr* element(typed::Local* base, std::size_t index, const Type* type) const {
    auto* made = c.make<typed::Element>(span, type);
    made->base = c.local_ref(span, base);
    made->index = c.integer(span, static_cast<std::int64_t>(index), c.types.ssize);
    return made;
  }
  Expr* item(std::size_t index, const Type* type) const {
    auto* made = c.make<typed::Dereference>(span, type);
    made->pointer = make_convert(c, typed::Conversion::CCast, c.local_ref(span, items[index]), c.types.pointer_to(type), true);
    return made;
  }
  Expr* argument(std::size_t index, const Type* type) const {
    if (!is_object(type)) return item(index, type);
    return c.convert(c.call_runtime(span, rt::ufunc_argument, c.types.object, {c.local_ref(span, items[index])}), type);
  }
  typed::Stmt* store(std::size_t index, Expr* value) const {
    if (!is_object(value->type)) return assignment(c, item(index, value->type), value);
    return expression_statement(c, c.call_runtime(span, rt::ufunc_store, c.types.void_, {c.local_ref(span, items[index]), value}));
  }

  // What is done for one item.
  StatementList body() const {
    StatementList out;
    ExprList arguments;
    for (std::size_t k = 0; k < f.parameters.size(); ++k) arguments.push_back(argument(k, value_type(f.parameters[k].type)));
    Expr* result = c_call(c, span, &called, arguments);
    typed::Local* held = c.temporary(value_type(f.result), "result");
    out.push_back(assignment(c, c.local_ref(span, held), result));
    std::size_t first = f.parameters.size();
    if (auto* tuple = as<TupleTypeC>(f.result)) {
      for (std::size_t k = 0; k < tuple->items.size(); ++k) {
        auto* field = c.make<typed::FieldRef>(span, tuple->items[k]);
        field->object = c.local_ref(span, held);
        field->c_name = field->name = Text(fmt::format("f{}", k));
        field->owner = resolved(f.result);
        out.push_back(store(first + k, field));
      }
    } else {
      out.push_back(store(first, c.local_ref(span, held)));
    }
    for (std::size_t k = 0; k < items.size(); ++k) {
      auto* next = c.make<typed::CBinary>(span, c.types.char_pointer);
      next->op = typed::COperator::Add;
      next->left = c.local_ref(span, items[k]);
      next->right = element(steps, k, c.types.ssize);
      out.push_back(assignment(c, c.local_ref(span, items[k]), next));
    }
    return out;
  }

  Symbol* make() {
    Symbol* made = symbol();
    auto* type = static_cast<const FunctionType*>(made->type);
    Context outside = c.at;
    c.at.function = nullptr;
    typed::Function* function = c.new_function(typed::FunctionKind::CFunction, made->name, span);
    function->symbol = made;
    made->function = function;
    function->c_name = made->c_name;
    function->qualified_name = called.name;
    function->signature = type;
    function->result = type->result;
    function->exceptions = type->exceptions;
    function->nogil = c.at.nogil = type->nogil;
    Scope* scope = new_scope(c, ScopeKind::Function, called.name, c.module_scope);
    scope->function = function;
    c.at.function = function;
    c.at.scope = scope;
    c.at.in_parallel = false;
    places = parameter(*function, type->parameters[0]);
    count = parameter(*function, type->parameters[1]);
    steps = parameter(*function, type->parameters[2]);
    StatementList out;
    for (std::size_t k = 0, n = f.parameters.size() + result_types(f.result).size(); k < n; ++k) {
      items.push_back(c.temporary(c.types.char_pointer, "place"));
      out.push_back(assignment(c, c.local_ref(span, items[k]), element(places, k, c.types.char_pointer)));
    }
    auto* loop = c.make<typed::ForRange>(span);
    loop->variable = c.local_ref(span, c.temporary(c.types.ssize, "index"));
    loop->counter_type = c.types.ssize;
    loop->start = c.integer(span, 0, c.types.ssize);
    loop->stop = c.local_ref(span, count);
    loop->body = block_of(c, body(), span);
    out.push_back(loop);
    auto* end = c.make<typed::Return>(span);
    end->value = c.integer(span, 0, c.types.int_);
    out.push_back(end);
    function->body = block_of(c, out, span);
    c.at = outside;
    return made;
  }
};

}  // namespace

// Steps in front of a temporary table, then the ufunc itself is bound to the name.
void bind_ufunc(Checker& c, const typed::Function& f, const std::vector<Symbol*>& functions, StatementList& out) {
  Span span = f.span;
  for (Symbol* one : functions)
    if (!check_item_types(c, span, *static_cast<const FunctionType*>(one->type))) return;
  auto* first = static_cast<const FunctionType*>(functions[0]->type);
  auto number = [&](std::size_t n) { return call_int(c, span, static_cast<std::int64_t>(n)); };
  typed::Local* table = c.temporary(c.types.object, "ufunc");
  Expr* begun = c.call_runtime(span, rt::ufunc_begin, c.types.object,
                               {text_literal(c, span, f.name.view()), text_literal(c, span, functions[0]->function->has_doc ? functions[0]->function->doc : std::string_view()),
                                number(functions.size()), number(first->parameters.size()), number(result_types(first->result).size())});
  out.push_back(assignment(c, c.local_ref(span, table), begun));
  for (Symbol* one : functions) {
    auto& type = *static_cast<const FunctionType*>(one->type);
    LoopMaker maker{c, *one, type, span};
    Symbol* loop = maker.make();
    auto* named = c.make<typed::GlobalVariable>(span, loop->type);
    named->symbol = loop;
    out.push_back(expression_statement(c, c.call_runtime(span, rt::ufunc_add_loop, c.types.int_,
                                                         {c.local_ref(span, table), decayed(c, named), truth_flag(c, span, type.nogil && !uses_objects(type))})));
    auto add_type = [&](const Type* item) {
      const Type* shown = is_object(item) ? c.types.object : value_type(item);
      Expr* null = make_convert(c, typed::Conversion::CCast, null_object(c, span), c.types.pointer_to(shown), true);
      out.push_back(expression_statement(c, c.call_runtime(span, rt::ufunc_add_type, c.types.int_, {c.local_ref(span, table), null})));
    };
    for (const FunctionParameter& p : type.parameters) add_type(p.type);
    for (const Type* item : result_types(type.result)) add_type(item);
  }
  bind_name(c, f.name, span, c.call_runtime(span, rt::ufunc_finish, c.types.object, {c.local_ref(span, table)}), out);
}

}  // namespace cyrite::check
