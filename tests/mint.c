/* The mint: TLS structures, JSON and notes around forged certificates. */

#include "mint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <certlint/certlint.h>

#include <mbedtls/md.h>

#include "forge.h"
#include "forge_key.h"

/* ---- bytes ---- */

void
mint_put(struct mint *m, const void *bytes, size_t n)
{
	if (n > m->room - m->n) {
		m->room = (m->n + n) * 2 + 64;
		m->p = realloc(m->p, m->room);
		if (m->p == NULL)
			abort();
	}
	if (n > 0)
		memcpy(m->p + m->n, bytes, n);
	m->n += n;
}

void
mint_text(struct mint *m, const char *text)
{
	mint_put(m, text, strlen(text));
}

void
mint_number(struct mint *m, uint64_t value, unsigned octets)
{
	while (octets-- > 0) {
		uint8_t octet = (uint8_t)(value >> 8 * octets);

		mint_put(m, &octet, 1);
	}
}

void
mint_vector(struct mint *m, unsigned length_octets, const void *bytes, size_t n)
{
	mint_number(m, n, length_octets);
	mint_put(m, bytes, n);
}

void
mint_base64(struct mint *m, const void *bytes, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *p = bytes;

	for (; n > 0; p += 3) {
		uint32_t bits = (uint32_t)p[0] << 16 | (n > 1 ? (uint32_t)p[1] << 8 : 0) |
				(n > 2 ? p[2] : 0);
		char group[4] = { digits[bits >> 18], digits[bits >> 12 & 63],
				  n > 1 ? digits[bits >> 6 & 63] : '=',
				  n > 2 ? digits[bits & 63] : '=' };

		mint_put(m, group, sizeof(group));
		n -= n > 3 ? 3 : n;
	}
}

void
mint_free(struct mint *m)
{
	free(m->p);
	*m = (struct mint){ NULL, 0, 0 };
}

/* ---- entries ---- */

enum { MOST = 1 << 20 };

/* Forge into `out`; the recipe of what is above goes to `signer`. */
static bool
make(struct mint *out, const char *recipe, char signer[256])
{
	struct forge_result result;
	uint8_t *der = malloc(MOST);
	size_t n;

	if (der == NULL)
		abort();
	n = forge_full(recipe, der, MOST, &result);
	if (n == 0)
		fprintf(stderr, "mint: %s: %s\n", recipe, result.error);
	mint_put(out, der, n);
	memcpy(signer, result.signer, sizeof(result.signer));
	forge_release(&result);
	free(der);
	return n > 0;
}

/* The precertificate's TBSCertificate as RFC 6962 3.2 has it. */
static bool
make_tbs(struct mint_entry *e, const char *recipe)
{
	char bare[1024], signer[256];

	snprintf(bare, sizeof(bare), "%s -poison kind=tbs", recipe);
	return make(&e->tbs, bare, signer);
}

bool
mint_entry_make(struct mint_entry *e, const char *recipe)
{
	char signer[256];

	*e = (struct mint_entry){ .timestamp = UINT64_C(1775088000000), .index = -1 };
	e->precert = strncmp(recipe, "precert", 7) == 0 && strncmp(recipe, "precert-ca", 10) != 0;
	if (!make(&e->certificate, recipe, signer) || (e->precert && !make_tbs(e, recipe)))
		return false;
	for (size_t i = 0; i < MINT_CHAIN && signer[0] && strcmp(signer, "self") != 0; i++) {
		char above[256];

		memcpy(above, signer, sizeof(above));
		if (!make(&e->issuers[i], above, signer))
			return false;
		if (strcmp(above, signer) == 0)
			break;
	}
	return !e->precert || certlint_digest(CERTLINT_DIGEST_SPKI, CERTLINT_CERT, e->issuers[0].p,
					      e->issuers[0].n, e->key_hash) == CERTLINT_OK;
}

void
mint_entry_free(struct mint_entry *e)
{
	mint_free(&e->certificate);
	mint_free(&e->tbs);
	for (size_t i = 0; i < MINT_CHAIN; i++)
		mint_free(&e->issuers[i]);
}

