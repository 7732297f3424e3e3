/* Groups: what is told, what is counted, what is remembered, and what comes back from a file. */

#include "watching.h"

#include <stdio.h>
#include <stdlib.h>

#include <certlint/groups.h>

enum { DAY = 86400, START = 1750000000 };

/* What a hit is sorted into; the times are seconds after START. */
struct sorter {
	certlint_groups *groups;
	int64_t time;
	int decisions[64], count;
	const struct certlint_group *group;
};

static int
sort_hit(void *ctx, const struct certlint_hit *hit)
{
	struct sorter *s = ctx;
	int decision = certlint_groups_hit(s->groups, hit, START + s->time, &s->group);

	assert_true(decision > 0);
	if (s->count < 64)
		s->decisions[s->count++] = decision;
	return 0;
}

static int
sort_anomaly(void *ctx, const struct certlint_group *group, int decision)
{
	struct sorter *s = ctx;

	s->group = group;
	if (s->count < 64)
		s->decisions[s->count++] = decision;
	return 0;
}

static certlint_groups *
make_groups(const struct certlint_groups_options *options)
{
	certlint_groups *groups;

	assert_int_equal(certlint_groups_new(&groups, options, NULL), CERTLINT_OK);
	return groups;
}

/* The first decision about a recipe's object. */
static int
sort_recipe(struct sorter *s, const char *list, const char *recipe)
{
	static struct sample sample;
	certlint_watch *watch = watch_make(list);

	s->count = 0;
	s->group = NULL;
	sample_make(&sample, recipe);
	certlint_watch_match(watch, &sample.input, NULL, sort_hit, s);
	sample_free(&sample);
	certlint_watch_free(watch);
	return s->count ? s->decisions[0] : 0;
}

static int
look_at_recipe(struct sorter *s, const char *recipe)
{
	static struct sample sample;
	certlint *lint = sample_handle(NULL);
	struct certlint_object *object;
	int told;

	s->count = 0;
	sample_make(&sample, recipe);
	assert_int_equal(certlint_object_new(&object, lint, &sample.input, NULL), CERTLINT_OK);
	told = certlint_groups_look(s->groups, object, NULL, START + s->time, sort_anomaly, s);
	assert_int_equal(told, s->count);
	certlint_object_free(object);
	certlint_free(lint);
	sample_free(&sample);
	return told;
}

static void
check_line(const struct certlint_group *group, const char *expected)
{
	char line[512];

	assert_non_null(group);
	certlint_group_format(group, CERTLINT_TEXT, line, sizeof(line));
	assert_string_equal(line, expected);
}

#define FINA "tls-2024 -sct poison=on from=2025-08-04 validity=365d " \
	"issuer-name=\"C=HR/O=printable:Financijska agencija/CN=printable:Fina RDC 2020\" "

/* The three precertificates of 2025, twice: one group, one alert. */
static void
test_fina(void **state)
{
	static const char *const recipes[] = {
		FINA "serial=00d3167efd77cad759000000005fc7c672 "
		"san=dns:test1.hr,dns:test12.hr,ip:1.1.1.1",
		FINA "serial=00f972552d6ac08828000000005fc86f4d "
		"san=dns:test1.hr,dns:test11.hr,ip:1.1.1.1",
		FINA "serial=00beb8ef1b1c6cff53000000005fc8cde5 "
		"san=dns:test11.hr,dns:test12.hr,ip:1.1.1.1",
	};
	struct sorter s = { .groups = make_groups(NULL) };

	for (unsigned turn = 0; turn < 2; turn++)
		for (unsigned i = 0; i < 3; i++, s.time += DAY) {
			int decision = sort_recipe(&s, "1.1.1.1\n.cloudflare.com", recipes[i]);

			assert_int_equal(s.count, 1);
			assert_int_equal(decision, turn ? CERTLINT_GROUPS_DUPLICATE :
					 i ? CERTLINT_GROUPS_COUNT : CERTLINT_GROUPS_ALERT);
		}
	check_line(certlint_groups_at(s.groups, 0),
		   "Fina RDC 2020, ip:1.1.1.1, 3 certificates: undecided");
	assert_null(certlint_groups_at(s.groups, 1));
	assert_int_equal(certlint_groups_at(s.groups, 0)->duplicates, 3);
	assert_int_equal(certlint_groups_at(s.groups, 0)->untold, 2);
	assert_int_equal(certlint_groups_digest_due(s.groups, START + s.time), 1);
	certlint_groups_digest_told(s.groups, START + s.time);
	assert_int_equal(certlint_groups_at(s.groups, 0)->untold, 0);
	assert_int_equal(certlint_groups_digest_due(s.groups, START + s.time + 10 * DAY), 0);
	certlint_groups_free(s.groups);
}

