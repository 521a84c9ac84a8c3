#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

// The C library's module for Swift leaves malloc.h out.

/// Lets all threads allocate from one area that is never given back and grows by `step` bytes, the first `reserve` of
/// which may be backed by huge pages. Nothing of it takes memory before it is used.
static inline void fairlead_malloc_one_area(int step, size_t reserve) {
  const uintptr_t page = 2 << 20;
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, step);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  void *area = malloc(reserve);
  if (!area) return;
  uintptr_t start = ((uintptr_t)area + page - 1) & ~(page - 1);
  uintptr_t end = ((uintptr_t)area + reserve) & ~(page - 1);
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
  free(area);
}
