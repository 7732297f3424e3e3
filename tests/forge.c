/* The forge: one line of text in, the DER bytes of an object, right or wrong, out. */

#include "forge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forge_fields.h"
#include "forge_key.h"
#include "forge_name.h"
#include "forge_patch.h"
#include "forge_templates.h"

#define MAX_ISSUERS 5

static void
read_dates(struct recipe *recipe, struct make *make)
{
	struct value *period = &recipe->field[VALIDITY], *until = &recipe->field[UNTIL];

	if (recipe->field[FROM].text.p)
		instant_read(recipe->field[FROM].text, &make->from);
	if (period->text.p && !period_end(period->text, make->from, &make->until) &&
	    memchr(period->text.p, ':', period->text.n) == NULL)
		wrong_word(recipe->trouble, "no period", period->text);
	if (until->text.p)
		instant_read(until->text, &make->until);
}

/* The key identifier that a certificate gives itself, or would. */
static void
put_own_id(struct buf *b, const struct recipe *recipe, const struct make *own)
{
	static const struct str ski = { "ski", 3 };
	const struct value *value = &recipe->extension[extension_named(ski) - extensions];
	struct str text = value->text;

	if (text.p && str_is(text, "sha256"))
		put_key_id(b, "sha256", own->spki, own->spki_length);
	else if (text.p && text.n && !str_is(text, "auto") && !str_is(text, "sha1") &&
		 !memchr(text.p, ':', text.n))
		put_raw(b, text);
	else
		put_key_id(b, "sha1", own->spki, own->spki_length);
}

static void
make_key(const struct recipe *recipe, struct make *make)
{
	struct buf b = { make->spki, 0, sizeof(make->spki), make->trouble };

	if (recipe->field[KEY].text.p)
		put_key(&b, recipe->field[KEY].text);
	make->spki_length = b.n;
}

/* What certificates below `above` repeat of it. */
static void
make_issuer(const struct recipe *above, const struct make *own, struct issuer *issuer)
{
	struct buf name = { issuer->name, 0, sizeof(issuer->name), own->trouble };
	struct buf id = { issuer->id, 0, sizeof(issuer->id), own->trouble };
	struct str key = above->field[KEY].text;

	if (above->field[SUBJECT].text.p)
		put_name(&name, above->field[SUBJECT].text);
	put_own_id(&id, above, own);
	memcpy(issuer->spki, own->spki, own->spki_length);
	issuer->spki_length = own->spki_length;
	issuer->name_length = name.n;
	issuer->id_length = id.n;
	if (key.p && key.n < sizeof(issuer->key))
		memcpy(issuer->key, key.p, key.n);
}

/* The same of the certificate that another recipe makes. */
static void
find_issuer(struct str text, const struct make *make, struct issuer *issuer)
{
	struct forge_result ignored;
	struct recipe *above;
	struct make *own;

	memset(&ignored, 0, sizeof(ignored));
	above = recipe_new(text.p, &ignored, make->trouble);
	own = calloc(1, sizeof(*own));
	if (above && own) {
		own->trouble = make->trouble;
		make_key(above, own);
		make_issuer(above, own, issuer);
	}
	free(own);
	free(above);
}

/* The issuer, and who signs: a delegated responder or the issuer itself. */
static void
find_issuers(const struct recipe *recipe, struct make *make)
{
	if (str_is(recipe->signer, "self"))
		make_issuer(recipe, make, &make->issuer);
	else
		find_issuer(recipe->signer, make, &make->issuer);
	if (recipe->field[BY].text.p)
		find_issuer(recipe->field[BY].text, make, &make->signer);
	else
		make->signer = make->issuer;
}

static void
put_signature_field(struct buf *b, const struct recipe *recipe, const struct make *make, size_t tbs,
		    size_t tbs_length)
{
	struct str text = recipe->field[SIG].text, unused = recipe->field[UNUSED].text;
	struct str key = recipe->field[SIGNKEY].text;
	struct str algorithm = algorithm_of(recipe, make, OUTERALG);
	long bits = 0;
	size_t at;

	if (!text.p)
		return;
	if (unused.p && !str_number(unused, &bits))
		wrong_word(b->trouble, "no number of unused bits", unused);
	if (str_skip(&text, "der:")) {
		put_raw(b, text);
		return;
	}
	at = put_open(b, 0x03);
	put_byte(b, (unsigned)bits);
	if (str_skip(&text, "hex:"))
		put_raw(b, text);
	else if (str_is(text, "good") || str_is(text, "fixed"))
		put_signature(b, text.p[0] == 'g', algorithm,
			      key.p ? key : str_of(make->signer.key), b->p + tbs, tbs_length);
	else
		wrong_word(b->trouble, "sig is one of: good, fixed, hex:, der:", text);
	put_close(b, at);
}

/* The kinds of object, by their name in object=. */
static const struct object {
	const char *name;
	int kind, tbs_kind;
	void (*put_tbs)(struct buf *b, const struct recipe *recipe, const struct make *make);
} objects[] = {
	{ "cert", FORGE_CERT, FORGE_TBS_CERT, put_tbs_certificate },
	{ "crl", FORGE_CRL, FORGE_TBS_CRL, put_tbs_crl },
	{ "ocsp", FORGE_OCSP_RESPONSE, FORGE_OCSP_RESPONSE_DATA, put_response_data },
	{ "csr", FORGE_PKCS10, FORGE_PKCS10, put_request_info },
};

