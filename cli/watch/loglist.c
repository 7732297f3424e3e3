/* Lists of logs in the format of Google's log_list.json, version 3. */

#include "follow.h"

#include <stdlib.h>

#include <jansson.h>

#include "say.h"

enum { ID = 32, STATES = 6, USUAL_DELAY = 86400 };

static const char *const state_names[STATES] = {
	"pending", "qualified", "usable", "readonly", "retired", "rejected"
};
static const char usual_states[] = "usable qualified readonly";

struct log_list {
	struct follow_log *logs;
	size_t n, room;
	json_t *json;			/* what the strings of the logs are in */
};

/* A list as it is read; what is wrong with it is told once, with the place it is at. */
struct reading {
	struct log_list *list;
	const char *path;
	unsigned states;		/* bits, as state_names has them */
	size_t operator, log;
	const char *array;		/* NULL: at no log */
	bool failed;
};

/* ---- what is wrong ---- */

static void complain(struct reading *r, const char *format, ...) PRINTF_LIKE(2, 3);

static void
complain(struct reading *r, const char *format, ...)
{
	struct text why = { 0 };
	va_list args;

	if (r->failed)
		return;
	r->failed = true;
	va_start(args, format);
	text_vprintf(&why, format, args);
	va_end(args);
	if (r->array)
		say("%s: operators[%zu].%s[%zu]: %s", r->path, r->operator, r->array, r->log,
		    text_string(&why));
	else
		say("%s: %s", r->path, text_string(&why));
	text_free(&why);
}

/* ---- base64 ---- */

static int
digit_value(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 :
	       c >= '0' && c <= '9' ? c - '0' + 52 : c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Into new memory; NULL if it is no base64 or nothing. */
static uint8_t *
decode(const char *text, size_t *length)
{
	size_t n = strlen(text), padding = 0, at = 0;
	uint32_t bits = 0;
	uint8_t *out;

	while (padding < 2 && n > padding && text[n - 1 - padding] == '=')
		padding++;
	if (n == 0 || n % 4 != 0)
		return NULL;
	out = memory_new(n / 4 * 3, 1);
	for (size_t i = 0; i < n - padding; i++) {
		int value = digit_value(text[i]);

		if (value < 0) {
			free(out);
			return NULL;
		}
		bits = bits << 6 | (uint32_t)value;
		if (i % 4 > 0)
			out[at++] = (uint8_t)(bits >> (6 - 2 * (i % 4)));
	}
	*length = at;
	return out;
}

/* ---- members ---- */

/* A string that has to be there; NULL: it was complained of. */
static const char *
member(struct reading *r, json_t *log, const char *name)
{
	json_t *value = json_object_get(log, name);

	if (!value)
		complain(r, "no %s", name);
	else if (!json_is_string(value) || json_string_length(value) == 0)
		complain(r, "%s is not text", name);
	return value && !r->failed ? json_string_value(value) : NULL;
}

static bool
take_key(struct reading *r, json_t *json, struct follow_log *log)
{
	const char *key = member(r, json, "key"), *id = member(r, json, "log_id");
	uint8_t *told, digest[ID];
	size_t n = 0;

	if (!key || !id)
		return false;
	log->key = decode(key, &log->key_length);
	told = decode(id, &n);
	if (!log->key)
		complain(r, "key is not base64");
	else if (!told || n != ID)
		complain(r, "log_id is not 32 bytes of base64");
	else if (certlint_digest(CERTLINT_DIGEST_OBJECT, CERTLINT_CERT, log->key, log->key_length,
				 digest) != CERTLINT_OK || memcmp(digest, told, ID) != 0)
		complain(r, "log_id is not the SHA-256 of key");
	else
		memcpy(log->id, told, ID);
	free(told);
	return !r->failed;
}

/* ---- addresses ---- */

/* Whether a host with perhaps a port, up to the end or a slash, is this machine. */
static bool
is_loopback(const char *host)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t n = strlen(names[i]);

		if (strncmp(host, names[i], n) == 0 && strchr(":/", host[n]))
			return true;
	}
	return false;
}

/* What is behind the scheme of an address that can be a log's; NULL: it was complained of. */
static const char *
behind_scheme(struct reading *r, const char *name, const char *url)
{
	const char *host = strncmp(url, "https://", 8) == 0 ? url + 8 :
			   strncmp(url, "http://", 7) == 0 ? url + 7 : NULL;

	if (!host || *host == '\0' || *host == '/')
		complain(r, "%s is no https address", name);
	else if (url[4] == ':' && !is_loopback(host))
		complain(r, "%s is http, which is only for this machine", name);
	else if (strpbrk(host, " ?#@\\\"<>"))
		complain(r, "%s is no plain address", name);
	for (const char *p = url; *p && !r->failed; p++)
		if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7f)
			complain(r, "%s is no plain address", name);
	return r->failed ? NULL : host;
}

/* In new memory: without slashes at the end, or with one. */
static char *
with_slash(const char *address, bool slash)
{
	size_t n = strlen(address);
	char *out = memory_new(n + 2, 1);

	memcpy(out, address, n);
	while (n > 0 && out[n - 1] == '/')
		out[--n] = '\0';
	if (slash)
		out[n] = '/';
	return out;
}

static bool
take_addresses(struct reading *r, json_t *json, struct follow_log *log)
{
	bool tiled = log->protocol == LOG_STATIC;
	const char *name = tiled ? "monitoring_url" : "url", *url = member(r, json, name);
	const char *submission = tiled ? member(r, json, "submission_url") : url, *origin;

	if (!url || !submission || !behind_scheme(r, name, url))
		return false;
	origin = behind_scheme(r, tiled ? "submission_url" : name, submission);
	if (!origin)
		return false;
	log->url = with_slash(url, true);
	log->origin = with_slash(origin, false);
	return true;
}