void
mint_timestamped(struct mint *m, const struct mint_entry *e)
{
	struct mint extensions = { NULL, 0, 0 };

	mint_number(m, e->timestamp, 8);
	mint_number(m, e->precert, 2);
	if (e->precert)
		mint_put(m, e->key_hash, sizeof(e->key_hash));
	if (e->precert)
		mint_vector(m, 3, e->tbs.p, e->tbs.n);
	else
		mint_vector(m, 3, e->certificate.p, e->certificate.n);
	if (e->index >= 0) {
		mint_number(&extensions, 0, 1);
		mint_number(&extensions, 5, 2);
		mint_number(&extensions, (uint64_t)e->index, 5);
	}
	mint_vector(m, 2, extensions.p, extensions.n);
	mint_free(&extensions);
}

void
mint_leaf(struct mint *m, const struct mint_entry *e)
{
	mint_number(m, 0, 2);
	mint_timestamped(m, e);
}

void
mint_extra(struct mint *m, const struct mint_entry *e)
{
	struct mint chain = { NULL, 0, 0 };

	if (e->precert)
		mint_vector(m, 3, e->certificate.p, e->certificate.n);
	for (size_t i = 0; i < MINT_CHAIN && e->issuers[i].n > 0; i++)
		mint_vector(&chain, 3, e->issuers[i].p, e->issuers[i].n);
	mint_vector(m, 3, chain.p, chain.n);
	mint_free(&chain);
}

static void
sha256(const void *bytes, size_t n, uint8_t out[32])
{
	mbedtls_md(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), bytes, n, out);
}

void
mint_tile_leaf(struct mint *m, const struct mint_entry *e)
{
	struct mint prints = { NULL, 0, 0 };

	mint_timestamped(m, e);
	if (e->precert)
		mint_vector(m, 3, e->certificate.p, e->certificate.n);
	for (size_t i = 0; i < MINT_CHAIN && e->issuers[i].n > 0; i++) {
		uint8_t hash[32];

		sha256(e->issuers[i].p, e->issuers[i].n, hash);
		mint_put(&prints, hash, sizeof(hash));
	}
	mint_vector(m, 2, prints.p, prints.n);
	mint_free(&prints);
}

void
mint_json_entry(struct mint *m, const struct mint_entry *e)
{
	struct mint bytes = { NULL, 0, 0 };

	mint_text(m, "{\"leaf_input\":\"");
	mint_leaf(&bytes, e);
	mint_base64(m, bytes.p, bytes.n);
	bytes.n = 0;
	mint_text(m, "\",\"extra_data\":\"");
	mint_extra(&bytes, e);
	mint_base64(m, bytes.p, bytes.n);
	mint_text(m, "\"}");
	mint_free(&bytes);
}

void
mint_stream_line(struct mint *m, const struct mint_entry *e)
{
	char number[128];

	snprintf(number, sizeof(number),
		 "{\"data\":{\"cert_index\":%llu,\"cert_link\":\"\",\"chain\":[",
		 (unsigned long long)(e->index < 0 ? 0 : e->index));
	mint_text(m, number);
	for (size_t i = 0; i < MINT_CHAIN && e->issuers[i].n > 0; i++) {
		mint_text(m, i > 0 ? ",{\"is_ca\":true,\"as_der\":\"" : "{\"as_der\":\"");
		mint_base64(m, e->issuers[i].p, e->issuers[i].n);
		mint_text(m, "\",\"subject\":{\"CN\":null}}");
	}
	mint_text(m, "],\"leaf_cert\":{\"all_domains\":[\"a.example\"],\"as_der\":\"");
	mint_base64(m, e->certificate.p, e->certificate.n);
	snprintf(number, sizeof(number),
		 "\"},\"seen\":%llu.25,\"source\":{\"name\":\"Log \\\"1\\\"\",",
		 (unsigned long long)e->timestamp / 1000);
	mint_text(m, number);
	mint_text(m, "\"url\":\"https:\\/\\/log.example\\/\"},\"update_type\":\"");
	mint_text(m, e->precert ? "PrecertLogEntry" : "X509LogEntry");
	mint_text(m, "\"},\"message_type\":\"certificate_update\"}");
}

/* ---- trees ---- */

void
mint_leaf_hash(const struct mint_entry *e, uint8_t out[32])
{
	struct mint leaf = { NULL, 0, 0 };

	mint_number(&leaf, 0, 1);
	mint_leaf(&leaf, e);
	sha256(leaf.p, leaf.n, out);
	mint_free(&leaf);
}

