/* Lists: what is understood, what is refused and on which line, and what becomes of memory. */

#include "watching.h"

#include <stdio.h>

#define HEX "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define HASH "sha256:" HEX

static const struct {
	const char *text, *pattern;
} understood[] = {
	{ "dns:www.Example.com.", "dns:www.example.com" },
	{ "example.com", "dns:example.com" },
	{ "  example.com\t\r", "dns:example.com" },
	{ "DNS:.example.com", "dns:.example.com" },
	{ "*.example.com", "dns:*.example.com" },
	{ ".example.com valid_at:2016-01-01", "dns:.example.com" },
	{ ".example.com # ours", "dns:.example.com" },
	{ "localhost", "dns:localhost" },
	{ "_dmarc.example.com", "dns:_dmarc.example.com" },
	{ ".co.uk wide", "dns:.co.uk" },
	{ ". wide", "dns:." },
	{ "* wide", "dns:." },
	{ "dns:com", "dns:com" },
	{ ".github.io", "dns:.github.io" },
	{ "b\xc3\xbc" "cher.de", "dns:xn--bcher-kva.de" },
	{ "\xd0\x9f\xd0\xa0\xd0\x98\xd0\x9c\xd0\x95\xd0\xa0.com", "dns:xn--e1afmkfd.com" },
	{ "1.1.1.1", "ip:1.1.1.1" },
	{ "ip:2606:4700:4700:0:0::1111", "ip:2606:4700:4700::1111" },
	{ "[2606:4700:4700::1111]", "ip:2606:4700:4700::1111" },
	{ "::ffff:1.1.1.1", "ip:1.1.1.1" },
	{ "::1", "ip:::1" },
	{ "1.1.1.0/24", "cidr:1.1.1.0/24" },
	{ "1.1.1.1/32", "cidr:1.1.1.1/32" },
	{ "cidr:2606:4700::/32", "cidr:2606:4700::/32" },
	{ "::ffff:1.1.1.0/120", "cidr:1.1.1.0/24" },
	{ "2606:4700:4700::1111/128", "cidr:2606:4700:4700::1111/128" },
	{ "0.0.0.0/0 wide", "cidr:0.0.0.0/0" },
	{ "::/0 wide", "cidr:::/0" },
	{ "A.B@Example.com", "email:a.b@example.com" },
	{ "email:@example.com", "email:@example.com" },
	{ "@.example.com", "email:@.example.com" },
	{ "https://WWW.example.com/Path", "uri:https://www.example.com/Path" },
	{ "uri:.example.com", "uri:.example.com" },
	{ "HTTP://b\xc3\x9c" "cher.de/", "uri:http://b\xc3\x9c" "cher.de/" },
	{ "uri:urn:example:x", "uri:urn:example:x" },
	{ "uri:1.1.1.1", "uri:1.1.1.1" },
	{ "org:\"Example GmbH\"", "org:Example GmbH" },
	{ "org:\"say \\\"x\\\" \\\\\"", "org:say \"x\" \\" },
	{ "spki:" HASH, "spki:" HASH },
	{ "issuer:sha256:00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:"
	  "18:19:1a:1b:1c:1d:1e:1f", "issuer:" HASH },
	{ "spki:sha256/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "spki:" HASH },
	{ "spki:sha256/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "spki:" HASH },
};

static void
test_understood(void **state)
{
	for (size_t i = 0; i < sizeof(understood) / sizeof(*understood); i++) {
		certlint_watch *watch = watch_make(understood[i].text);
		struct certlint_watch_entry e = CERTLINT_WATCH_ENTRY_INIT;

		assert_int_equal(certlint_watch_at(watch, 0, &e), 1);
		assert_string_equal(e.pattern, understood[i].pattern);
		assert_string_equal(e.label, e.pattern);
		assert_null(e.owner);
		assert_int_equal(e.line, 1);
		assert_int_equal(strncmp(e.pattern, certlint_watch_kind_text((int)e.kind),
					 strlen(certlint_watch_kind_text((int)e.kind))), 0);
		assert_int_equal(certlint_watch_at(watch, 1, &e), 0);
		certlint_watch_free(watch);
		/* what is shown is a pattern, and the same one */
		watch = watch_make(strchr(understood[i].pattern, ' ') ? "org:x" :
				   strstr(understood[i].text, "wide") ? ". wide" :
				   understood[i].pattern);
		certlint_watch_free(watch);
	}
}

static const struct {
	const char *text;
	int line;
	const char *says;
} refused[] = {
	{ "1.1.1.1/33", 0, "0 to 32 bits" },
	{ "a.com\n\n# x\n1.1.1.1/33", 3, "line 4: '1.1.1.1/33'" },
	{ "1.1.1.1/24", 0, "cidr:1.1.1.0/24 or ip:1.1.1.1 may be meant" },
	{ "2606:4700::1/32", 0, "cidr:2606:4700::/32 or ip:2606:4700::1" },
	{ "1.1.1.0/", 0, "0 to 32" },
	{ "1.1.1.0/024", 0, "0 to 32" },
	{ "2606::/129", 0, "0 to 128" },
	{ "x/24", 0, "no network" },
	{ "ip:1.1.1.0/24", 0, "write cidr:" },
	{ "ip:example.com", 0, "no IP address" },
	{ "ip:001.001.001.001", 0, "ip:1.1.1.1 may be meant" },
	{ "ip:1.1.1.256", 0, "no IP address" },
	{ "cidr:1.1.1.1", 0, "write ip:" },
	{ "2.0.0.0/7", 0, "wide" },
	{ "0.0.0.0/0", 0, "wide" },
	{ "2000::/3", 0, "wide" },
	{ "1.1.1", 0, "neither an address nor a name" },
	{ "1.1.1.1.1", 0, "neither an address nor a name" },
	{ "dns:1.1.1.1", 0, "write ip:" },
	{ "dns:1.1.1.0/24", 0, "write cidr:" },
	{ "dns:::1", 0, "write ip:" },
	{ "dns:https://example.com/", 0, "write uri:" },
	{ ".com", 0, "public suffix" },
	{ "*.co.uk", 0, "public suffix" },
	{ ".", 0, "every name" },
	{ "dns:", 0, "empty" },
	{ "dns:a..com", 0, "empty label" },
	{ "a23456789b123456789c123456789d123456789e123456789f123456789g1234.com", 0,
	  "more than 63 characters" },
	{ "dns:..com", 0, "empty label" },
	{ "a.com..", 0, "empty label" },
	{ "a*.example.com", 0, "'*' elsewhere" },
	{ "a.*.example.com", 0, "'*' elsewhere" },
	{ "dns:\"exa mple.com\"", 0, "a character that no name has" },
	{ "exa!mple.com", 0, "a character that no name has" },
	{ "xn--999999999.com", 0, "no Punycode" },
	{ "\xe2\x98\x83.com", 0, "IDNA" },
	{ "ex\xff.com", 0, "printable" },
	{ "org:\"\x1b[31m\"", 0, "printable" },
	{ "org:\" \"", 0, "no text" },
	{ "\xef\xbb\xbf" "a.com\nb!.com", 1, "line 2" },
	{ "foo:example.com", 0, "a kind is one of" },
	{ "email:example.com", 0, "email:@DOMAIN" },
	{ "a@", 0, "empty label" },
	{ "a@.b.com", 0, "no single domain" },
	{ "@*.b.com", 0, "email:@.DOMAIN" },
	{ "@.com", 0, "public suffix" },
	{ "spki:" HEX, 0, "sha256:" },
	{ "spki:sha256:00", 0, "sha256:" },
	{ "spki:" HASH "00", 0, "sha256:" },
	{ "spki:sha256/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", 0, "sha256:" },
	{ "issuer:cert:AAAA", 0, "certificate or key" },
	{ "a.com issuer=sha256:12", 0, "'issuer=sha256:12'" },
	{ "a.com issuer=CN=x", 0, "sha256:" },
	{ "a.com key=", 0, "sha256:" },
	{ "a.com profile=tls_dv_subscriber,nonsense", 0, "'nonsense' is no profile" },
	{ "a.com max-days=0", 0, "number of days" },
	{ "a.com max-days=9x", 0, "number of days" },
	{ "a.com max-days=99999999999", 0, "number of days" },
	{ "a.com labl=x", 0, "'labl=x' is no word" },
	{ "a.com label=\"x", 0, "not closed" },
	{ "a.com\n\"", 1, "not closed" },
	{ "a.com b.com", 0, "'b.com' is no word" },
	{ "a.com label=\x01", 0, "printable" },
};

static void
test_refused(void **state)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
		struct certlint_error e = CERTLINT_ERROR_INIT;
		certlint_watch *watch = (certlint_watch *)(void *)&o;

		o.text = refused[i].text;
		o.text_length = strlen(o.text);
		if (certlint_watch_new(&watch, &o, &e) != CERTLINT_ERR_CONFIG)
			fail_msg("'%s' was taken", o.text);
		assert_null(watch);
		assert_int_equal(e.position, refused[i].line);
		if (strstr(e.text, refused[i].says) == NULL)
			fail_msg("'%s': '%s' does not say '%s'", o.text, e.text, refused[i].says);
		assert_int_equal(certlint_watch_new(&watch, &o, NULL), CERTLINT_ERR_CONFIG);
	}
}