/* ---- logs ---- */

/* The log's state as a bit; one that says none is taken for usable.  0: it was complained of. */
static unsigned
state_of(struct reading *r, json_t *json)
{
	json_t *state = json_object_get(json, "state");

	if (!state)
		return 1u << 2;
	for (unsigned i = 0; i < STATES; i++)
		if (json_object_get(state, state_names[i]))
			return 1u << i;
	complain(r, "state is none that is known");
	return 0;
}

static bool
is_there(const struct log_list *list, const struct follow_log *log)
{
	for (size_t i = 0; i < list->n; i++)
		if (memcmp(list->logs[i].id, log->id, ID) == 0)
			return true;
	return false;
}

static struct follow_log *
new_log(struct log_list *list)
{
	if (list->n == list->room) {
		list->room = list->room * 2 + 16;
		list->logs = memory_grow(list->logs, list->room, sizeof(list->logs[0]));
	}
	list->logs[list->n] = (struct follow_log){ 0 };
	return &list->logs[list->n];
}

static void
free_log(struct follow_log *log)
{
	free((void *)log->key);
	free((void *)log->url);
	free((void *)log->origin);
}

static void
take_delay(struct reading *r, json_t *json, struct follow_log *log, unsigned state)
{
	json_t *delay = json_object_get(json, "mmd");
	json_int_t seconds = json_is_integer(delay) ? json_integer_value(delay) : USUAL_DELAY;

	if ((delay && !json_is_integer(delay)) || seconds <= 0 || seconds > UINT32_MAX)
		complain(r, "mmd is no number of seconds");
	else if (state <= 1u << 2)
		log->delay_seconds = (uint32_t)seconds;
}

static void
take_log(struct reading *r, json_t *json, json_t *operator_name, enum log_protocol protocol)
{
	struct follow_log *log = new_log(r->list);
	unsigned state;

	if (!json_is_object(json)) {
		complain(r, "not an object");
		return;
	}
	state = state_of(r, json);
	if (r->failed || !(state & r->states))
		return;
	log->protocol = protocol;
	log->operator_name = json_is_string(operator_name) ? json_string_value(operator_name) : "";
	if (take_key(r, json, log) && take_addresses(r, json, log)) {
		const char *description = json_string_value(json_object_get(json, "description"));

		log->description = description ? description : log->origin;
		take_delay(r, json, log, state);
		if (is_there(r->list, log))
			complain(r, "the log is there twice");
	}
	if (r->failed)
		free_log(log);
	else
		r->list->n++;
}

static void
take_logs(struct reading *r, json_t *operator, const char *name, enum log_protocol protocol)
{
	json_t *logs = json_object_get(operator, name), *log;
	size_t i;

	r->array = NULL;
	if (logs && !json_is_array(logs))
		complain(r, "operators[%zu].%s is no array", r->operator, name);
	r->array = name;
	json_array_foreach(logs, i, log) {
		r->log = i;
		if (!r->failed)
			take_log(r, log, json_object_get(operator, "name"), protocol);
	}
	r->array = NULL;
}

static void
take_operators(struct reading *r)
{
	json_t *operators = json_object_get(r->list->json, "operators"), *operator;
	size_t i;

	if (!json_is_array(operators))
		complain(r, "no list of logs: it has no array \"operators\"");
	json_array_foreach(operators, i, operator) {
		r->operator = i;
		if (!json_is_object(operator))
			complain(r, "operators[%zu] is not an object", i);
		take_logs(r, operator, "logs", LOG_RFC6962);
		take_logs(r, operator, "tiled_logs", LOG_STATIC);
	}
	if (r->list->n == 0)
		complain(r, "no log in it is in a state that is followed");
}

/* ---- states ---- */

static void
take_states(struct reading *r, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, " ,");
		unsigned i = 0;

		while (i < STATES && (strlen(state_names[i]) != n ||
				      memcmp(state_names[i], words, n) != 0))
			i++;
		if (n > 0 && i == STATES) {
			say("%.*s: no state of a log (pending, qualified, usable, readonly, "
			    "retired, rejected)", (int)n, words);
			r->failed = true;
			return;
		}
		if (n > 0)
			r->states |= 1u << i;
		words += n + (words[n] != '\0');
	}
}

/* ---- the list ---- */

static struct log_list *
read_list(const char *path, const char *text, size_t n, const char *states)
{
	struct log_list *list = memory_new(1, sizeof(*list));
	struct reading r = { .list = list, .path = path };
	json_error_t error;

	take_states(&r, states ? states : usual_states);
	if (!r.failed) {
		list->json = text ? json_loadb(text, n, 0, &error) :
			     json_load_file(path, 0, &error);
		if (list->json)
			take_operators(&r);
		else if (error.line > 0)
			complain(&r, "line %d, column %d: %s", error.line, error.column,
				 error.text);
		else
			complain(&r, "%s", error.text);
	}
	if (!r.failed)
		return list;
	log_list_free(list);
	return NULL;
}

struct log_list *
log_list_read(const char *path, const char *states)
{
	return read_list(path, NULL, 0, states);
}

struct log_list *
log_list_parse(const char *name, const char *text, size_t n, const char *states)
{
	return read_list(name, text, n, states);
}

size_t
log_list_count(const struct log_list *list)
{
	return list->n;
}

const struct follow_log *
log_list_at(const struct log_list *list, size_t i)
{
	return i < list->n ? &list->logs[i] : NULL;
}

void
log_list_free(struct log_list *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->n; i++)
		free_log(&list->logs[i]);
	free(list->logs);
	json_decref(list->json);
	free(list);
}
