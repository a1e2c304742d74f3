// What an item of a buffer is: descriptions of C types, and the check of a buffer's format string against one.
#pragma once
#include "cy/complex.h"
#include "cy/python.h"

namespace cy {

struct ItemField;
struct ItemType {
  const char* name;         // in messages
  std::size_t size;
  char kind;                // H char, I signed, U unsigned, R real, C complex, O object, P pointer, S struct
  char code;                // its one character in a format string, 0: none
  const ItemField* fields;  // S: ends with a null type
};
struct ItemField {
  const ItemType* type;
  const char* name;
  std::size_t offset, count;  // count: items of an array field, 1 otherwise
};

// ItemLayout<T>::type describes T. Emitted code specialises it for structs.
template <class T>
constexpr char integer_code() {
  constexpr bool is_unsigned = static_cast<T>(-1) > static_cast<T>(0);
  return sizeof(T) == 1 ? (is_unsigned ? 'B' : 'b') : sizeof(T) == 2 ? (is_unsigned ? 'H' : 'h') : sizeof(T) == 4 ? (is_unsigned ? 'I' : 'i')
       : sizeof(T) == sizeof(long) ? (is_unsigned ? 'L' : 'l') : sizeof(T) == sizeof(long long) ? (is_unsigned ? 'Q' : 'q') : 0;
}
template <class T>
constexpr const char* item_name() {
  if (std::is_same<T, char>::value) return "char";
  if (std::is_same<T, signed char>::value) return "signed char";
  if (std::is_same<T, unsigned char>::value) return "unsigned char";
  if (std::is_same<T, short>::value) return "short";
  if (std::is_same<T, unsigned short>::value) return "unsigned short";
  if (std::is_same<T, int>::value) return "int";
  if (std::is_same<T, unsigned int>::value) return "unsigned int";
  if (std::is_same<T, long>::value) return "long";
  if (std::is_same<T, unsigned long>::value) return "unsigned long";
  if (std::is_same<T, long long>::value) return "long long";
  if (std::is_same<T, unsigned long long>::value) return "unsigned long long";
  if (std::is_same<T, float>::value) return "float";
  if (std::is_same<T, double>::value) return "double";
  if (std::is_same<T, long double>::value) return "long double";
  return "item";
}
template <class T, class = void>
struct ItemLayout {
  static_assert(std::is_integral<T>::value, "ItemLayout is not specialised for this type");
  static constexpr bool is_unsigned = static_cast<T>(-1) > static_cast<T>(0);
  static constexpr ItemType type = {item_name<T>(), sizeof(T), std::is_same<T, char>::value ? 'H' : is_unsigned ? 'U' : 'I',
                                    std::is_same<T, char>::value ? 'c' : integer_code<T>(), nullptr};
};
template <class T>
struct ItemLayout<T, typename std::enable_if<std::is_enum<T>::value>::type> {
  using Value = typename std::underlying_type<T>::type;
  static constexpr ItemType type = {"enum", sizeof(T), static_cast<Value>(-1) > static_cast<Value>(0) ? 'U' : 'I', integer_code<Value>(), nullptr};
};
template <class T>
struct ItemLayout<T, typename std::enable_if<std::is_floating_point<T>::value>::type> {
  static constexpr ItemType type = {item_name<T>(), sizeof(T), 'R', sizeof(T) == 4 ? 'f' : sizeof(T) == 8 ? 'd' : 'g', nullptr};
};
template <class T>
struct ItemLayout<Complex<T>> {
  static constexpr ItemType type = {sizeof(T) == 4 ? "float complex" : sizeof(T) == 8 ? "double complex" : "long double complex", sizeof(Complex<T>), 'C',
                                    0, nullptr};
};
template <>
struct ItemLayout<PyObject*> {
  static constexpr ItemType type = {"Python object", sizeof(PyObject*), 'O', 'O', nullptr};
};
template <class T>
struct ItemLayout<T*> {
  static constexpr ItemType type = {"pointer", sizeof(T*), 'P', 'P', nullptr};
};

// ---- the format check: both sides become runs of plain items
struct FormatLeaf {
  const ItemType* type;
  const char *owner, *name;  // the struct and field it is in; null at the top
  std::size_t offset, count;
};
constexpr int format_leaf_limit = 256;
CY_ONCE CY_UNUSED static int flatten_item(const ItemType* type, const char* owner, const char* name, std::size_t offset, std::size_t count,
                                  FormatLeaf* leaves, int used) {
  if (type->kind != 'S') {
    if (used < format_leaf_limit) leaves[used] = {type, owner, name, offset, count};
    return used + 1;
  }
  for (std::size_t i = 0; i < count && used <= format_leaf_limit; ++i)
    for (const ItemField* f = type->fields; f->type; ++f)
      used = flatten_item(f->type, type->name, f->name, offset + i * type->size + f->offset, f->count, leaves, used);
  return used;
}
CY_UNUSED static const char* describe_format(char code, bool is_complex) {
  switch (code) {
    case '?': return "'bool'";
    case 'c': return "'char'";
    case 'b': return "'signed char'";
    case 'B': return "'unsigned char'";
    case 'h': return "'short'";
    case 'H': return "'unsigned short'";
    case 'i': return "'int'";
    case 'I': return "'unsigned int'";
    case 'l': return "'long'";
    case 'L': return "'unsigned long'";
    case 'q': return "'long long'";
    case 'Q': return "'unsigned long long'";
    case 'f': return is_complex ? "'complex float'" : "'float'";
    case 'd': return is_complex ? "'complex double'" : "'double'";
    case 'g': return is_complex ? "'complex long double'" : "'long double'";
    case 'O': return "Python object";
    case 'P': return "a pointer";
    case 's':
    case 'p': return "a string";
    case 0: return "end";
    default: return "unparsable format string";
  }
}
struct FormatCheck {
  const FormatLeaf *leaf, *end;
  std::size_t leaf_done;  // items of the current leaf already matched
  std::size_t offset;     // in the format
  const char* text;
  char mode;              // @ native, ^ native without alignment, = standard
};
CY_COLD CY_UNUSED static int raise_dtype_mismatch(const FormatCheck* c, char code, bool is_complex) {
  const char* got = describe_format(code, is_complex);
  if (c->leaf == c->end) PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch, expected end but got %s", got);
  else if (!c->leaf->owner) PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch, expected '%s' but got %s", c->leaf->type->name, got);
  else
    PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch, expected '%s' but got %s in '%s.%s'", c->leaf->type->name, got, c->leaf->owner,
                 c->leaf->name);
  return -1;
}
// Size of a format character; 0: unknown.
CY_ONCE CY_UNUSED static std::size_t format_size(char code, bool standard) {
  switch (code) {
    case '?': case 'c': case 'b': case 'B': case 's': case 'p': case 'x': return 1;
    case 'h': case 'H': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': return standard ? 4 : sizeof(long);
    case 'q': case 'Q': case 'd': return 8;
    case 'g': return sizeof(long double);
    case 'O': case 'P': return sizeof(void*);
    default: return 0;
  }
}
CY_UNUSED static std::size_t format_alignment(char code) {
  return code == 'g' ? alignof(long double) : code == 'q' || code == 'Q' ? alignof(long long) : code == 'd' ? alignof(double) : format_size(code, false);
}
CY_UNUSED static char format_kind(char code, bool is_complex) {
  switch (code) {
    case 'c': case 's': case 'p': return 'H';
    case 'b': case 'h': case 'i': case 'l': case 'q': return 'I';
    case '?': case 'B': case 'H': case 'I': case 'L': case 'Q': return 'U';
    case 'f': case 'd': case 'g': return is_complex ? 'C' : 'R';
    default: return code;
  }
}
// `count` items of one format character.
CY_ONCE CY_UNUSED static int match_format(FormatCheck* c, char code, bool is_complex, std::size_t count) {
  // A complex number also is a struct of its two parts.
  if (is_complex && c->leaf != c->end && c->leaf->owner && c->leaf->type->kind == 'R') return match_format(c, code, false, 2 * count);
  std::size_t size = format_size(code, c->mode == '=');
  if (c->mode == '@') {
    std::size_t alignment = format_alignment(code);
    c->offset = (c->offset + alignment - 1) / alignment * alignment;
  }
  if (is_complex) size *= 2;
  if (code == 'x') {
    c->offset += count;
    return 0;
  }
  for (; count > 0; --count, c->offset += size) {
    char kind = c->leaf == c->end ? 0 : c->leaf->type->kind, given = format_kind(code, is_complex);
    bool same_kind = kind == given || (kind && (kind == 'H' || given == 'H'));  // characters do not care about sign
    if (!same_kind || c->leaf->type->size != size)
      return raise_dtype_mismatch(c, code, is_complex);
    std::size_t expected = c->leaf->offset + c->leaf_done * size;
    if (expected != c->offset) {
      PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch; next field is at offset %zd but %zd expected", static_cast<Py_ssize_t>(c->offset),
                   static_cast<Py_ssize_t>(expected));
      return -1;
    }
    if (++c->leaf_done == c->leaf->count) ++c->leaf, c->leaf_done = 0;
  }
  return 0;
}
CY_UNUSED static std::size_t format_number(FormatCheck* c) {
  std::size_t n = 0;
  while (*c->text >= '0' && *c->text <= '9') n = n * 10 + static_cast<std::size_t>(*c->text++ - '0');
  return n;
}
// (2,3): the product.
CY_UNUSED static std::size_t format_array(FormatCheck* c) {
  std::size_t count = 1;
  while (*c->text && *c->text != ')') {
    if (*c->text >= '0' && *c->text <= '9') count *= format_number(c);
    else ++c->text;
  }
  if (*c->text) ++c->text;
  return count;
}
CY_ONCE CY_UNUSED static int check_format_part(FormatCheck* c, bool nested);
// The alignment of a struct whose fields are described from here on to the closing brace.
CY_ONCE CY_UNUSED static std::size_t format_struct_alignment(const char* text, char mode) {
  std::size_t most = 1;
  for (int depth = 1; *text && depth > 0; ++text) {
    if (*text == ':')
      while (text[1] && *++text != ':') {}
    else if (std::strchr("@^=<", *text)) mode = *text;
    else if (*text == '{') ++depth;
    else if (*text == '}') --depth;
    else if (std::size_t one = mode == '@' && *text != 'x' ? format_alignment(*text) : 0; one > most) most = one;
  }
  return most;
}
CY_UNUSED static int check_format_struct(FormatCheck* c, std::size_t count) {
  if (*c->text != '{') return PyErr_SetString(PyExc_ValueError, "Buffer acquisition: Expected '{' after 'T'"), -1;
  const char* inner = ++c->text;
  std::size_t alignment = format_struct_alignment(inner, c->mode);
  auto align = [&] { c->offset = (c->offset + alignment - 1) / alignment * alignment; };
  for (std::size_t i = 0; i < count; ++i) {
    c->text = inner;
    align();
    if (check_format_part(c, true) < 0) return -1;
    align();
  }
  return 0;
}
CY_ONCE CY_UNUSED static int check_format_part(FormatCheck* c, bool nested) {
  std::size_t count = 1;
  for (;;) {
    char code = *c->text;
    if (code == 0) return 0;
    ++c->text;
    switch (code) {
      case ' ': case '\r': case '\n': case '\t': continue;
      case '<': case '=': c->mode = '='; continue;
      case '>': case '!':
        return PyErr_SetString(PyExc_ValueError, "Big-endian buffer not supported on little-endian compiler"), -1;
      case '@': case '^': c->mode = code; continue;
      case '}':
        if (nested) return 0;
        continue;
      case ':':
        while (*c->text && *c->text != ':') ++c->text;
        if (*c->text) ++c->text;
        continue;
      case '(': count *= format_array(c); continue;
      case 'T':
        if (check_format_struct(c, count) < 0) return -1;
        break;
      case 'Z':
        if (format_kind(*c->text, false) == 'R') {
          if (match_format(c, *c->text++, true, count) < 0) return -1;
          break;
        }
        [[fallthrough]];
      default:
        if (code >= '0' && code <= '9') {
          --c->text;
          count *= format_number(c);
          continue;
        }
        if (!format_size(code, false)) {
          PyErr_Format(PyExc_ValueError, "Does not understand character buffer dtype format string ('%c')", code);
          return -1;
        }
        if (match_format(c, code, false, count) < 0) return -1;
    }
    count = 1;
  }
}
CY_COLD CY_UNUSED static int check_format_in_full(const ItemType* type, const char* format) {
  FormatLeaf leaves[format_leaf_limit];
  int count = flatten_item(type, nullptr, nullptr, 0, 1, leaves, 0);
  if (count > format_leaf_limit) return PyErr_Format(PyExc_ValueError, "'%s' has too many fields for a buffer", type->name), -1;
  FormatCheck check = {leaves, leaves + count, 0, 0, format, '@'};
  if (check_format_part(&check, false) < 0) return -1;
  return check.leaf == check.end ? 0 : raise_dtype_mismatch(&check, 0, false);
}
// ---- the format string of an item
CY_ONCE CY_UNUSED static std::size_t item_alignment(const ItemType* type) {
  std::size_t most = 1;
  if (type->kind != 'S') return type->kind == 'C' ? type->size / 2 : type->code ? format_alignment(type->code) : type->size;
  for (const ItemField* f = type->fields; f->type; ++f)
    if (std::size_t one = item_alignment(f->type); one > most) most = one;
  return most;
}
// Do the fields stand where C puts them by itself?
CY_ONCE CY_UNUSED static bool is_aligned_struct(const ItemType* type) {
  std::size_t at = 0;
  for (const ItemField* f = type->fields; f->type; ++f) {
    std::size_t alignment = item_alignment(f->type);
    at = (at + alignment - 1) / alignment * alignment;
    if (at != f->offset || (f->type->kind == 'S' && !is_aligned_struct(f->type))) return false;
    at += f->count * f->type->size;
  }
  std::size_t alignment = item_alignment(type);
  return (at + alignment - 1) / alignment * alignment == type->size;
}
// Counts the characters, and writes them where there is room.
struct FormatText {
  char* out;
  std::size_t length;
  void add(const char* text) {
    for (; *text; ++text, ++length)
      if (out) out[length] = *text;
  }
  void add(const char* form, std::size_t number) {
    char text[32];
    PyOS_snprintf(text, sizeof text, form, number);
    add(text);
  }
};
CY_ONCE CY_UNUSED static void write_format(const ItemType* type, bool aligned, FormatText* to) {
  const char one[2] = {type->code ? type->code : 'B', 0};
  if (type->kind == 'C') return to->add(type->size == 8 ? "Zf" : type->size == 16 ? "Zd" : "Zg");
  if (type->kind != 'S') return to->add(one);
  std::size_t at = 0;
  to->add("T{");
  for (const ItemField* f = type->fields; f->type; ++f) {
    if (!aligned && f->offset > at) to->add("%zux", f->offset - at);
    if (f->count != 1) to->add("(%zu)", f->count);
    write_format(f->type, aligned, to);
    to->add(":");
    to->add(f->name);
    to->add(":");
    at = f->offset + f->count * f->type->size;
  }
  if (!aligned && type->size > at) to->add("%zux", type->size - at);
  to->add("}");
}
// What tells other modules what the items are; made once for each struct, and kept.
CY_ONCE CY_UNUSED static const char* item_format(const ItemType* type) {
  struct Known {
    const ItemType* type;
    char* text;
    Known* next;
  };
  static Known* known;
  static char codes[2 * 128];
  if (type->kind == 'C') return type->size == 8 ? "Zf" : type->size == 16 ? "Zd" : "Zg";
  if (type->kind != 'S' || !type->fields) {  // of unknown items: bytes, as the buffer protocol says where there is no format
    char* text = codes + 2 * (type->code & 127);
    text[0] = type->code ? type->code : 'B';
    return text;
  }
  for (Known* k = known; k; k = k->next)
    if (k->type == type) return k->text;
  bool aligned = is_aligned_struct(type);
  FormatText text = {nullptr, 0};
  if (!aligned) text.add("^");
  write_format(type, aligned, &text);
  Known* made = static_cast<Known*>(PyMem_RawMalloc(sizeof(Known)));
  char* out = made ? static_cast<char*>(PyMem_RawCalloc(text.length + 1, 1)) : nullptr;
  if (!out) {
    PyMem_RawFree(made);
    return "B";
  }
  text = {out, 0};
  if (!aligned) text.add("^");
  write_format(type, aligned, &text);
  *made = {type, out, known};
  known = made;
  return out;
}
inline int check_format(const ItemType* type, const char* format) {
  if (!format) format = "B";
  if (CY_LIKELY(format[0] == type->code && format[0] && !format[1])) return 0;
  return check_format_in_full(type, format);
}

}  // namespace cy