void
mint_node_hash(const uint8_t left[32], const uint8_t right[32], uint8_t out[32])
{
	uint8_t node[65] = { 1 };

	memcpy(node + 1, left, 32);
	memcpy(node + 33, right, 32);
	sha256(node, sizeof(node), out);
}

void
mint_root(uint8_t (*leaves)[32], size_t n, uint8_t out[32])
{
	uint8_t left[32], right[32];
	size_t k = 1;

	if (n == 0)
		sha256("", 0, out);
	if (n == 1)
		memcpy(out, leaves[0], 32);
	if (n <= 1)
		return;
	while (2 * k < n)
		k *= 2;
	mint_root(leaves, k, left);
	mint_root(leaves + k, n - k, right);
	mint_node_hash(left, right, out);
}

/* ---- heads ---- */

enum { SIGNED_MOST = 4096 };

void
mint_spki(struct mint *m, const char *key)
{
	uint8_t bytes[SIGNED_MOST];
	struct trouble trouble = { "" };
	struct buf b = { bytes, 0, sizeof(bytes), &trouble };

	put_key(&b, str_of(key));
	if (trouble.text[0])
		abort();
	mint_put(m, bytes, b.n);
}

/* The TreeHeadSignature: a DigitallySigned. */
static void
put_signed(struct mint *m, const struct mint_head *h)
{
	bool rsa = strncmp(h->key, "rsa", 3) == 0;
	uint8_t bytes[SIGNED_MOST];
	struct trouble trouble = { "" };
	struct buf b = { bytes, 0, sizeof(bytes), &trouble };
	struct mint message = { NULL, 0, 0 };

	mint_number(&message, 1, 2);
	mint_number(&message, h->timestamp, 8);
	mint_number(&message, h->tree_size, 8);
	mint_put(&message, h->root, sizeof(h->root));
	put_signature(&b, true, str_of(rsa ? "rsa-sha256" : "ecdsa-sha256"), str_of(h->key),
		      message.p, message.n);
	if (trouble.text[0])
		abort();
	mint_number(m, rsa ? 0x0401 : 0x0403, 2);
	mint_vector(m, 2, bytes, b.n);
	mint_free(&message);
}

void
mint_sth(struct mint *m, const struct mint_head *h)
{
	struct mint bytes = { NULL, 0, 0 };
	char numbers[128];

	snprintf(numbers, sizeof(numbers), "{\"tree_size\":%llu,\"timestamp\":%llu,",
		 (unsigned long long)h->tree_size, (unsigned long long)h->timestamp);
	mint_text(m, numbers);
	mint_text(m, "\"sha256_root_hash\":\"");
	mint_base64(m, h->root, sizeof(h->root));
	mint_text(m, "\",\"tree_head_signature\":\"");
	put_signed(&bytes, h);
	mint_base64(m, bytes.p, bytes.n);
	mint_text(m, "\"}");
	mint_free(&bytes);
}

/* The key ID of static-ct. */
static void
put_note_id(struct mint *m, const struct mint_head *h)
{
	struct mint bytes = { NULL, 0, 0 }, id = { NULL, 0, 0 };
	uint8_t hash[32];

	mint_spki(&bytes, h->key);
	sha256(bytes.p, bytes.n, hash);
	mint_text(&id, h->origin);
	mint_text(&id, "\n\x05");
	mint_put(&id, hash, sizeof(hash));
	sha256(id.p, id.n, hash);
	mint_put(m, hash, 4);
	mint_free(&bytes);
	mint_free(&id);
}

void
mint_checkpoint(struct mint *m, const struct mint_head *h)
{
	struct mint bytes = { NULL, 0, 0 };
	char number[64];

	mint_text(m, h->origin);
	snprintf(number, sizeof(number), "\n%llu\n", (unsigned long long)h->tree_size);
	mint_text(m, number);
	mint_base64(m, h->root, sizeof(h->root));
	mint_text(m, "\n\n\xe2\x80\x94 ");
	mint_text(m, h->origin);
	mint_text(m, " ");
	put_note_id(&bytes, h);
	mint_number(&bytes, h->timestamp, 8);
	put_signed(&bytes, h);
	mint_base64(m, bytes.p, bytes.n);
	mint_text(m, "\n");
	mint_free(&bytes);
}