/* However many are expected, nothing is said. */
static void
test_expected(void **state)
{
	static struct sample sample;
	struct sorter s = { .groups = make_groups(NULL) };
	certlint_watch *watch = watch_make(".certlint-test.com profile=tls_dv_subscriber");
	const uint8_t *serial;

	sample_make(&sample, "tls san=dns:a.certlint-test.com serial=01020304050607080910");
	serial = memchr(sample.der, 0x0a, sample.length);
	assert_non_null(serial);
	for (unsigned i = 0; i < 10000; i++) {
		sample.der[serial - sample.der + 2] = (uint8_t)(i >> 8);
		sample.der[serial - sample.der + 3] = (uint8_t)i;
		s.count = 0;
		certlint_watch_match(watch, &sample.input, NULL, sort_hit, &s);
		assert_int_equal(s.count, 1);
		assert_int_equal(s.decisions[0], CERTLINT_GROUPS_SILENT);
	}
	assert_int_equal(certlint_groups_at(s.groups, 0)->count, 10000);
	assert_int_equal(certlint_groups_at(s.groups, 0)->untold, 0);
	assert_int_equal(certlint_groups_digest_due(s.groups, START + 99 * DAY), 0);
	assert_int_equal(certlint_groups_noise(s.groups, 0)->expected, 10000);
	assert_int_equal(certlint_groups_noise(s.groups, 0)->alerts, 0);
	sample_free(&sample);
	certlint_watch_free(watch);
	certlint_groups_free(s.groups);
}

/* Precertificate and certificate are one, and a graver verdict is told all the same. */
static void
test_pairs(void **state)
{
	struct sorter s = { .groups = make_groups(NULL) };

	assert_int_equal(sort_recipe(&s, ".certlint-test.com", "precert"), CERTLINT_GROUPS_ALERT);
	assert_int_equal(sort_recipe(&s, ".certlint-test.com", "tls"), CERTLINT_GROUPS_DUPLICATE);
	assert_int_equal(sort_recipe(&s, ".certlint-test.com max-days=1", "tls"),
			 CERTLINT_GROUPS_ALERT);
	assert_int_equal(s.group->kind, CERTLINT_GROUP_UNEXPECTED);
	assert_int_equal(sort_recipe(&s, ".certlint-test.com max-days=90", "precert"),
			 CERTLINT_GROUPS_DUPLICATE);
	assert_int_equal(sort_recipe(&s, ".certlint-test.com", "tls"), CERTLINT_GROUPS_DUPLICATE);
	/* undecided only because nobody says who issued it, and was expected before */
	assert_int_equal(sort_recipe(&s, "www.certlint-test.com max-days=400", "tls"),
			 CERTLINT_GROUPS_SILENT);
	assert_int_equal(sort_recipe(&s, "www.certlint-test.com", "precert"),
			 CERTLINT_GROUPS_DUPLICATE);
	assert_int_equal(sort_recipe(&s, "www.certlint-test.com max-days=1", "tls"),
			 CERTLINT_GROUPS_ALERT);
	/* another item, another owner: other events */
	assert_int_equal(sort_recipe(&s, ".certlint-test.com owner=x", "tls"),
			 CERTLINT_GROUPS_ALERT);
	assert_string_equal(s.group->owner, "x");
	certlint_groups_free(s.groups);
}