static const struct object *
object_of(const struct recipe *recipe)
{
	struct str name = recipe->field[OBJECT].text;

	for (size_t i = 0; name.p && i < sizeof(objects) / sizeof(*objects); i++)
		if (str_is(name, objects[i].name))
			return &objects[i];
	if (name.p)
		wrong_word(recipe->trouble, "object is one of: cert, crl, ocsp, csr", name);
	return &objects[0];
}

/* SEQUENCE { to be signed, algorithm, signature }, or the first of them alone. */
static void
put_signed(struct buf *b, const struct object *object, const struct recipe *recipe,
	   const struct make *make, bool *done)
{
	size_t at = recipe->tbs ? 0 : put_open(b, 0x30), tbs = b->n, tbs_length;

	object->put_tbs(b, recipe, make);
	apply_patches(b, tbs, recipe, done, recipe->tbs);
	if (recipe->tbs)
		return;
	tbs_length = b->n - tbs;
	put_algorithm(b, algorithm_of(recipe, make, OUTERALG));
	put_signature_field(b, recipe, make, tbs, tbs_length);
	if (object->kind == FORGE_OCSP_RESPONSE)
		put_certs(b, make);
	put_close(b, at);
}

static void
put_object(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct object *object = object_of(recipe);
	bool done[MAX_PATCHES] = { false };

	if (object->kind == FORGE_OCSP_RESPONSE && !recipe->tbs) {
		size_t at[4], opened = open_response(b, recipe, at);

		if (opened > 1)
			put_signed(b, object, recipe, make, done);
		while (opened > 0)
			put_close(b, at[--opened]);
	} else {
		put_signed(b, object, recipe, make, done);
	}
	if (!recipe->tbs)
		apply_patches(b, 0, recipe, done, true);
	recipe->result->kind = recipe->claim >= 0 ? recipe->claim :
			       recipe->tbs        ? object->tbs_kind :
						    object->kind;
}

static uint8_t *make_other(struct str text, size_t *length, struct trouble *trouble, int depth);

/* The certificates that a response brings: of the responder (by=) and others (certs=). */
static void
make_certs(const struct recipe *recipe, struct make *make, int depth)
{
	const struct str texts[2] = { recipe->field[BY].text, recipe->field[CERTS].text };
	struct items items;
	struct str item;

	for (int i = 0; i < 2 && !make->trouble->text[0]; i++) {
		items = items_of(texts[i], '|');
		while (texts[i].p && items_next(&items, &item)) {
			char text[MAX_WORD];
			size_t length = 0;
			uint8_t *one, *all;

			snprintf(text, sizeof(text), "%.*s", (int)item.n, item.p);
			one = make_other(str_of(text), &length, make->trouble, depth);
			all = realloc(make->certs, make->certs_length + length + 1);
			if (one && all) {
				memcpy(all + make->certs_length, one, length);
				make->certs_length += length;
			}
			make->certs = all ? all : make->certs;
			free(one);
		}
	}
}

static size_t
make_object(const char *text, uint8_t *out, size_t max, struct forge_result *result,
	    struct trouble *trouble, int depth)
{
	struct recipe *recipe = recipe_new(text, result, trouble);
	struct make *make = calloc(1, sizeof(*make));
	struct buf b = { out, 0, max, trouble };

	if (make && recipe && !trouble->text[0]) {
		make->trouble = trouble;
		read_dates(recipe, make);
		make_key(recipe, make);
		find_issuers(recipe, make);
		make_certs(recipe, make, depth);
		put_object(&b, recipe, make);
		snprintf(result->signer, sizeof(result->signer), "%.*s", (int)recipe->signer.n,
			 recipe->signer.p);
		result->from = make->from;
		result->until = make->until;
		if (recipe->signer_given && !str_is(recipe->signer, "self"))
			result->issuer =
				make_other(recipe->signer, &result->issuer_length, trouble, depth);
		if (recipe->pair.p)
			result->pair =
				make_other(recipe->pair, &result->pair_length, trouble, depth);
	}
	free(make ? make->certs : NULL);
	free(make);
	free(recipe);
	return trouble->text[0] ? 0 : b.n;
}

/* The object of another recipe, which the linter is shown beside this one. */
static uint8_t *
make_other(struct str text, size_t *length, struct trouble *trouble, int depth)
{
	struct forge_result result;
	uint8_t *out = malloc(1 << 18);

	memset(&result, 0, sizeof(result));
	if (out && depth < MAX_ISSUERS)
		*length = make_object(text.p, out, 1 << 18, &result, trouble, depth + 1);
	else
		wrong(trouble, "recipes in recipes too deep");
	free(result.issuer);
	free(result.pair);
	return out;
}

size_t
forge_full(const char *recipe, uint8_t *out, size_t max, struct forge_result *result)
{
	struct trouble trouble = { "" };
	size_t n;

	memset(result, 0, sizeof(*result));
	n = make_object(recipe, out, max, result, &trouble, 0);
	memcpy(result->error, trouble.text, sizeof(result->error));
	return n;
}

void
forge_release(struct forge_result *result)
{
	free(result->issuer);
	free(result->pair);
	result->issuer = result->pair = NULL;
}

size_t
forge(const char *recipe, uint8_t *out, size_t max)
{
	struct forge_result result;
	size_t n = forge_full(recipe, out, max, &result);

	if (n == 0)
		fprintf(stderr, "forge: %s: %s\n", recipe, result.error);
	forge_release(&result);
	return n;
}

const char *
forge_template(size_t i, const char **recipe)
{
	if (i >= template_count)
		return NULL;
	if (recipe)
		*recipe = templates[i].edits;
	return templates[i].name;
}
