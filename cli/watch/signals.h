/* What the watch is asked by signals: to end (TERM, INT), to read its list anew (HUP). */

#ifndef CERTLINT_CLI_WATCH_SIGNALS_H
#define CERTLINT_CLI_WATCH_SIGNALS_H

#include <stdbool.h>

void signals_take(void);

bool signals_stop(void);

/* Whether the list is to be read anew; asked once for each time. */
bool signals_reload(void);

/* The same, and it stays asked. */
bool signals_wants_reload(void);

/* Wait until `fd` can be read (-1: for nothing), a signal came, or the time is over. */
enum wait_end { WAIT_READY, WAIT_SIGNAL, WAIT_TIME };
enum wait_end signals_wait(int fd, int milliseconds);

#endif
