/*
 * Any bytes as what a server answers over HTTP: status, headers, redirects, encodings, body.  A
 * request ends, once, with a result that fits its status, says why if it failed, and takes no more
 * bytes than it was allowed.  Each connection gets the same answer.
 *
 * All requests, wherever a redirect leads, go to a proxy that is the target itself: nothing leaves
 * the machine, and nothing is asked of its resolver.
 */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../claim.h"
#include "../said.h"
#include "watch/fetch.h"

enum {
	MOST_BYTES = 2048,		/* of a body */
	MOST_CONNECTIONS = 16,		/* redirects, and tries of the client's own */
	MOST_TURNS = 4000,
	SECONDS = 2
};

/* The server: its connections, and what it answers. */
struct server {
	int listener;
	int clients[MOST_CONNECTIONS];
	size_t count;
	const uint8_t *answer;
	size_t size;
};

/* -1 where there is no loopback to listen on. */
static int
listen_here(void)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	socklen_t n = sizeof(here);
	char proxy[64];
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&here, sizeof(here)) != 0 ||
	    listen(fd, MOST_CONNECTIONS) != 0 ||
	    getsockname(fd, (struct sockaddr *)&here, &n) != 0)
		return -1;
	CLAIM(fcntl(fd, F_SETFL, O_NONBLOCK) == 0);
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%u", ntohs(here.sin_port));
	setenv("http_proxy", proxy, 1);
	setenv("https_proxy", proxy, 1);
	setenv("all_proxy", proxy, 1);
	unsetenv("no_proxy");
	unsetenv("NO_PROXY");
	signal(SIGPIPE, SIG_IGN);
	/* Held, so that it is not done again for every fetcher. */
	CLAIM(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	return fd;
}

/* Whoever has asked gets the answer, and the end of it. */
static void
serve(struct server *s)
{
	int client = s->count < MOST_CONNECTIONS ? accept(s->listener, NULL, NULL) : -1;

	if (client >= 0) {
		CLAIM(fcntl(client, F_SETFL, O_NONBLOCK) == 0);
		s->clients[s->count++] = client;
	}
	for (size_t i = 0; i < s->count; i++) {
		char request[4096];

		if (recv(s->clients[i], request, sizeof(request), 0) <= 0)
			continue;
		(void)!write(s->clients[i], s->answer, s->size);
		shutdown(s->clients[i], SHUT_WR);
	}
}

static void
count_done(struct fetch *fetch)
{
	(*(unsigned *)fetch->owner)++;
}

static void
claim_result(const struct fetch *f)
{
	CLAIM(f->body.n <= f->most && !fetch_is_busy(f));
	CLAIM(memchr(f->why, '\0', sizeof(f->why)));
	CLAIM((f->result == FETCH_DONE) == (f->failures == 0));
	switch (f->result) {
	case FETCH_DONE: CLAIM(f->status == 200); return;
	case FETCH_REFUSED: CLAIM(f->status != 200); break;
	case FETCH_UNREACHED: CLAIM(f->status == 0); break;
	case FETCH_TOO_LONG: CLAIM(f->status == 200); break;
	default: break;
	}
	CLAIM(f->why[0]);
}

static void
request(struct server *s)
{
	struct fetch_options options = { .timeout_seconds = SECONDS, .parallel = 1 };
	struct fetcher *fetcher = fetcher_new(&options);
	struct fetch_host *host = fetch_host_new(fetcher);
	unsigned done = 0, turns = 0;
	struct fetch f = { .host = host, .most = MOST_BYTES, .owner = &done, .done = count_done };

	text_puts(&f.url, "http://log.example/ct/v1/get-sth");
	fetch_start(&f);
	for (; done == 0 && turns < MOST_TURNS; turns++) {
		serve(s);
		fetcher_wait(fetcher, 1);
	}
	CLAIM(done == 1);
	claim_result(&f);
	fetch_free(&f);
	fetch_host_free(host);
	fetcher_free(fetcher);
	while (s->count > 0)
		close(s->clients[--s->count]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int listener = -2;
	struct server server = { .answer = data, .size = size };

	if (listener == -2)
		listener = listen_here();
	server.listener = listener;
	if (listener >= 0)
		request(&server);
	return 0;
}
