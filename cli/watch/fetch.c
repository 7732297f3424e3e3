/* Requests to many servers at once over HTTP, each server within its limits. */

#include "fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <curl/curl.h>

enum {
	FIRST_PAUSE = 500, LONGEST_PAUSE = 300 * 1000, LONGEST_ASKED_PAUSE = 3600,
	REDIRECTS = 5, CONNECT_SECONDS = 15, DOUBLINGS = 12
};

struct fetch_host {
	struct fetcher *fetcher;
	struct fetch_host *next;
	struct fetch *first, **last;	/* waiting */
	unsigned under_way, failures;
	int64_t turn, rest;		/* not before: by the rate; because it failed */
};

struct fetcher {
	struct fetch_options options;
	CURLM *multi;
	struct fetch_host *hosts;
	uint64_t random;
};

/* ---- time ---- */

int64_t
fetch_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Only so that monitors started together do not stay in step: no secrets hang on it. */
static uint64_t
draw(struct fetcher *fetcher, uint64_t below)
{
	fetcher->random = fetcher->random * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (fetcher->random >> 33) % below;
}

int64_t
fetch_pause(struct fetcher *fetcher, unsigned failures)
{
	unsigned doublings = failures > 1 ? failures - 1 : 0;
	int64_t pause = (int64_t)FIRST_PAUSE << (doublings < DOUBLINGS ? doublings : DOUBLINGS);

	if (pause > LONGEST_PAUSE)
		pause = LONGEST_PAUSE;
	return pause / 2 + (int64_t)draw(fetcher, (uint64_t)pause / 2 + 1);
}

/* ---- fetcher and hosts ---- */

struct fetcher *
fetcher_new(const struct fetch_options *options)
{
	struct fetcher *fetcher;
	CURLM *multi;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;
	multi = curl_multi_init();
	if (!multi) {
		curl_global_cleanup();
		return NULL;
	}
	fetcher = memory_new(1, sizeof(*fetcher));
	fetcher->options = *options;
	if (fetcher->options.parallel == 0)
		fetcher->options.parallel = 1;
	fetcher->multi = multi;
	fetcher->random = (uint64_t)fetch_clock() ^ (uint64_t)time(NULL) << 20;
	return fetcher;
}

void
fetcher_free(struct fetcher *fetcher)
{
	if (!fetcher)
		return;
	curl_multi_cleanup(fetcher->multi);
	curl_global_cleanup();
	free(fetcher);
}

struct fetch_host *
fetch_host_new(struct fetcher *fetcher)
{
	struct fetch_host *host = memory_new(1, sizeof(*host));

	*host = (struct fetch_host){ .fetcher = fetcher, .next = fetcher->hosts };
	host->last = &host->first;
	fetcher->hosts = host;
	return host;
}

void
fetch_host_free(struct fetch_host *host)
{
	struct fetch_host **link;

	if (!host)
		return;
	for (link = &host->fetcher->hosts; *link; link = &(*link)->next)
		if (*link == host) {
			*link = host->next;
			break;
		}
	free(host);
}

/* ---- the queue of a host ---- */

void
fetch_start(struct fetch *fetch)
{
	struct fetch_host *host = fetch->host;

	/* What came before is kept by nobody while it waits: a log may make many wait. */
	text_free(&fetch->body);
	fetch->not_before = fetch->failures == 0 ? 0 :
			    fetch_clock() + fetch_pause(host->fetcher, fetch->failures);
	fetch->next = NULL;
	fetch->queued = true;
	*host->last = fetch;
	host->last = &fetch->next;
}

static void
unqueue(struct fetch_host *host, struct fetch **link)
{
	struct fetch *fetch = *link;

	*link = fetch->next;
	if (!*link)
		host->last = link;
	fetch->next = NULL;
	fetch->queued = false;
}

static void
end_transfer(struct fetch *fetch)
{
	curl_multi_remove_handle(fetch->host->fetcher->multi, fetch->easy);
	curl_easy_cleanup(fetch->easy);
	fetch->easy = NULL;
	fetch->host->under_way--;
}

void
fetch_cancel(struct fetch *fetch)
{
	if (fetch->easy)
		end_transfer(fetch);
	if (!fetch->queued)
		return;
	for (struct fetch **link = &fetch->host->first; *link; link = &(*link)->next)
		if (*link == fetch) {
			unqueue(fetch->host, link);
			return;
		}
}

void
fetch_free(struct fetch *fetch)
{
	fetch_cancel(fetch);
	text_free(&fetch->url);
	text_free(&fetch->body);
}

/* ---- a transfer ---- */

/* Bodies are counted unzipped, so that no small one becomes a large one. */
static size_t
take_body(char *data, size_t one, size_t n, void *ctx)
{
	struct fetch *fetch = ctx;

	(void)one;
	if (n > fetch->most - fetch->body.n) {
		fetch->result = FETCH_TOO_LONG;
		return 0;
	}
	text_add(&fetch->body, data, n);
	return n;
}

static bool
is_https(const char *url)
{
	return strncmp(url, "https:", 6) == 0;
}

static void
set_limits(CURL *easy, const struct fetch *fetch, const struct fetch_options *options)
{
	const char *schemes = is_https(fetch->url.p) ? "https" : "http,https";

	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, schemes);
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, schemes);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)REDIRECTS);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)options->timeout_seconds);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	if (options->user_agent)
		curl_easy_setopt(easy, CURLOPT_USERAGENT, options->user_agent);
	if (options->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
}

