// Recursion: a call that would run out of C stack raises RecursionError instead.
#pragma once
#include "cy/raise.h"
#if defined(__APPLE__) || defined(__linux__)
#include <pthread.h>
#endif

namespace cy {

// The usable part of the stack of the thread that was seen last: its lowest page and, in the low 24 bits, how many pages. One word, so
// that threads without the GIL may read and write it at any time.
static std::uint64_t stack_bounds CY_UNUSED;
constexpr std::uint64_t stack_count_mask = 0xffffff;

// Where the stack of this thread is; all of it (0 and the largest count) where the system does not say.
CY_COLD CY_UNUSED static std::uint64_t measure_stack() {
  char* low = nullptr;
  std::size_t size = 0;
#if defined(__APPLE__)
  size = pthread_get_stacksize_np(pthread_self());
  low = static_cast<char*>(pthread_get_stackaddr_np(pthread_self())) - size;
#elif defined(__linux__)
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    void* address = nullptr;
    if (pthread_attr_getstack(&attributes, &address, &size) == 0) low = static_cast<char*>(address);
    pthread_attr_destroy(&attributes);
  }
#endif
  if (!low) return 0;
  std::size_t reserve = size >= 1u << 20 ? std::size_t{192} << 10 : size / 4;  // for what runs while the exception is handled
  std::uint64_t count = (size - reserve) >> 12;
  return static_cast<std::uint64_t>(reinterpret_cast<std::size_t>(low + reserve) >> 12) << 24 | (count < stack_count_mask ? count : stack_count_mask);
}
inline bool stack_holds(std::uint64_t bounds, std::size_t address) { return (address >> 12) - (bounds >> 24) < (bounds & stack_count_mask); }
CY_COLD CY_UNUSED static int check_stack_of_thread(std::size_t address) {
  static thread_local std::uint64_t own_bounds = 0;
  if (!own_bounds) own_bounds = measure_stack();
  if (!own_bounds) return 0;
  __atomic_store_n(&stack_bounds, own_bounds, __ATOMIC_RELAXED);
  // Far away is the stack of a coroutine library, not the end of this one.
  std::size_t low = static_cast<std::size_t>(own_bounds >> 24) << 12;
  if (stack_holds(own_bounds, address) || address > low || low - address > (std::size_t{256} << 10)) return 0;
  return raise_with_gil(PyExc_RecursionError, "maximum recursion depth exceeded");
}
inline int check_stack() {
  std::size_t address = reinterpret_cast<std::size_t>(__builtin_frame_address(0));
  return CY_LIKELY(stack_holds(__atomic_load_n(&stack_bounds, __ATOMIC_RELAXED), address)) ? 0 : check_stack_of_thread(address);
}

}  // namespace cy