/* Not more at once than may be, the rest in the digest; after long quiet once more. */
static void
test_limits(void **state)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct sorter s = { .time = 1 };
	char list[64], recipe[64];

	o.burst = 3;
	o.window = 100;
	o.quiet = 1000;
	s.groups = make_groups(&o);
	for (unsigned i = 0; i < 5; i++) {
		snprintf(list, sizeof(list), "h%u.com", i);
		snprintf(recipe, sizeof(recipe), "tls san=dns:h%u.com", i);
		assert_int_equal(sort_recipe(&s, list, recipe), i < 3 ? CERTLINT_GROUPS_ALERT :
				 CERTLINT_GROUPS_HELD);
	}
	assert_int_equal(s.group->told, 0);
	s.time += 100;
	assert_int_equal(sort_recipe(&s, "h4.com", "tls san=dns:h4.com serial=77"),
			 CERTLINT_GROUPS_ALERT);
	assert_int_equal(s.group->count, 2);
	assert_int_equal(certlint_groups_digest_due(s.groups, START + s.time), 1);
	certlint_groups_digest_told(s.groups, START + s.time);
	s.time += 1000;
	assert_int_equal(sort_recipe(&s, "h4.com", "tls san=dns:h4.com serial=78"),
			 CERTLINT_GROUPS_COUNT);
	s.time += 1001;
	assert_int_equal(sort_recipe(&s, "h4.com", "tls san=dns:h4.com serial=79"),
			 CERTLINT_GROUPS_ALERT);
	assert_int_equal(s.group->alerts, 2);
	certlint_groups_free(s.groups);
}

/* The group of a pattern, NULL if it has gone. */
static const struct certlint_group *
find_group(const certlint_groups *groups, const char *pattern)
{
	const struct certlint_group *group;

	for (size_t i = 0; (group = certlint_groups_at(groups, i)) != NULL; i++)
		if (strcmp(group->pattern, pattern) == 0)
			return group;
	return NULL;
}

static int
sort_name(struct sorter *s, unsigned number)
{
	char list[64], recipe[64];

	snprintf(list, sizeof(list), "h%u.com", number);
	snprintf(recipe, sizeof(recipe), "tls san=dns:h%u.com", number);
	return sort_recipe(s, list, recipe);
}

/* A flood of others does not wash away what waits for the digest, and brings the digest near. */
static void
test_flood(void **state)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct sorter s = { .time = 1 };

	o.burst = 1;
	o.window = 10;
	o.max_groups = 8;
	s.groups = make_groups(&o);
	certlint_groups_digest_told(s.groups, START);
	assert_int_equal(sort_name(&s, 1000), CERTLINT_GROUPS_ALERT);
	assert_int_equal(sort_name(&s, 2000), CERTLINT_GROUPS_HELD);
	for (unsigned i = 0; i < 20; i++) {
		s.time += 10;
		assert_int_equal(sort_name(&s, i), CERTLINT_GROUPS_ALERT);
	}
	assert_null(find_group(s.groups, "dns:h1000.com"));
	assert_non_null(find_group(s.groups, "dns:h2000.com"));
	assert_int_equal(find_group(s.groups, "dns:h2000.com")->untold, 1);
	assert_int_equal(certlint_groups_digest_due(s.groups, START + s.time), 0);
	for (unsigned i = 100; i < 104; i++)
		assert_int_equal(sort_name(&s, i), CERTLINT_GROUPS_HELD);
	assert_int_equal(certlint_groups_digest_due(s.groups, START + s.time), 1);
	certlint_groups_digest_told(s.groups, START + s.time);
	assert_int_equal(certlint_groups_digest_due(s.groups, START + s.time + 100000), 0);
	assert_int_equal(find_group(s.groups, "dns:h2000.com")->told, START + s.time);
	/* where all wait, the oldest goes after all */
	for (unsigned i = 200; i < 209; i++)
		assert_int_equal(sort_name(&s, i), CERTLINT_GROUPS_HELD);
	assert_null(find_group(s.groups, "dns:h200.com"));
	assert_non_null(find_group(s.groups, "dns:h201.com"));
	certlint_groups_free(s.groups);
}

/* What nobody watches does not use up the alerts of what somebody does. */
static void
test_turns(void **state)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct sorter s = { .time = 1 };
	char recipe[96];

	o.burst = 5;
	s.groups = make_groups(&o);
	for (unsigned i = 0; i < 6; i++) {
		snprintf(recipe, sizeof(recipe), "tls issuer-name=C=US/CN=%u san=ip:1.1.1.1", i);
		assert_int_equal(look_at_recipe(&s, recipe), 1);
		assert_int_equal(s.decisions[0], i < 3 ? CERTLINT_GROUPS_ALERT :
				 CERTLINT_GROUPS_HELD);
	}
	assert_int_equal(sort_name(&s, 1), CERTLINT_GROUPS_ALERT);
	assert_int_equal(sort_name(&s, 2), CERTLINT_GROUPS_ALERT);
	assert_int_equal(sort_name(&s, 3), CERTLINT_GROUPS_HELD);
	certlint_groups_free(s.groups);
}

