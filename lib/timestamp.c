/* The SCTs of a certificate, gone through once: faults, logs, times. */

#include "cert_read.h"

#include <string.h>

/* A fault: all but those in a signature leave in doubt how many SCTs there are. */
static void
note_sct_fault(void *ctx, enum sct_fault fault, struct span at)
{
	struct cert *c = ctx;

	(void)at;
	signals_raise(&c->signals, ON_SIGHT(SCT));
	c->sct.sound &= fault == SCT_HASH || fault == SCT_ALGORITHM || fault == SCT_ECDSA_FORM ||
			fault == SCT_RSA_LENGTH;
}

/* The SCTs as they are gone through. */
struct timestamps {
	struct cert *c;
	struct span ids[SCT_COMPARED];
	const char *operators[SCT_COMPARED];
	unsigned count, distinct;	/* SCTs and ids */
	unsigned google, fixed;		/* logs of Google, of static-ct-api */
};

/* Whether an SCT is of the same log as one of the few before it. */
static bool
repeats_log(const struct timestamps *t, struct span log_id)
{
	for (unsigned i = 0; i < t->distinct; i++)
		if (span_same(t->ids[i], log_id))
			return true;
	return false;
}

/* Whether an operator runs none of the logs before. */
static bool
is_new_operator(const struct timestamps *t, const char *operator)
{
	for (unsigned i = 0; i < t->c->sct.operators; i++)
		if (strcmp(t->operators[i], operator) == 0)
			return false;
	return true;
}

/* What an SCT has to do with its log. */
static void
note_sct_log(struct cert *c, const struct sct *s, const struct ct_log *log)
{
	int64_t time = sct_seconds(s);

	if (log == NULL || log->is_test)
		signals_raise(&c->signals, ON_SIGHT(SCT_LOG_UNKNOWN));
	if (log == NULL)
		return;
	if (c->until < log->start || c->until >= log->end)
		signals_raise(&c->signals, ON_SIGHT(SCT_INTERVAL));
	if (time > log_since(log, LOG_CHROME, LOG_READONLY) ||
	    time > log_since(log, LOG_APPLE, LOG_READONLY))
		signals_raise(&c->signals, ON_SIGHT(SCT_READONLY));
	if (log->is_static && sct_extension_faults(s->extensions) != 0)
		signals_raise(&c->signals, ON_SIGHT(SCT_EXTENSION));
}

/* Count a log that no SCT before was of. */
static void
count_log(struct timestamps *t, const struct ct_log *log)
{
	struct sct_sum *sum = &t->c->sct;

	if (log && log->is_test)
		return;
	sum->logs++;
	if (log == NULL) {
		sum->unknown++;
		return;
	}
	if (is_new_operator(t, log->operator))
		t->operators[sum->operators++] = log->operator;
	t->google += log->is_google;
	t->fixed += log->is_static;
}

static void
read_timestamp(struct timestamps *t, const struct sct *s, const struct data *data)
{
	const struct ct_log *log = data_log(data, s->log_id);
	struct sct_sum *sum = &t->c->sct;
	int64_t time = sct_seconds(s);

	note_sct_log(t->c, s, log);
	if (repeats_log(t, s->log_id)) {
		signals_raise(&t->c->signals, ON_SIGHT(SCT_DUPLICATE));
	} else if (t->distinct < SCT_COMPARED) {
		t->ids[t->distinct++] = s->log_id;
		count_log(t, log);
	}
	if (sct_time_is_odd(s, t->c->from, t->c->until))
		signals_raise(&t->c->signals, ON_SIGHT(SCT_TIME));
	if (t->count++ == 0)
		sum->first = sum->last = time;
	sum->first = time < sum->first ? time : sum->first;
	sum->last = time > sum->last ? time : sum->last;
}

/* What is noteworthy about all of a sound list; the policies judge it exactly. */
static void
note_timestamps(const struct timestamps *t)
{
	const int64_t half_year = INT64_C(180) * 86400, year = INT64_C(365) * 86400;
	const struct sct_sum *sum = &t->c->sct;
	struct signals *signals = &t->c->signals;
	int64_t lifetime = t->c->until - t->c->from;

	if (sum->logs < (lifetime < half_year ? 2 : lifetime < year ? 3 : 5))
		signals_raise(signals, ON_SIGHT(SCT_FEW));
	if (sum->unknown > 0 || sum->logs == 0)
		return;
	if (sum->operators == 1)
		signals_raise(signals, ON_SIGHT(SCT_ONE_OPERATOR));
	if (t->google == 0)
		signals_raise(signals, ON_SIGHT(SCT_NO_GOOGLE));
	if (t->google == sum->logs)
		signals_raise(signals, ON_SIGHT(SCT_ALL_GOOGLE));
	if (t->fixed == sum->logs)
		signals_raise(signals, ON_SIGHT(SCT_ALL_STATIC));
}

void
cert_read_timestamps(struct cert *c, const struct data *data)
{
	const struct extension *x = cert_extension(c, OID_SCT_LIST);
	struct timestamps t = { .c = c };
	struct sct s;

	if (!x)
		return;
	c->sct.sound = true;
	sct_check(x->value, note_sct_fault, c);
	each_sct(x->value, s)
		read_timestamp(&t, &s, data);
	c->sct.sound &= t.count > 0 && t.count <= SCT_COMPARED;
	if (c->sct.sound)
		note_timestamps(&t);
}
