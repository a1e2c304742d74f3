// @cython.dataclasses.dataclass on extension types: the methods that follow from the fields, written as syntax trees.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "check/dataclasses.h"
#include "check/expressions.h"
#include "check/tree_builder.h"

namespace cyrite::check {
namespace {

bool truth_of(const ast::Expr* e, bool otherwise) {
  auto* b = e ? ast::as<ast::BoolLiteral>(e) : nullptr;
  return b ? b->value : otherwise;
}

// field(default=..., init=False ...) as the value of a field.
const ast::Call* field_call(Checker& c, const ast::Expr* value) {
  auto* call = value ? ast::as<ast::Call>(value) : nullptr;
  if (!call) return nullptr;
  std::string name = cython_name(c, *call->callee);
  if (name == "dataclasses.field") return call;
  auto* callee = ast::as<ast::Name>(call->callee);
  return callee && callee->name == "field" && is_typing_name(c, *callee, "field") ? call : nullptr;
}

constexpr std::string_view kFieldOptions[] = {"default", "default_factory", "init", "repr", "compare", "hash", "kw_only", "metadata", "doc"};
constexpr std::string_view kDataclassOptions[] = {"init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot"};

// What dataclasses itself refuses when a class is made is known here already.
void check_field(Checker& c, Text name, const ast::Expr* value, const ast::Call* call) {
  auto* display = value && !call ? value : nullptr;
  bool is_mutable = display && (ast::is<ast::ListDisplay>(display) || ast::is<ast::DictDisplay>(display) || ast::is<ast::SetDisplay>(display));
  if (is_mutable) c.error(value->span, diag::dataclass_field_argument, name.view(), "all objects would share this value: use field(default_factory=...)");
  if (!call) return;
  bool has_default = false, has_factory = false;
  for (const ast::Keyword* k : call->keywords) {
    has_default |= k->name == "default";
    has_factory |= k->name == "default_factory";
    if (std::find(std::begin(kFieldOptions), std::end(kFieldOptions), k->name.view()) == std::end(kFieldOptions))
      c.error(k->span, diag::dataclass_field_argument, name.view(), "field() has no option '" + k->name.str() + "'");
  }
  if (has_default && has_factory) c.error(call->span, diag::dataclass_field_argument, name.view(), "a default and a default_factory cannot both be given");
}

void check_options(Checker& c, const ExtensionType& type, const Decorations& d) {
  const ast::Call* call = d.dataclass_call;
  if (!call) return;
  if (!call->arguments.empty()) c.error(call->span, diag::dataclass_argument, "options are given by name");
  for (const ast::Keyword* k : call->keywords) {
    bool known = std::find(std::begin(kDataclassOptions), std::end(kDataclassOptions), k->name.view()) != std::end(kDataclassOptions);
    if (!known) c.error(k->span, diag::dataclass_argument, "there is no option '" + k->name.str() + "'");
    else if (!ast::is<ast::BoolLiteral>(k->value)) c.error(k->span, diag::dataclass_argument, "'" + k->name.str() + "' must be True or False");
    else if (k->name == "unsafe_hash" && truth_of(k->value, false) && type.scope->find_here("__hash__")) c.error(k->span, diag::dataclass_argument, "the class has a __hash__ already: leave unsafe_hash out");
  }
}

void read_field_call(DataclassField& f, const ast::Call& call) {
  for (const ast::Keyword* k : call.keywords) {
    if (k->name == "default") f.default_value = k->value;
    else if (k->name == "default_factory") f.factory = k->value;
    else if (k->name == "init") f.init = truth_of(k->value, true);
    else if (k->name == "repr") f.repr = truth_of(k->value, true);
    else if (k->name == "compare") f.compare = truth_of(k->value, true);
    else if (k->name == "hash") f.hash = truth_of(k->value, f.compare);
    else if (k->name == "kw_only") f.kw_only = truth_of(k->value, f.kw_only);
    else f.metadata = k->name == "metadata" ? k->value : f.metadata;
  }
}

void collect(Checker& c, const ExtensionType& type, std::vector<DataclassField>& out) {
  auto& state = declarations_of(c);
  if (auto* base = as<ExtensionType>(type.base)) collect(c, *base, out);
  const ast::Node* definition = nullptr;
  for (auto& [node, cls] : state.classes)
    if (cls->type == &type) definition = node;
  auto decorations = definition ? state.decorations.find(definition) : state.decorations.end();
  if (decorations == state.decorations.end() || !decorations->second->dataclass) return;
  auto* pure = ast::as<ast::ClassDef>(definition);
  bool kw_only = dataclass_option(*decorations->second, "kw_only", false);
  for (const ast::Stmt* s : pure ? pure->body : static_cast<const ast::CClassDef*>(definition)->body) {
    auto* declared = ast::as<ast::AnnAssign>(s);
    auto* name = declared ? ast::as<ast::Name>(declared->target) : nullptr;
    if (!name) continue;
    Annotation annotation = read_annotation(c, *declared->annotation);
    if (annotation.is_class_var) continue;
    DataclassField f;
    f.name = name->name;
    f.span = s->span;
    f.type_text = annotation_text(c, *declared->annotation);
    f.is_init_var = annotation.is_init_var;
    f.kw_only = kw_only;
    f.default_value = declared->value;
    f.declared_in = &type;
    f.declared_value = declared->value;
    if (const ast::Call* call = field_call(c, declared->value)) {
      f.call = call;
      f.default_value = nullptr;
      read_field_call(f, *call);
    }
    bool known = false;
    for (DataclassField& before : out)
      if (before.name == f.name) { before = f; known = true; }
    if (!known) out.push_back(f);
  }
}

// The values of those fields that are compared, or hashed, as a tuple.
ast::Expr* values(const TreeBuilder& b, std::string_view object, const std::vector<DataclassField>& fields, bool hashed) {
  std::vector<ast::Expr*> items;
  for (const DataclassField& f : fields)
    if (!f.is_init_var && (hashed ? f.hash && f.compare : f.compare)) items.push_back(b.attribute(b.name(Text(object)), f.name));
  return b.tuple(items);
}

const ast::Stmt* constructor(const TreeBuilder& b, const std::vector<DataclassField>& fields, bool has_post_init) {
  bool taken = std::any_of(fields.begin(), fields.end(), [](const DataclassField& f) { return f.name == "self"; });
  Text self = taken ? "_dataclass_self_" : "self";
  std::vector<ast::Parameter*> parameters{b.parameter(self)}, keywords;
  std::vector<ast::Stmt*> body;
  std::vector<ast::Expr*> passed_on;
  for (const DataclassField& f : fields) {
    ast::Expr* given = b.name(f.name);
    ast::Expr* fresh = f.factory ? b.call(const_cast<ast::Expr*>(f.factory), {}) : const_cast<ast::Expr*>(f.default_value);
    if (f.init) {
      // A new value for each object: Ellipsis stands for what was not given.
      ast::Expr* value = f.factory ? b.node<ast::EllipsisLiteral>() : const_cast<ast::Expr*>(f.default_value);
      (f.kw_only ? keywords : parameters).push_back(b.parameter(f.name, value, f.kw_only));
      if (f.factory) {
        auto* choice = b.node<ast::Conditional>();
        choice->condition = b.compare(ast::CompareOperator::Is, b.name(f.name), b.node<ast::EllipsisLiteral>());
        choice->then = fresh;
        choice->otherwise = given;
        given = choice;
      }
    } else {
      given = fresh;
    }
    if (f.is_init_var) passed_on.push_back(b.name(f.name));
    else if (given) body.push_back(b.assign({b.attribute(b.name(self), f.name)}, given));
  }
  if (has_post_init) body.push_back(b.effect(b.call(b.attribute(b.name(self), "__post_init__"), passed_on)));
  if (body.empty()) body.push_back(b.node<ast::Pass>());
  parameters.insert(parameters.end(), keywords.begin(), keywords.end());
  return b.function("__init__", parameters, body);
}

const ast::Stmt* representation(const TreeBuilder& b, const std::vector<DataclassField>& fields) {
  std::string format = "%s(";
  std::vector<ast::Expr*> items{b.attribute(b.call(b.name("type"), {b.name("self")}), "__qualname__")};
  for (const DataclassField& f : fields) {
    if (!f.repr || f.is_init_var) continue;
    format += (items.size() > 1 ? ", " : "") + f.name.str() + "=%r";
    items.push_back(b.attribute(b.name("self"), f.name));
  }
  ast::Expr* text = b.binary(b.text(format + ")"), ast::BinaryOperator::Modulo, b.tuple(items));
  return b.function("__repr__", {b.parameter("self")}, {b.result(text)});
}

const ast::Stmt* comparison(const TreeBuilder& b, const std::vector<DataclassField>& fields, std::string_view name, ast::CompareOperator op) {
  auto* other = b.node<ast::If>();
  other->condition = b.compare(ast::CompareOperator::IsNot, b.call(b.name("type"), {b.name("other")}), b.call(b.name("type"), {b.name("self")}));
  other->body = b.block({b.result(b.name("NotImplemented"))});
  ast::Stmt* same = b.result(b.compare(op, values(b, "self", fields, false), values(b, "other", fields, false)));
  return b.function(Text(name), {b.parameter("self"), b.parameter("other")}, {other, same});
}

}  // namespace

bool dataclass_option(const Decorations& d, std::string_view name, bool otherwise) {
  if (d.dataclass_call)
    for (const ast::Keyword* k : d.dataclass_call->keywords)
      if (k->name == name) return truth_of(k->value, otherwise);
  return otherwise;
}

std::vector<DataclassField> dataclass_fields(Checker& c, const ExtensionType& type) {
  std::vector<DataclassField> fields;
  collect(c, type, fields);
  return fields;
}

std::vector<const ast::Stmt*> dataclass_members(Checker& c, const ExtensionType& type, const Decorations& d, const std::vector<DataclassField>& fields, Span span) {
  check_options(c, type, d);
  for (const DataclassField& f : fields)
    if (f.declared_in == &type) check_field(c, f.name, f.declared_value, f.call);
  TreeBuilder b{c, span};
  auto defines = [&](std::string_view name) { return type.scope->find_here(Text(name)) != nullptr; };
  auto option = [&](std::string_view name, bool otherwise) { return dataclass_option(d, name, otherwise); };
  std::vector<const ast::Stmt*> out;
  bool eq = option("eq", true), order = option("order", false);
  Symbol* post_init = c.look_up_in(*type.scope, "__post_init__");
  for (const ExtensionType* at = &type; at && !post_init; at = as<ExtensionType>(at->base)) post_init = at->scope->find_here("__post_init__");
  if (option("init", true) && !defines("__init__")) {
    const DataclassField* defaulted = nullptr;
    for (const DataclassField& f : fields) {
      if (!f.init || f.kw_only) continue;
      bool has_default = f.default_value || f.factory;
      if (defaulted && !has_default) c.error(f.span, diag::dataclass_default_order, f.name.view(), defaulted->name.view());
      if (has_default) defaulted = &f;
    }
    out.push_back(constructor(b, fields, post_init != nullptr));
  }
  if (option("repr", true) && !defines("__repr__")) out.push_back(representation(b, fields));
  if (eq && !defines("__eq__")) out.push_back(comparison(b, fields, "__eq__", ast::CompareOperator::Equal));
  struct Row { std::string_view name; ast::CompareOperator op; };
  for (Row row : {Row{"__lt__", ast::CompareOperator::Less}, Row{"__le__", ast::CompareOperator::LessEqual}, Row{"__gt__", ast::CompareOperator::Greater}, Row{"__ge__", ast::CompareOperator::GreaterEqual}})
    if (order && !defines(row.name)) out.push_back(comparison(b, fields, row.name, row.op));
  bool hashes = option("unsafe_hash", false) || (eq && option("frozen", false));
  if (hashes && !defines("__hash__")) out.push_back(b.function("__hash__", {b.parameter("self")}, {b.result(b.call(b.name("hash"), {values(b, "self", fields, true)}))}));
  if (option("match_args", true) && !defines("__match_args__")) {
    std::vector<ast::Expr*> names;
    for (const DataclassField& f : fields)
      if (f.init && !f.kw_only) names.push_back(b.text(f.name.str()));
    out.push_back(b.assign({b.name("__match_args__")}, b.tuple(names)));
  }
  return out;
}

// The dictionary of dataclasses.Field objects, and what the decorator was given.
Expr* dataclass_field_objects(Checker& c, const std::vector<DataclassField>& fields, Span span) {
  std::vector<typed::DictItem> items;
  auto constant = [&](const std::string& text) { return c.constant(span, {Constant::Str, text, {}}); };
  for (const DataclassField& f : fields) {
    std::vector<typed::DictItem> options;
    auto flag = [&](const char* name, bool value) { options.push_back({constant(name), to_object(c, truth_flag(c, span, value))}); };
    if (f.default_value) options.push_back({constant("default"), c.object(*f.default_value)});
    if (f.metadata) options.push_back({constant("metadata"), c.object(*f.metadata)});
    flag("init", f.init);
    flag("repr", f.repr);
    flag("compare", f.compare);
    if (f.kw_only) flag("kw_only", true);
    auto* dict = c.make<typed::DictDisplay>(span, c.types.dict);
    dict->items = c.arena.copy(options);
    Expr* made = c.call_runtime(span, rt::dataclass_field, c.types.object, {constant(f.name.str()), constant(f.type_text), constant(f.is_init_var ? "_FIELD_INITVAR" : "_FIELD"), dict});
    items.push_back({constant(f.name.str()), made});
  }
  auto* all = c.make<typed::DictDisplay>(span, c.types.dict);
  all->items = c.arena.copy(items);
  return all;
}

Expr* dataclass_parameters(Checker& c, const Decorations& d, Span span) {
  ExprList flags;
  struct Row { std::string_view name; bool otherwise; };
  std::vector<typed::DisplayItem> items;
  for (Row row : {Row{"init", true}, Row{"repr", true}, Row{"eq", true}, Row{"order", false}, Row{"unsafe_hash", false}, Row{"frozen", false}, Row{"match_args", true}, Row{"kw_only", false}})
    items.push_back({to_object(c, truth_flag(c, span, dataclass_option(d, row.name, row.otherwise))), false});
  auto* tuple = c.make<typed::Display>(span, c.types.tuple);
  tuple->display = typed::DisplayKind::Tuple;
  tuple->items = c.arena.copy(items);
  return c.call_runtime(span, rt::dataclass_parameters, c.types.object, {tuple});
}

}  // namespace cyrite::check