/* Any times, from a log that lies about them too. */
static void
test_times(void **state)
{
	static const int64_t times[] = { INT64_MAX, INT64_MIN, 0, INT64_MAX, -1, INT64_MIN };
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct sorter s = { .time = 0 };

	o.quiet = o.window = o.digest_every = INT64_MAX;
	s.groups = make_groups(&o);
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		s.time = times[i] > 0 ? times[i] - START : times[i] < -1 ? times[i] : -START;
		assert_true(sort_name(&s, (unsigned)i % 2) > 0);
		certlint_groups_digest_due(s.groups, times[i]);
		certlint_groups_digest_told(s.groups, times[i]);
	}
	certlint_groups_free(s.groups);
}

/* Room for so many groups and events, and no more. */
static void
test_room(void **state)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct accountant a = { 0, 0, 0, 0 };
	struct certlint_allocator allocator = accountant_allocator(&a);
	struct sorter s = { .time = 0 };
	char list[64], recipe[64];
	size_t bytes = 0;

	o.max_groups = 20;
	o.max_recent = 8;
	o.burst = 1000;
	o.allocator = &allocator;
	s.groups = make_groups(&o);
	for (unsigned i = 0; i < 200; i++) {
		snprintf(list, sizeof(list), "dns:h%03u.com\nh000.com owner=x", i);
		snprintf(recipe, sizeof(recipe),
			 "tls san=dns:h%03u.com,dns:h000.com serial=%04x", i, i + 1);
		sort_recipe(&s, list, recipe);
		assert_int_equal(s.count, 2);
		assert_int_equal(s.decisions[0], CERTLINT_GROUPS_ALERT);
		assert_int_equal(s.decisions[1], i ? CERTLINT_GROUPS_COUNT : CERTLINT_GROUPS_ALERT);
		if (i == 100)
			bytes = a.bytes;
	}
	assert_int_equal(a.bytes, bytes);
	assert_non_null(certlint_groups_at(s.groups, 19));
	assert_null(certlint_groups_at(s.groups, 20));
	assert_non_null(certlint_groups_noise(s.groups, 19));
	assert_null(certlint_groups_noise(s.groups, 20));
	for (unsigned i = 0; i < 20; i++) {
		const struct certlint_group *group = certlint_groups_at(s.groups, i);

		assert_true(group->owner[0] ? group->count == 200 :
			    strcmp(group->pattern, "dns:h180.com") > 0);
	}
	certlint_groups_free(s.groups);
	assert_int_equal(a.blocks, 0);
	assert_int_equal(a.bytes, 0);
}

/* What nobody watches. */
static void
test_anomalies(void **state)
{
	struct sorter s = { .groups = make_groups(NULL) };
	char json[1024];

	assert_int_equal(look_at_recipe(&s, "tls"), 0);
	assert_int_equal(look_at_recipe(&s, "ca nc=permit-ip:10.0.0.0/8"), 0);
	assert_int_equal(look_at_recipe(&s, FINA "san=dns:test1.hr,ip:1.1.1.1"), 1);
	assert_int_equal(s.decisions[0], CERTLINT_GROUPS_ALERT);
	check_line(s.group, "Fina RDC 2020, first_ip, 1 certificate: 1.1.1.1");
	assert_int_equal(look_at_recipe(&s, FINA "san=dns:test1.hr,ip:1.1.1.1"), 1);
	assert_int_equal(s.decisions[0], CERTLINT_GROUPS_DUPLICATE);
	assert_int_equal(look_at_recipe(&s, FINA "san=dns:ssltest5,ip:2.2.2.2"), 2);
	assert_int_equal(s.decisions[0], CERTLINT_GROUPS_COUNT);
	assert_int_equal(s.decisions[1], CERTLINT_GROUPS_ALERT);
	check_line(s.group, "Fina RDC 2020, unknown_tld, 1 certificate: ssltest5");
	certlint_group_format(s.group, CERTLINT_JSON, json, sizeof(json));
	assert_non_null(strstr(json, "{\"kind\":\"unknown_tld\",\"issuer\":\"Fina RDC 2020\","
			       "\"issuer_name_hash\":\""));
	assert_null(strstr(json, "pattern"));
	assert_int_equal(look_at_recipe(&s, "tls cut=300"), 1);
	assert_int_equal(s.group->kind, CERTLINT_GROUP_UNDECODABLE);
	certlint_groups_free(s.groups);
}

