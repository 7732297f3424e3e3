/*
 * groups.h - many certificates, few messages
 *
 * What watch.h finds is sorted here into groups: one for each issuer, item and kind of event, with
 * a counter.  A group is told once; what comes after is counted and told in a digest.  A
 * precertificate and its certificate, and the same entry in another log, are one event.  What was
 * expected is counted and never told.
 *
 *	switch (certlint_groups_hit(groups, hit, time, &group)) {
 *	case CERTLINT_GROUPS_ALERT:
 *		certlint_group_format(group, CERTLINT_TEXT, line, sizeof(line));
 *		...				Fina RDC 2020, ip:1.1.1.1, 1 certificate: unexpected
 *	}
 *	if (certlint_groups_digest_due(groups, time)) {
 *		for (i = 0; (group = certlint_groups_at(groups, i)) != NULL; i++)
 *			if (group->untold)
 *				...	Fina RDC 2020, ip:1.1.1.1, 3 certificates: unexpected
 *		certlint_groups_digest_told(groups, time);
 *	}
 *
 * The library has no clock and keeps no file: times are the caller's, and what has to outlive the
 * program is read with certlint_groups_at() and certlint_groups_recent(), saved by the caller, and
 * given back.  Memory is bounded by the options.  Unlike a watch list this changes: one thread at a
 * time.
 */

#ifndef CERTLINT_GROUPS_H
#define CERTLINT_GROUPS_H

#include <certlint/watch.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct certlint_groups certlint_groups;

/* Times are seconds.  Zero is the default throughout. */
struct certlint_groups_options {
	size_t size;			/* sizeof(struct certlint_groups_options) */
	const struct certlint_allocator *allocator; /* copied; NULL: malloc and free */
	int64_t quiet;			/* a group that nothing came to for so long is told anew;
					   0: 30 days */
	int64_t digest_every;		/* 0: a day */
	int64_t window;			/* in each of which `burst` groups are told at once; 0: an
					   hour */
	uint32_t burst;			/* 0: 20; the others wait for the digest.  Half of it is
					   kept for what is unexpected or undecided */
	uint32_t max_groups;		/* the one that nothing came to for longest makes room, one
					   with something untold only where all have; 0: 65,536 */
	uint32_t max_recent;		/* events remembered, to know the second half of a pair; 0:
					   65,536 */
	uint32_t flags;			/* reserved */
};
#define CERTLINT_GROUPS_OPTIONS_INIT { sizeof(struct certlint_groups_options), \
	NULL, 0, 0, 0, 0, 0, 0, 0 }

CERTLINT_API int certlint_groups_new(certlint_groups **groups,
				     const struct certlint_groups_options *options,
				     struct certlint_error *error);
CERTLINT_API void certlint_groups_free(certlint_groups *groups);

/* What a group is about, the gravest first. */
enum certlint_group_kind {
	CERTLINT_GROUP_UNEXPECTED = 1,	/* hits by their verdict ... */
	CERTLINT_GROUP_UNDECIDED = 2,
	CERTLINT_GROUP_POSSIBLE = 3,	/* ... unless they are CERTLINT_WATCH_POSSIBLE ... */
	CERTLINT_GROUP_EXPECTED = 4,	/* ... and expected ones in any case */
	/* Of certlint_groups_look(): what nobody watches, by issuer. */
	CERTLINT_GROUP_FIRST_IP = 5,	/* it issues for IP addresses, as it did not before */
	CERTLINT_GROUP_UNKNOWN_TLD = 6,	/* for names below no top-level domain */
	CERTLINT_GROUP_UNDECODABLE = 7	/* what cannot be decoded */
};

/* "unexpected", "first_ip"; "unknown" for a number that is no kind; never NULL. */
CERTLINT_API const char *certlint_group_kind_text(int kind);

/*
 * A group.  Lent until the next call that changes the groups.  Issuer, kind, pattern, label and
 * owner say which it is.
 */
struct certlint_group {
	size_t size;
	const uint8_t *issuer;		/* 32 bytes: SHA-256 of the issuer's key, or where it is not
					   known of the issuer's Name, which anybody can write:
					   whoever can tell the key should */
	const char *issuer_name;	/* its commonName or organizationName, printable: "Fina RDC
					   2020" */
	const char *pattern;		/* of the item; "" in groups of what nobody watches */
	const char *label;		/* as above */
	const char *owner;		/* "": none */
	const char *example;		/* what was found first: "1.1.1.1" */
	int64_t first, last;		/* time of the first event and of the last */
	int64_t told;			/* time of the last alert or digest; 0: never told */
	uint64_t count;			/* events: certificates, each once */
	uint64_t untold;		/* of these, since it was told */
	uint64_t duplicates;		/* what was counted before: other halves, other logs */
	uint64_t alerts;		/* how often it was told at once */
	uint64_t change;		/* grows with every change of any group: save what is new */
	uint32_t kind;			/* enum certlint_group_kind */
	uint32_t flags;			/* enum certlint_group_flag */
};