/* ---- items of programs ---- */

static int user;

static const uint8_t hashes[64] = { 1 };

static struct certlint_watch_item
make_item(const char *pattern)
{
	struct certlint_watch_item item = CERTLINT_WATCH_ITEM_INIT;

	item.pattern = pattern;
	return item;
}

static int
new_with(const struct certlint_watch_item *item, struct certlint_error *e)
{
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	certlint_watch *watch;
	int status;

	o.text = "a.com\nb.com\n";
	o.text_length = strlen(o.text);
	o.items = &item;
	o.item_count = 1;
	status = certlint_watch_new(&watch, &o, e);
	certlint_watch_free(watch);
	return status;
}

static void
test_items(void **state)
{
	struct certlint_watch_item a = make_item(".com"), b = make_item("b.com");
	const struct certlint_watch_item *items[] = { &a, &b };
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_watch_entry e = CERTLINT_WATCH_ENTRY_INIT;
	char label[] = "label", owner[] = "owner", note[] = "note";
	certlint_watch *watch;

	a.flags = CERTLINT_WATCH_WIDE;
	a.user = &user;
	a.label = label;
	a.owner = owner;
	a.note = note;
	a.issuers = hashes;
	a.issuer_count = 2;
	a.profiles = "tls_dv_subscriber tls_ov_subscriber";
	o.text = "\n# nothing\nx.com label=\"a b\" owner=o note=n\n";
	o.text_length = strlen(o.text);
	o.items = items;
	o.item_count = 2;
	assert_int_equal(certlint_watch_new(&watch, &o, NULL), CERTLINT_OK);
	memset(label, 'z', 5), memset(owner, 'z', 5), memset(note, 'z', 4);
	assert_int_equal(certlint_watch_at(watch, 0, &e), 1);
	assert_string_equal(e.label, "a b");
	assert_string_equal(e.owner, "o");
	assert_string_equal(e.note, "n");
	assert_int_equal(e.line, 3);
	assert_int_equal(certlint_watch_at(watch, 1, &e), 1);
	assert_string_equal(e.pattern, "dns:.com");
	assert_string_equal(e.label, "label");
	assert_string_equal(e.owner, "owner");
	assert_string_equal(e.note, "note");
	assert_ptr_equal(e.user, &user);
	assert_int_equal(e.line, 0);
	assert_int_equal(e.index, 1);
	assert_int_equal(certlint_watch_at(watch, 2, &e), 1);
	assert_null(e.owner);
	assert_int_equal(certlint_watch_at(watch, 3, &e), 0);
	/* an older caller's entry */
	e.size = offsetof(struct certlint_watch_entry, label);
	e.label = note;
	assert_int_equal(certlint_watch_at(watch, 0, &e), 1);
	assert_ptr_equal(e.label, note);
	assert_string_equal(e.pattern, "dns:x.com");
	assert_int_equal(certlint_watch_at(NULL, 0, &e), 0);
	assert_int_equal(certlint_watch_at(watch, 0, NULL), 0);
	certlint_watch_free(watch);
}

