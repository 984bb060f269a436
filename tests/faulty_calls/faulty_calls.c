// A library to preload: makes chosen system calls fail or wait, as failing storage does.
//
// FAULTY_CALLS contains rules, one per line, each of words NAME=VALUE:
//   call=read|write|open|stat|fsync|close|rename|mkdir   which call, in all its variants
//   path=PATTERN   the file's path as for fnmatch(), where '*' matches '/'; old or new name of a rename
//   errno=NUMBER   error of the call; 0 or none: it does not fail
//   signal=NUMBER  signal that the process raises first; 0 or none
//   bytes=N        memory that the process takes first, and keeps; 0 or none
//   twin=SECONDS   lifetime of a child with all open files of the process
//   seconds=REAL   how long the call waits first
//   while=FILE     the call waits while FILE exists, and adds a byte to it when it begins to wait
//   after=N        calls to let through first; default 0
//   times=N        calls that fail or wait; default all
//
// Each process counts its own calls. The first rule that matches a call applies.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { most_rules = 16, longest_text = 4096 };

struct rule {
  char call[16];
  char path[256];
  int error;
  int signal;
  long bytes;
  double twin_seconds;
  double seconds;
  char gate[256];
  long after;
  long times;
  atomic_long seen;
};

static struct rule rules[most_rules];
static int rule_count;

static void take_word(struct rule* rule, const char* word) {
  if (sscanf(word, "call=%15s", rule->call) == 1) return;
  if (sscanf(word, "path=%255s", rule->path) == 1) return;
  if (sscanf(word, "errno=%d", &rule->error) == 1) return;
  if (sscanf(word, "signal=%d", &rule->signal) == 1) return;
  if (sscanf(word, "bytes=%ld", &rule->bytes) == 1) return;
  if (sscanf(word, "twin=%lf", &rule->twin_seconds) == 1) return;
  if (sscanf(word, "seconds=%lf", &rule->seconds) == 1) return;
  if (sscanf(word, "while=%255s", rule->gate) == 1) return;
  if (sscanf(word, "after=%ld", &rule->after) == 1) return;
  if (sscanf(word, "times=%ld", &rule->times) == 1) return;
  fprintf(stderr, "faulty_calls: not a rule: %s\n", word);
  abort();
}

__attribute__((constructor)) static void take_rules(void) {
  const char* text = getenv("FAULTY_CALLS");
  static char copy[longest_text];
  if (text == NULL) return;
  snprintf(copy, sizeof copy, "%s", text);
  char* rest_of_lines = NULL;
  for (char* line = strtok_r(copy, "\n", &rest_of_lines); line != NULL && rule_count < most_rules;
       line = strtok_r(NULL, "\n", &rest_of_lines)) {
    struct rule* rule = &rules[rule_count];
    rule->times = LONG_MAX;
    char* rest_of_words = NULL;
    for (char* word = strtok_r(line, " ", &rest_of_words); word != NULL;
         word = strtok_r(NULL, " ", &rest_of_words)) {
      take_word(rule, word);
    }
    ++rule_count;
  }
}

#define REAL(name) ((__typeof__(&name))real(#name))

static void* real(const char* name) { return dlsym(RTLD_NEXT, name); }

static void wait_for(double seconds) {
  struct timespec left = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}

// Waits until the gate or its folder is removed. The size of the gate counts the calls that arrived.
static void wait_at(const char* gate) {
  if (gate[0] == '\0') return;
  const int descriptor = REAL(open)(gate, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) return;
  if (REAL(write)(descriptor, ".", 1) != 1) abort();
  REAL(close)(descriptor);
  while (access(gate, F_OK) == 0) wait_for(0.002);
}

// Takes memory in pieces, as a growing buffer of a decoder does.
static void take_memory(long bytes) {
  enum { piece = 4 << 20 };
  for (; bytes > 0; bytes -= piece) {
    char* memory = malloc(piece);
    if (memory == NULL) return;
    memset(memory, 1, piece);
  }
}

static void leave_twin(double seconds) {
  if (seconds == 0.0 || fork() != 0) return;
  wait_for(seconds);
  _exit(0);
}

static int takes(const struct rule* rule, const char* call, const char* path) {
  return strcmp(rule->call, call) == 0 && fnmatch(rule->path, path, 0) == 0;
}

