/* A caller's input made into an object: decoded, with what stands around it. */

#ifndef CERTLINT_LIB_OBJECT_H
#define CERTLINT_LIB_OBJECT_H

#include "handle.h"

/* What is the same for every object of a call: the caller's words, understood. */
struct plan {
	const certlint *handle;
	struct certlint_input input;	/* this library's copy */
	enum cert_form form;
	struct facts on, off;		/* said by profile and facts */
	bool says_facts;
	const struct profile *profile;	/* the one named; NULL: by the object's facts */
};

/* An object with room for what comes with it. */
struct surroundings {
	struct certlint_object object, issuer, pair;	/* the latter two, where given */
};

/* Read the caller's input.  0 or a negative status with *error filled. */
int plan_read(struct plan *plan, const certlint *handle, const struct certlint_input *input,
	      struct certlint_error *error);

/* Whether an object's bytes may be looked at: they are there, and not more than the limit. */
int plan_check_bytes(const struct plan *plan, const char *name, const void *data, size_t length,
		     struct certlint_error *error);

/*
 * Decode: first what comes with the object, which may then serve several, then the object itself.
 * `reasons` may be NULL.
 */
void object_read_around(struct surroundings *s, const struct plan *plan);
void object_read_issuer(struct surroundings *s, const struct plan *plan, struct span issuer);
void object_take_issuer(struct surroundings *s, const struct plan *plan); /* the input's own */
void object_read(struct surroundings *s, const struct plan *plan, struct span data,
		 const struct reasons *reasons);

/* The options of a run, but for its sink. */
struct run_options plan_run_options(const struct plan *plan);

/* Nanoseconds that reading takes, by estimate. */
static inline uint64_t
reading_work(size_t length)
{
	return 1000 + (uint64_t)length;
}

/* The certificate as the definition of its kind has it: what the walk wants. */
static inline const struct asn1_type *
cert_type(const struct cert *c)
{
	return facts_have(&c->facts, FACT_NO_SIGNATURE) ? &asn1_tbs_certificate : &asn1_certificate;
}

/* The same for bytes that have not been read, by kind or shape. */
bool bytes_are_tbs(int kind, struct span bytes);

#endif