static void
test_bad_items(void **state)
{
	struct certlint_watch_item item = make_item("1.1.1.1/33");
	struct certlint_error e = CERTLINT_ERROR_INIT;

	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_CONFIG);
	assert_int_equal(e.position, 2);
	assert_non_null(strstr(e.text, "item 1"));
	item = make_item(NULL);
	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_CONFIG);
	item = make_item("a.com");
	item.profiles = "no_such";
	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_CONFIG);
	item.profiles = NULL;
	item.label = "\n";
	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_CONFIG);
	item.label = NULL;
	item.flags = 2;
	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_NEWER);
	item.flags = 0;
	item.key_count = 1;
	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_ARGUMENT);
	item.key_count = 0;
	item.issuer_cert_count = 1;
	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_ARGUMENT);
	item.issuer_cert_count = 0;
	item.size = 0;
	assert_int_equal(new_with(&item, &e), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(new_with(NULL, &e), CERTLINT_ERR_ARGUMENT);
}

static void
test_options(void **state)
{
	struct { struct certlint_watch_options o; uint64_t more[2]; } newer = {
		{ sizeof(newer) }, { 0, 0 } };
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_allocator half = { NULL, NULL, NULL };
	certlint_watch *watch;

	assert_int_equal(certlint_watch_new(&watch, NULL, NULL), CERTLINT_OK);
	certlint_watch_free(watch);
	assert_int_equal(certlint_watch_new(NULL, &o, NULL), CERTLINT_ERR_ARGUMENT);
	assert_int_equal(certlint_watch_new(&watch, &newer.o, NULL), CERTLINT_OK);
	certlint_watch_free(watch);
	newer.more[0] = 1;
	assert_int_equal(certlint_watch_new(&watch, &newer.o, NULL), CERTLINT_ERR_NEWER);
	o.flags = 1;
	assert_int_equal(certlint_watch_new(&watch, &o, NULL), CERTLINT_ERR_NEWER);
	o.flags = 0;
	o.text_length = 1;
	assert_int_equal(certlint_watch_new(&watch, &o, NULL), CERTLINT_ERR_ARGUMENT);
	o.text_length = 0;
	o.item_count = 1;
	assert_int_equal(certlint_watch_new(&watch, &o, NULL), CERTLINT_ERR_ARGUMENT);
	o.item_count = 0;
	o.allocator = &half;
	assert_int_equal(certlint_watch_new(&watch, &o, NULL), CERTLINT_ERR_ARGUMENT);
	o.allocator = NULL;
	o.size = 3;
	assert_int_equal(certlint_watch_new(&watch, &o, NULL), CERTLINT_ERR_ARGUMENT);
	assert_null(watch);
}