// Whether the call with one path or two fails, with errno set.
static int fails_with(const char* call, const char* path, const char* other) {
  for (int i = 0; i < rule_count; ++i) {
    struct rule* rule = &rules[i];
    if (!takes(rule, call, path) && !takes(rule, call, other)) continue;
    const long number = atomic_fetch_add(&rule->seen, 1);
    if (number < rule->after || number - rule->after >= rule->times) continue;
    take_memory(rule->bytes);
    leave_twin(rule->twin_seconds);
    if (rule->signal != 0) raise(rule->signal);
    wait_for(rule->seconds);
    wait_at(rule->gate);
    errno = rule->error;
    return rule->error != 0;
  }
  return 0;
}

static int fails(const char* call, const char* path) { return fails_with(call, path, path); }

static int fails_at(const char* call, int descriptor) {
  if (rule_count == 0) return 0;
  const int before = errno;
  char link[64];
  char path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  errno = before;
  if (size < 0) return 0;
  path[size] = '\0';
  return fails(call, path);
}

static mode_t mode_of(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

#define OPENS(name)                                \
  int name(const char* path, int flags, ...) {     \
    va_list arguments;                             \
    va_start(arguments, flags);                    \
    const mode_t mode = mode_of(flags, arguments); \
    va_end(arguments);                             \
    if (fails("open", path)) return -1;            \
    return REAL(name)(path, flags, mode);          \
  }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name)                                     \
  int name(int folder, const char* path, int flags, ...) { \
    va_list arguments;                                     \
    va_start(arguments, flags);                            \
    const mode_t mode = mode_of(flags, arguments);         \
    va_end(arguments);                                     \
    if (fails("open", path)) return -1;                    \
    return REAL(name)(folder, path, flags, mode);          \
  }
OPENS_AT(openat)
OPENS_AT(openat64)

ssize_t read(int descriptor, void* data, size_t size) {
  return fails_at("read", descriptor) ? -1 : REAL(read)(descriptor, data, size);
}

ssize_t pread(int descriptor, void* data, size_t size, off_t offset) {
  return fails_at("read", descriptor) ? -1 : REAL(pread)(descriptor, data, size, offset);
}

ssize_t pread64(int descriptor, void* data, size_t size, off64_t offset) {
  return fails_at("read", descriptor) ? -1 : REAL(pread64)(descriptor, data, size, offset);
}

ssize_t write(int descriptor, const void* data, size_t size) {
  return fails_at("write", descriptor) ? -1 : REAL(write)(descriptor, data, size);
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  return fails_at("write", descriptor) ? -1 : REAL(writev)(descriptor, parts, count);
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
  return fails_at("write", descriptor) ? -1 : REAL(pwrite)(descriptor, data, size, offset);
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
  return fails_at("write", descriptor) ? -1 : REAL(pwrite64)(descriptor, data, size, offset);
}

int fsync(int descriptor) { return fails_at("fsync", descriptor) ? -1 : REAL(fsync)(descriptor); }

int fdatasync(int descriptor) {
  return fails_at("fsync", descriptor) ? -1 : REAL(fdatasync)(descriptor);
}

int syncfs(int descriptor) { return fails_at("fsync", descriptor) ? -1 : REAL(syncfs)(descriptor); }

// Closes the file even when it reports a failure, as the system does.
int close(int descriptor) {
  const int has_failed = fails_at("close", descriptor);
  const int error = errno;
  const int result = REAL(close)(descriptor);
  if (!has_failed) return result;
  errno = error;
  return -1;
}

int rename(const char* from, const char* to) {
  return fails_with("rename", from, to) ? -1 : REAL(rename)(from, to);
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  return fails_with("rename", from, to) ? -1 : REAL(renameat)(from_folder, from, to_folder, to);
}

int mkdir(const char* path, mode_t mode) {
  return fails("mkdir", path) ? -1 : REAL(mkdir)(path, mode);
}

#define STATS(name, buffer)                    \
  int name(const char* path, buffer* status) { \
    if (fails("stat", path)) return -1;        \
    return REAL(name)(path, status);           \
  }
STATS(stat, struct stat)
STATS(stat64, struct stat64)
STATS(lstat, struct stat)
STATS(lstat64, struct stat64)

// FAULTY_FINALIZE: the MPI library crashes while it ends, as Open MPI 4 sometimes does, or, for "hang",
// never ends; then an alarm of one minute rings after two seconds.
int MPI_Finalize(void);
int MPI_Finalize(void) {
  const char* fault = getenv("FAULTY_FINALIZE");
  while (fault != NULL && strcmp(fault, "hang") == 0) pause();
  if (fault != NULL) raise(SIGSEGV);
  int (*finalize)(void) = (int (*)(void))dlsym(RTLD_NEXT, "MPI_Finalize");
  return finalize();
}

unsigned alarm(unsigned seconds) {
  return REAL(alarm)(getenv("FAULTY_FINALIZE") == NULL ? seconds : (seconds + 29) / 30);
}
