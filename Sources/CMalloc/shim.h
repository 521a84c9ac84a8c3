#include <malloc.h>

// The C library's module for Swift leaves malloc.h out.

/// Lets all threads allocate from one area that grows by `step` bytes and is never given back.
static inline void fairlead_malloc_one_area(int step) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, step);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
}
