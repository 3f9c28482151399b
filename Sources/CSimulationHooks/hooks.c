#define _GNU_SOURCE
#include "hooks.h"

#include <pthread.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

_Thread_local void *_Nullable simulation_current_storage = NULL;

void simulation_thread_name(char *buffer, size_t size) {
  if (size == 0) return;
  if (pthread_getname_np(pthread_self(), buffer, size) != 0) buffer[0] = 0;
}

uint64_t simulation_thread_number(void) {
#if defined(__linux__)
  return (uint64_t)syscall(SYS_gettid);
#else
  uint64_t number = 0;
  pthread_threadid_np(NULL, &number);
  return number;
#endif
}

// In Swift: ProcessExecutors.swift.
void simulation_install_executors(void);

// Before `main`, while the process has one thread: the runtime reads its executors without a lock, so they cannot be
// replaced safely once tasks run on other threads.
__attribute__((constructor)) static void install_executors(void) { simulation_install_executors(); }