/* All that has to outlive a program goes out and comes back. */
static void
test_restored(void **state)
{
	struct sorter s = { .groups = make_groups(NULL), .time = 5 }, t = { .time = 6 };
	struct certlint_recent recent;
	const struct certlint_group *group;
	struct certlint_group bad = { .size = sizeof(bad) };
	uint64_t at = 0;

	sort_recipe(&s, "1.1.1.1 label=x owner=y", FINA "san=ip:1.1.1.1");
	sort_recipe(&s, "1.1.1.1 label=x owner=y", FINA "san=ip:1.1.1.1 serial=05");
	sort_recipe(&s, "1.1.1.1 max-days=400", FINA "san=ip:1.1.1.1 serial=06");
	t.groups = make_groups(NULL);
	certlint_groups_digest_told(t.groups, START);
	for (size_t i = 0; (group = certlint_groups_at(s.groups, i)) != NULL; i++) {
		assert_int_equal(certlint_groups_restore(t.groups, group), CERTLINT_OK);
		assert_int_equal(certlint_groups_restore(t.groups, group), CERTLINT_ERR_ARGUMENT);
	}
	while ((at = certlint_groups_recent(s.groups, at, &recent)) != 0)
		assert_int_equal(certlint_groups_remember(t.groups, &recent), CERTLINT_OK);
	assert_int_equal(certlint_groups_recent(t.groups, 4, &recent), 0);
	assert_int_equal(certlint_groups_recent(t.groups, 3, &recent), 4);
	certlint_groups_free(s.groups);
	assert_int_equal(sort_recipe(&t, "1.1.1.1 label=x owner=y", FINA "san=ip:1.1.1.1"),
			 CERTLINT_GROUPS_DUPLICATE);
	assert_int_equal(sort_recipe(&t, "1.1.1.1 label=x owner=y",
				     FINA "san=ip:1.1.1.1 serial=07"), CERTLINT_GROUPS_COUNT);
	check_line(t.group, "Fina RDC 2020, ip:1.1.1.1 (x), 3 certificates: undecided");
	assert_int_equal(t.group->untold, 2);
	assert_int_equal(t.group->first, START + 5);
	assert_int_equal(t.group->last, START + 6);
	assert_true(t.group->change > 3);
	assert_int_equal(certlint_groups_noise(t.groups, 0)->events, 3);
	assert_int_equal(certlint_groups_noise(t.groups, 0)->share, 1000);
	assert_int_equal(certlint_groups_restore(t.groups, &bad), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_groups_restore(NULL, &bad), CERTLINT_ERR_ARGUMENT);
	certlint_groups_free(t.groups);
}

/* A graver verdict is remembered by who saves what is new, and is not told once more. */
static void
test_graver_restored(void **state)
{
	struct sorter s = { .groups = make_groups(NULL) }, t = { .time = 6 };
	struct certlint_recent recent;

	t.groups = make_groups(NULL);
	sort_recipe(&s, "1.1.1.1", FINA "san=ip:1.1.1.1");
	assert_int_equal(certlint_groups_recent(s.groups, 1, &recent), 2);
	assert_int_equal(certlint_groups_remember(t.groups, &recent), CERTLINT_OK);
	sort_recipe(&s, "1.1.1.1 max-days=1", FINA "san=ip:1.1.1.1");
	assert_int_equal(certlint_groups_recent(s.groups, 2, &recent), 3);
	assert_int_equal(certlint_groups_remember(t.groups, &recent), CERTLINT_OK);
	assert_int_equal(certlint_groups_remember(t.groups, &recent), CERTLINT_OK);
	assert_int_equal(sort_recipe(&t, "1.1.1.1 max-days=1", FINA "san=ip:1.1.1.1"),
			 CERTLINT_GROUPS_DUPLICATE);
	certlint_groups_free(s.groups);
	certlint_groups_free(t.groups);
}