enum certlint_group_flag {
	CERTLINT_GROUP_BY_NAME = 1	/* `issuer` is of the issuer's Name */
};

/* What to do about an event. */
enum certlint_groups_decision {
	CERTLINT_GROUPS_ALERT = 1,	/* tell now: the first of its group, or after long quiet */
	CERTLINT_GROUPS_COUNT = 2,	/* its group was told: counted, for the digest */
	CERTLINT_GROUPS_HELD = 3,	/* to be told, but `burst` were in this window: as above */
	CERTLINT_GROUPS_DUPLICATE = 4,	/* the other half of a pair: nothing new */
	CERTLINT_GROUPS_SILENT = 5	/* expected */
};

/*
 * Sort in one hit, of an object that was logged or seen at `time`: a decision, or a negative
 * status.  *group (`group` may be NULL) is its group.  Call it inside the sink.
 *
 * An event is told anew where its verdict turns out graver than it was: the precertificate was
 * undecided for want of an issuer and the certificate is unexpected.  What was expected is not
 * told where it comes again without its issuer.
 */
CERTLINT_API int certlint_groups_hit(certlint_groups *groups, const struct certlint_hit *hit,
				     int64_t time, const struct certlint_group **group);

/*
 * Look at an object that nobody needs to watch: first IP certificate of an issuer, unknown
 * top-level domain, undecodable.  Tells each that applies with its decision and returns how many,
 * or a negative status.  Costs next to nothing for an object that has none of them.
 */
typedef int certlint_groups_sink(void *ctx, const struct certlint_group *group, int decision);
CERTLINT_API int certlint_groups_look(certlint_groups *groups,
				      const struct certlint_object *object,
				      const struct certlint_watch_about *about, int64_t time,
				      certlint_groups_sink *sink, void *ctx);

/*
 * 1 if a digest is due and has something to tell: a group that is not expected with `untold`.  It
 * is due early where more than half of max_groups have, so that whoever asks after every event
 * loses none, whatever floods him.
 */
CERTLINT_API int certlint_groups_digest_due(const certlint_groups *groups, int64_t now);

/* The digest was told: nothing is untold any more, and the next is due `digest_every` later. */
CERTLINT_API void certlint_groups_digest_told(certlint_groups *groups, int64_t now);

/* Group `i`, in no particular order; NULL past the end. */
CERTLINT_API const struct certlint_group *certlint_groups_at(const certlint_groups *groups,
							     size_t i);

/*
 * Give back a group that was saved: texts and issuer are copied.  CERTLINT_ERR_ARGUMENT if it is
 * there already or makes no sense.
 */
CERTLINT_API int certlint_groups_restore(certlint_groups *groups,
					 const struct certlint_group *group);

/* An event that is remembered.  Frozen. */
struct certlint_recent {
	uint8_t tbs[16];		/* the first half of CERTLINT_DIGEST_CT_TBS */
	uint64_t item;			/* a number for pattern, label and owner, for ever */
	uint32_t kind;			/* enum certlint_group_kind */
	uint32_t reserved;
};

/*
 * The first remembered event from `number` on: fills *recent and returns the number to go on
 * from; 0 if there is none.  Events are numbered from 1 in the order in which they came.
 */
CERTLINT_API uint64_t certlint_groups_recent(const certlint_groups *groups, uint64_t number,
					     struct certlint_recent *recent);
CERTLINT_API int certlint_groups_remember(certlint_groups *groups,
					  const struct certlint_recent *recent);

/* Which item made how much noise. */
struct certlint_noise {
	size_t size;
	const char *pattern;
	const char *label;
	const char *owner;		/* "": none */
	uint64_t events;		/* certificates, expected ones included */
	uint64_t expected;
	uint64_t possible;
	uint64_t duplicates;
	uint64_t alerts;		/* told at once */
	uint32_t groups;
	uint32_t share;			/* of all alerts, in thousandths */
};

/* Entry `i`, in no particular order; NULL past the end.  Lent until the next call. */
CERTLINT_API const struct certlint_noise *certlint_groups_noise(certlint_groups *groups, size_t i);

/*
 * A group as text: CERTLINT_JSON is docs/json.md's `group`, CERTLINT_TEXT one line without its end.
 * Like snprintf().
 */
CERTLINT_API size_t certlint_group_format(const struct certlint_group *group, int format,
					  char *buffer, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif /* CERTLINT_GROUPS_H */