/* False: no memory for it. */
static bool
begin_transfer(struct fetch *fetch)
{
	struct fetcher *fetcher = fetch->host->fetcher;
	CURL *easy = curl_easy_init();

	if (!easy)
		return false;
	fetch->result = FETCH_DONE;
	fetch->status = 0;
	fetch->why[0] = '\0';
	curl_easy_setopt(easy, CURLOPT_URL, text_string(&fetch->url));
	set_limits(easy, fetch, &fetcher->options);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, fetch->why);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)fetch);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)fetch);
	if (curl_multi_add_handle(fetcher->multi, easy) != CURLM_OK) {
		curl_easy_cleanup(easy);
		return false;
	}
	fetch->easy = easy;
	fetch->host->under_way++;
	return true;
}

/* ---- how it went ---- */

static enum fetch_result
result_of(CURLcode code)
{
	switch (code) {
	case CURLE_OK:
		return FETCH_DONE;
	case CURLE_OPERATION_TIMEDOUT:
		return FETCH_SLOW;
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_BAD_CONTENT_ENCODING:
	case CURLE_WRITE_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return FETCH_CUT;
	default:
		return FETCH_UNREACHED;
	}
}

/* Whether the server asks for rest or is not there, so that no request is any use for a while. */
static bool
needs_rest(const struct fetch *fetch)
{
	return fetch->result == FETCH_UNREACHED ||
	       (fetch->result == FETCH_REFUSED && (fetch->status == 429 || fetch->status >= 500));
}

static void
rest_host(struct fetch *fetch)
{
	struct fetch_host *host = fetch->host;
	int64_t now = fetch_clock(), until;
	curl_off_t asked = 0;

	if (fetch->result == FETCH_DONE)
		host->failures = 0;
	if (!needs_rest(fetch))
		return;
	/* Requests that were under way together fail together, and count once. */
	if (host->rest <= now)
		host->failures++;
	until = now + fetch_pause(host->fetcher, host->failures);
	curl_easy_getinfo(fetch->easy, CURLINFO_RETRY_AFTER, &asked);
	if (asked > LONGEST_ASKED_PAUSE)
		asked = LONGEST_ASKED_PAUSE;
	if (asked > 0)
		until = now + (int64_t)asked * 1000;
	if (until > host->rest)
		host->rest = until;
}

static void
judge(struct fetch *fetch, CURLcode code)
{
	enum fetch_result result = result_of(code);

	curl_easy_getinfo(fetch->easy, CURLINFO_RESPONSE_CODE, &fetch->status);
	if (fetch->result == FETCH_TOO_LONG)
		snprintf(fetch->why, sizeof(fetch->why), "more than %zu bytes", fetch->most);
	else
		fetch->result = result;
	/* However long a page comes with it: what a server refuses is not too long. */
	if ((code == CURLE_OK || fetch->result == FETCH_TOO_LONG) && fetch->status != 200) {
		fetch->result = FETCH_REFUSED;
		snprintf(fetch->why, sizeof(fetch->why), "HTTP status %ld", fetch->status);
	} else if (fetch->result != FETCH_DONE && !fetch->why[0]) {
		snprintf(fetch->why, sizeof(fetch->why), "%s", curl_easy_strerror(code));
	}
	if (fetch->result == FETCH_UNREACHED)
		fetch->status = 0;
}

static void
finish(CURL *easy, CURLcode code)
{
	struct fetch *fetch = NULL;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&fetch);
	judge(fetch, code);
	rest_host(fetch);
	if (fetch->result != FETCH_DONE)
		fetch->failures++;
	end_transfer(fetch);
	fetch->done(fetch);
}

/* ---- all together ---- */

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Begin what may begin; the time when the next may, if that is before `due`. */
static int64_t
begin_some(struct fetch_host *host, int64_t now, int64_t due)
{
	const struct fetch_options *options = &host->fetcher->options;
	struct fetch **link = &host->first;

	while (*link && host->under_way < options->parallel) {
		struct fetch *fetch = *link;

		if (host->turn > now || host->rest > now)
			return earlier(due, host->turn > host->rest ? host->turn : host->rest);
		if (fetch->not_before > now) {
			due = earlier(due, fetch->not_before);
			link = &fetch->next;
			continue;
		}
		if (!begin_transfer(fetch))
			return earlier(due, now + FIRST_PAUSE);
		unqueue(host, link);
		if (options->requests_a_second > 0)
			host->turn = now + 1000 / options->requests_a_second;
	}
	return due;
}

static int64_t
begin_all(struct fetcher *fetcher, int64_t due)
{
	int64_t now = fetch_clock();

	for (struct fetch_host *host = fetcher->hosts; host; host = host->next)
		due = begin_some(host, now, due);
	return due > now ? due - now : 0;
}

void
fetcher_wait(struct fetcher *fetcher, int64_t milliseconds)
{
	int64_t left = begin_all(fetcher, fetch_clock() + milliseconds);
	CURLMsg *message;
	int running, more;

	curl_multi_perform(fetcher->multi, &running);
	message = curl_multi_info_read(fetcher->multi, &more);
	if (!message) {
		curl_multi_poll(fetcher->multi, NULL, 0, (int)left, NULL);
		curl_multi_perform(fetcher->multi, &running);
		message = curl_multi_info_read(fetcher->multi, &more);
	}
	for (; message; message = curl_multi_info_read(fetcher->multi, &more))
		if (message->msg == CURLMSG_DONE)
			finish(message->easy_handle, message->data.result);
}
