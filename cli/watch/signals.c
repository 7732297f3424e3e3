/* What the watch is asked by signals: to end (TERM, INT), to read its list anew (HUP). */

#include "watch/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

/* A process has one set of signals: these are the only variables of the command that change. */
static volatile sig_atomic_t stop, reload;
static int wake[2] = { -1, -1 };

static void
handle(int number)
{
	int error = errno;

	if (number == SIGHUP)
		reload = 1;
	else
		stop = 1;
	/* A pipe that is full wakes as well. */
	if (write(wake[1], "", 1) < 0)
		errno = error;
	errno = error;
}

void
signals_take(void)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = handle };

	if (pipe(wake) == 0)
		for (int i = 0; i < 2; i++) {
			fcntl(wake[i], F_SETFL, O_NONBLOCK);
			fcntl(wake[i], F_SETFD, FD_CLOEXEC);
		}
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < 3; i++)
		sigaction(numbers[i], &action, NULL);
	/* A file that may grow no more is an error like a disk that is full. */
	signal(SIGXFSZ, SIG_IGN);
}

bool
signals_stop(void)
{
	return stop != 0;
}

bool
signals_reload(void)
{
	bool asked = reload != 0;

	reload = 0;
	return asked;
}

bool
signals_wants_reload(void)
{
	return reload != 0;
}

enum wait_end
signals_wait(int fd, int milliseconds)
{
	struct pollfd polled[2] = {
		{ .fd = wake[0], .events = POLLIN }, { .fd = fd, .events = POLLIN },
	};
	char bytes[64];
	int n = stop || reload ? 1 : poll(polled, fd >= 0 ? 2 : 1, milliseconds);

	while (read(wake[0], bytes, sizeof(bytes)) > 0)
		;
	if (stop || reload || (n < 0 && errno == EINTR))
		return WAIT_SIGNAL;
	return n > 0 && fd >= 0 && polled[1].revents ? WAIT_READY : WAIT_TIME;
}
