// What a diagnostic is, and the sink that every step reports to. The messages are rows of diagnostics.def.
#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/source_file.h"
#include "base/text.h"

namespace cyrite {

enum class Severity : std::uint8_t { Error, Warning, PerformanceHint, Note };

consteval std::size_t count_holes(std::string_view text) {
  std::size_t holes = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) holes += text[i] == '{' && text[i + 1] == '}';
  return holes;
}

// `level` is Cython's warning level: 0 is shown only with -Wextra or to programs that ask for all warnings.
template <class... Args>
struct DiagnosticKind {
  Severity severity;
  std::string_view id, message;
  consteval DiagnosticKind(Severity s, std::string_view i, std::string_view m) : severity(s), id(i), message(m) {
    if (count_holes(m) != sizeof...(Args)) throw "message holes and argument types differ";
  }
};

namespace diag {
#define DIAGNOSTIC(severity, name, message, ...) \
  inline constexpr DiagnosticKind<__VA_ARGS__> name{Severity::severity, #name, message};
#include "diagnostics/diagnostics.def"
}  // namespace diag

struct Diagnostic {
  Severity severity;
  std::string_view id;
  Span span;
  std::string text;
  std::vector<Diagnostic> notes;
};

class Diagnostics {
 public:
  template <class... Args>
  Diagnostic& report(Span span, const DiagnosticKind<Args...>& kind, std::type_identity_t<Args>... args) {
    return add({kind.severity, kind.id, span, fmt::format(fmt::runtime(kind.message), args...), {}});
  }
  Diagnostic& add(Diagnostic diagnostic);
  void make_warnings_errors() { warnings_are_errors_ = true; }  // -Werror; hints and notes stay what they are
  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return list_; }
  // Speculative checking (type inference) reports into nothing.
  void mute() { ++muted_; }
  void unmute() { --muted_; }
  bool muted() const { return muted_ > 0; }
  std::size_t muted_errors() const { return muted_errors_; }

 private:
  std::vector<Diagnostic> list_;
  Diagnostic scratch_{};
  std::size_t errors_ = 0, muted_errors_ = 0;
  int muted_ = 0;
  bool warnings_are_errors_ = false;
};

}  // namespace cyrite
