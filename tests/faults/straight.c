/* Preloaded into mpietl, takes away what makes its outputs and journal safe, so that the cost
   shows: what is written to a journal is swallowed, and outputs stay under their temporary names.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int is_journal(const char* path) { return strstr(path, ".journal/run-") != NULL; }

static int is_temporary(const char* path) {
  const char* name = strrchr(path, '/');
  return strncmp(name ? name + 1 : path, ".mpietl-", 8) == 0;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define MODE_OF(flags, last)             \
  mode_t mode = 0;                       \
  if ((flags) & (O_CREAT | O_TMPFILE)) { \
    va_list list;                        \
    va_start(list, last);                \
    mode = va_arg(list, mode_t);         \
    va_end(list);                        \
  }

int open(const char* path, int flags, ...) {
  MODE_OF(flags, flags)
  if (is_journal(path)) return NEXT(open)("/dev/null", O_RDWR);
  return NEXT(open)(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  MODE_OF(flags, flags)
  if (is_journal(path)) return NEXT(open64)("/dev/null", O_RDWR);
  return NEXT(open64)(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  MODE_OF(flags, flags)
  if (is_journal(path)) return NEXT(openat)(folder, "/dev/null", O_RDWR);
  return NEXT(openat)(folder, path, flags, mode);
}

int rename(const char* from, const char* to) {
  return is_temporary(from) ? 0 : NEXT(rename)(from, to);
}
