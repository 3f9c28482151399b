#ifndef BOOKING_SIM_HOOKS_H
#define BOOKING_SIM_HOOKS_H

#include <stddef.h>
#include <stdint.h>

// The simulation that runs on this thread, or NULL. Swift has no thread-local variables of its own; a C `extern` links
// with the dynamic and with the static Swift runtime alike.
extern _Thread_local void *_Nullable simulation_current_storage;

static inline void *_Nullable simulation_current(void) { return simulation_current_storage; }

static inline void simulation_set_current(void *_Nullable simulation) { simulation_current_storage = simulation; }

// Writes the calling thread's name into `buffer`, always terminated by a zero byte, empty when it has none.
void simulation_thread_name(char *_Nonnull buffer, size_t size);

// The number by which the system and its debuggers know the calling thread.
uint64_t simulation_thread_number(void);

#endif