/* A NUL in the text is no end of it. */
static void
test_nul(void **state)
{
	static const char text[] = "a.com\nb.com\0c.com\n";
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	certlint_watch *watch;

	o.text = text;
	o.text_length = sizeof(text) - 1;
	assert_int_equal(certlint_watch_new(&watch, &o, &e), CERTLINT_ERR_CONFIG);
	assert_int_equal(e.position, 1);
	assert_non_null(strstr(e.text, "NUL"));
}

/* ---- memory ---- */

/* Whatever allocation fails, nothing leaks and the call says so. */
static void
test_out_of_memory(void **state)
{
	static char text[1 << 17];
	struct certlint_watch_item item = make_item("dns:.example.com");
	const struct certlint_watch_item *items[] = { &item };
	struct certlint_watch_options o = CERTLINT_WATCH_OPTIONS_INIT;
	struct certlint_error e = CERTLINT_ERROR_INIT;
	struct accountant a = { 0, 0, 0, 0 };
	struct certlint_allocator allocator = accountant_allocator(&a);
	size_t used = 0, failures = 0;
	certlint_watch *watch;
	int status = CERTLINT_ERR_MEMORY;

	for (unsigned i = 0; i < 300; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "h%u.a%u.org issuer=" HASH " key=" HASH " known=" HASH
					 " label=l%u\nip:10.0.%u.1\n", i, i, i, i % 256);
	o.text = text;
	o.text_length = used;
	o.items = items;
	o.item_count = 1;
	o.allocator = &allocator;
	item.issuers = hashes;
	item.issuer_count = 2;
	for (size_t turn = 1; status == CERTLINT_ERR_MEMORY; turn++) {
		a.calls = 0;
		a.fail_at = turn;
		status = certlint_watch_new(&watch, &o, &e);
		if (a.calls < turn)	/* nothing failed */
			assert_int_equal(status, CERTLINT_OK);
		if (status == CERTLINT_OK && a.calls >= turn)
			status = CERTLINT_ERR_MEMORY;	/* only a block that could stay large */
		else if (status == CERTLINT_ERR_MEMORY)
			assert_non_null(strstr(e.text, "memory"));
		failures++;
		certlint_watch_free(watch);
		assert_int_equal(a.blocks, 0);
		assert_int_equal(a.bytes, 0);
	}
	assert_true(failures > 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_understood), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_items), cmocka_unit_test(test_bad_items),
		cmocka_unit_test(test_options), cmocka_unit_test(test_nul),
		cmocka_unit_test(test_out_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
