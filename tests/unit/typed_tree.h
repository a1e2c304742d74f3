// Builds small typed trees by hand, and lowers them.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "ir/print.h"
#include "lower/lower.h"
#include "semantics/type_table.h"

namespace cyrite::typed {

struct Tree : testing::Test {
  Arena arena;
  TypeTable types{arena};
  Diagnostics diagnostics;
  SourceFiles sources;
  Module module;
  std::vector<std::unique_ptr<Function>> functions;
  std::vector<std::unique_ptr<Local>> locals;
  std::vector<std::unique_ptr<Symbol>> symbols;
  Directives directives;
  Function* function = nullptr;  // being built

  Tree() {
    module.name = "m";
    module.types = &types;
    module.sources = &sources;
    module.directives = &directives;
    def("f");
  }
  Function* def(const char* name, FunctionKind kind = FunctionKind::Def) {
    functions.push_back(std::make_unique<Function>());
    function = functions.back().get();
    function->kind = kind;
    function->name = function->c_name = function->qualified_name = name;
    function->result = types.object;
    function->exceptions.kind = ExceptionSpec::Object;
    function->directives = &directives;
    module.functions.push_back(function);
    return function;
  }
  Local* variable(const char* name, const Type* type) {
    locals.push_back(std::make_unique<Local>());
    Local* l = locals.back().get();
    l->name = name;
    l->type = type;
    l->owner = function;
    function->locals.push_back(l);
    return l;
  }
  Local* temporary(const Type* type) {
    Local* l = variable("", type);
    l->is_temporary = true;
    return l;
  }
  Local* parameter(const char* name, const Type* type, Expr* c_default = nullptr) {
    Local* l = variable(name, type);
    l->is_parameter = true;
    Parameter p{};
    p.local = l;
    p.kind = ast::ParameterKind::PositionalOrKeyword;
    p.type = type;
    p.has_default = c_default != nullptr;
    p.c_default = c_default;
    function->parameters.push_back(p);
    return l;
  }

  template <class N>
  N* expr(const Type* type) {
    N* n = arena.make<N>();
    n->kind = N::node_kind;
    n->type = type;
    return n;
  }
  template <class N>
  N* stmt() {
    N* n = arena.make<N>();
    n->kind = N::node_kind;
    return n;
  }
  Expr* ref(Local* l, bool check = false) {
    auto* n = expr<LocalRef>(l->type);
    n->local = l;
    n->check_bound = check;
    return n;
  }
  Expr* number(std::int64_t value, const Type* type = nullptr) {
    auto* n = expr<CLiteral>(type ? type : types.int_);
    n->integer = value;
    n->is_integer = true;
    return n;
  }
  Expr* constant(Constant c) {
    auto* n = expr<PyConstant>(types.object);
    n->constant = module.constants.add(std::move(c));
    return n;
  }
  Expr* builtin(const char* name) {
    auto* n = expr<ModuleName>(types.object);
    n->name = module.constants.name(name);
    n->is_builtin = true;
    return n;
  }
  Expr* global(const char* name) {
    auto* n = expr<ModuleName>(types.object);
    n->name = module.constants.name(name);
    return n;
  }
  Expr* runtime(const RuntimeFunction& row, const Type* type, std::vector<Expr*> arguments) {
    auto* n = expr<RuntimeCall>(type);
    n->function = &row;
    n->arguments = arena.copy(arguments);
    return n;
  }
  Expr* call(Expr* callee, std::vector<Expr*> positional = {}) {
    auto* n = expr<PyCall>(types.object);
    n->callee = callee;
    std::vector<Argument> arguments;
    for (Expr* e : positional) arguments.push_back({ArgumentForm::Positional, 0, e});
    n->arguments = arena.copy(arguments);
    return n;
  }
  Expr* compare(CComparison op, Expr* left, Expr* right) {
    auto* n = expr<CCompare>(types.bint);
    n->op = op;
    n->left = left;
    n->right = right;
    return n;
  }
  Expr* convert(Conversion conversion, Expr* operand, const Type* to) {
    auto* n = expr<Convert>(to);
    n->conversion = conversion;
    n->operand = operand;
    return n;
  }
  Stmt* run(Expr* e) {
    auto* n = stmt<ExprStmt>();
    n->value = e;
    return n;
  }
  Stmt* assign(Expr* target, Expr* value) {
    auto* n = stmt<Assign>();
    n->target = target;
    n->value = value;
    return n;
  }
  Stmt* give(Expr* value) {
    auto* n = stmt<Return>();
    n->value = value;
    return n;
  }
  Block* block(std::vector<Stmt*> statements) {
    auto* n = stmt<Block>();
    n->statements = arena.copy(statements);
    return n;
  }
  Stmt* when(Expr* condition, Stmt* then) {
    auto* n = stmt<If>();
    n->condition = condition;
    n->then = then;
    return n;
  }
  Stmt* protect(Stmt* body, std::vector<Handler> handlers, Stmt* finally_body = nullptr, Stmt* orelse = nullptr) {
    auto* n = stmt<Try>();
    n->body = body;
    n->handlers = arena.copy(handlers);
    n->finally_body = finally_body;
    n->orelse = orelse;
    return n;
  }
  Handler handler(std::vector<Expr*> classes, Stmt* body, Local* target = nullptr) {
    Handler h{};
    h.types = arena.copy(classes);
    h.target = target;
    h.body = body;
    h.catch_all = classes.empty();
    return h;
  }
  void body(std::vector<Stmt*> statements) { function->body = block(std::move(statements)); }

  ir::Module* lowered() { return lower_module(module, arena, diagnostics, true); }
  // The IR of the i-th function; every function must be well formed.
  std::string ir(std::size_t i = 0) {
    ir::Module* m = lowered();
    for (ir::Function* f : m->functions) {
      std::string fault = ir::verify(*f);
      EXPECT_EQ(fault, "") << ir::print(*f);
    }
    return ir::print(*m->functions[i]);
  }
};

inline int count(const std::string& text, const std::string& word) {
  int n = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++n;
  return n;
}
// The words stand in the text in this order.
inline bool in_order(const std::string& text, std::initializer_list<const char*> words) {
  std::size_t at = 0;
  for (const char* word : words) {
    at = text.find(word, at);
    if (at == std::string::npos) return false;
    at += 1;
  }
  return true;
}

}  // namespace cyrite::typed