static void
test_arguments(void **state)
{
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct certlint_hit hit = { .size = sizeof(hit) };
	certlint_groups *groups;

	assert_int_equal(certlint_groups_new(NULL, &o, &e), CERTLINT_ERR_ARGUMENT);
	o.quiet = -1;
	assert_int_equal(certlint_groups_new(&groups, &o, &e), CERTLINT_ERR_ARGUMENT);
	assert_null(groups);
	o.quiet = 0;
	o.max_recent = (1u << 26) + 1;
	assert_int_equal(certlint_groups_new(&groups, &o, &e), CERTLINT_ERR_ARGUMENT);
	o.max_recent = 0;
	o.flags = 1;
	assert_int_equal(certlint_groups_new(&groups, &o, &e), CERTLINT_ERR_NEWER);
	groups = make_groups(NULL);
	assert_int_equal(certlint_groups_hit(groups, &hit, 0, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_groups_hit(groups, NULL, 0, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_groups_look(groups, NULL, NULL, 0, sort_anomaly, NULL),
			 CERTLINT_ERR_ARGUMENT);
	assert_null(certlint_groups_at(NULL, 0));
	assert_null(certlint_groups_noise(groups, 0));
	assert_int_equal(certlint_groups_digest_due(NULL, 0), 0);
	certlint_groups_digest_told(NULL, 0);
	certlint_groups_free(groups);
	certlint_groups_free(NULL);
	assert_int_equal(certlint_group_format(NULL, CERTLINT_JSON, NULL, 0), 0);
	assert_string_equal(certlint_group_kind_text(99), "unknown");
	assert_string_equal(certlint_group_kind_text(CERTLINT_GROUP_EXPECTED), "expected");
}

/* Whatever allocation fails, the groups are still whole, and can be used on. */
static void
test_out_of_memory(void **state)
{
	static struct sample sample;
	struct certlint_groups_options o = CERTLINT_GROUPS_OPTIONS_INIT;
	struct accountant a = { 0, 0, 0, 0 };
	struct certlint_allocator allocator = accountant_allocator(&a);
	struct certlint_error e = CERTLINT_ERROR_INIT;
	bool all = false;

	sample_make(&sample, FINA "san=dns:test1.hr,ip:1.1.1.1");
	o.allocator = &allocator;
	o.max_groups = o.max_recent = 16;
	for (size_t turn = 1; !all; turn++) {
		struct sorter s = { .time = 0 };
		struct certlint_input in = sample.input;
		certlint_groups *groups;
		int status;

		a.calls = 0;
		a.fail_at = turn;
		status = certlint_groups_new(&groups, &o, &e);
		assert_int_equal(status, groups ? CERTLINT_OK : CERTLINT_ERR_MEMORY);
		if (groups) {
			s.groups = groups;
			for (int i = 0; i < 2; i++) {
				certlint *lint = sample_handle(NULL);
				struct certlint_object *object;
				int told;

				assert_int_equal(certlint_object_new(&object, lint, &in, NULL), 0);
				told = certlint_groups_look(groups, object, NULL, 1, sort_anomaly,
							    &s);
				assert_true(told == 1 || told == CERTLINT_ERR_MEMORY);
				assert_true(a.calls < turn || i == 0 || told == 1);
				certlint_object_free(object);
				certlint_free(lint);
			}
		}
		all = a.calls < turn;
		certlint_groups_free(groups);
		assert_int_equal(a.blocks, 0);
		assert_int_equal(a.bytes, 0);
	}
	sample_free(&sample);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fina), cmocka_unit_test(test_expected),
		cmocka_unit_test(test_pairs), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_room), cmocka_unit_test(test_flood),
		cmocka_unit_test(test_turns), cmocka_unit_test(test_times),
		cmocka_unit_test(test_anomalies), cmocka_unit_test(test_restored),
		cmocka_unit_test(test_graver_restored),
		cmocka_unit_test(test_arguments), cmocka_unit_test(test_out_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
