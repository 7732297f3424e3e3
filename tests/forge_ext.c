/* Extensions of the forge: what each field's text stands for. */

#include "forge_make.h"

#include <stdio.h>
#include <string.h>

#include "forge_key.h"
#include "forge_name.h"

/* Certificate Transparency logs of the years that templates are from: id, first and last expiry. */
static const struct log {
	const char *name, *from, *until, *id;
	bool tiled;			/* of static-ct-api: its SCTs have a leaf index */
} logs[] = {
	{ "argon2017", "2017-01-01", "2018-01-01",
	  "fad4c97cc49ee2f8ac85c5ea5cea09d0220dbbf4e49c6b50662ff868f86b8c28" },
	{ "argon2018", "2018-01-01", "2019-01-01",
	  "a4501269055a15545e6211ab37bc103f62ae5576a45e4b1714453e1b22106a25" },
	{ "argon2019", "2019-01-01", "2020-01-01",
	  "63f2dbcde83bcc2ccf0b728427576b33a48d61778fbd75a638b1c768544bd88d" },
	{ "argon2020", "2020-01-01", "2021-01-01",
	  "b21e05cc8ba2cd8a204e8766f92bb98a2520676bdafa70e7b249532def8b905e" },
	{ "argon2021", "2021-01-01", "2022-01-01",
	  "f65c942fd1773022145418083094568ee34d131933bfdf0c2f200bcc4ef164e3" },
	{ "argon2022", "2022-01-01", "2023-01-01",
	  "2979bef09e393921f056739f63a577e5be577d9c600af8f94d5d265c255dc784" },
	{ "argon2023", "2023-01-01", "2024-01-01",
	  "e83ed0da3ef5063532e75728bc896bc903d3cbd1116beceb69e1777d6d06bd6e" },
	{ "argon2024", "2024-01-01", "2025-01-01",
	  "eecdd064d5db1acec55cb79db4cd13a23287467cbcecdec351485946711fb59b" },
	{ "argon2025h1", "2025-01-01", "2025-07-01",
	  "4e75a3275c9a10c3385b6cd4df3f52eb1df0e08e1b8d69c0b1fa64b1629a39df" },
	{ "argon2025h2", "2025-07-01", "2026-01-01",
	  "12f14e34bd53724c840619c38f3f7a13f8e7b56287889c6d300584ebe586263a" },
	{ "argon2026h1", "2026-01-01", "2026-07-01",
	  "0e5794bcf3aea93e331b2c9907b3f790df9bc23d713225dd21a925ac61c54e21" },
	{ "argon2026h2", "2026-07-01", "2027-01-01",
	  "d76d7d10d1a7f577c2c7e95fd700bff982c9335a65e1d0b3017317c0c8c56977" },
	{ "argon2027h1", "2027-01-01", "2027-07-01",
	  "d6d58da9d01753f36a4aa0c7574902afebc7dc2cd38cd9f764c80c89191e9f02" },
	{ "nimbus2017", "2017-01-01", "2018-01-01",
	  "1fbc36e002ede97f40199e86b3573b8a4217d80187746ad0da03a06054d20df4" },
	{ "nimbus2018", "2018-01-01", "2019-01-01",
	  "db74afeecb29ecb1feca3e716d2ce5b9aabb36f7847183c75d9d4f37b61fbf64" },
	{ "nimbus2019", "2019-01-01", "2020-01-01",
	  "747eda8331ad331091219cce254f4270c2bffd5e422008c6373579e6107bcc56" },
	{ "nimbus2020", "2020-01-01", "2021-01-01",
	  "5ea773f9df56c0e7b536487dd049e0327a919a0c84a112128418759681714558" },
	{ "nimbus2021", "2021-01-01", "2022-01-01",
	  "4494652eb0eeceafc44007d8a8fe28c0dae682bed8cb31b53fd33396b5b681a8" },
	{ "nimbus2022", "2022-01-01", "2023-01-01",
	  "41c8cab1df22464a10c6a13a0942875e4e318b1b03ebeb4bc768f090629606f6" },
	{ "nimbus2023", "2023-01-01", "2024-01-01",
	  "7a328c54d8b72db620ea38e0521ee98416703213854d3bd22bc13a57a352eb52" },
	{ "nimbus2024", "2024-01-01", "2025-01-01",
	  "dab6bf6b3fb5b6229f9bc2bb5c6be87091716cbb51848534bda43d3048d7fbab" },
	{ "nimbus2025", "2025-01-01", "2026-01-01",
	  "ccfb0f6a85710965fe959b53cee9b27c22e9855c0d978db6a97e54c0fe4c0db0" },
	{ "nimbus2026", "2026-01-01", "2027-01-01",
	  "cb38f715897c84a1445f5bc1ddfbc96ef29a59cd470a690585b0cb14c31458e7" },
	{ "nimbus2027", "2027-01-01", "2028-01-01",
	  "4c63dc98e59c1dab88f61e8a3ddeae8fab44a3377b5f9b94c3fba19cfcc1be26" },
	{ "wyvern2024h1", "2024-01-01", "2024-07-07",
	  "b69ddcbc3c1abdef6f9fd60c88b1067b77f082688b2d7865d04b39abe927a575" },
	{ "wyvern2024h2", "2024-07-01", "2025-01-07",
	  "0c2aef2c4a5b9883d4dda382fe50fb5188b3e97333a1ec53a09dc9a79d0d0820" },
	{ "wyvern2025h1", "2025-01-01", "2025-07-07",
	  "7320220f08168af9f3c4a68b0ab26a9a4a00eef577858a084d0500d4a5424459" },
	{ "wyvern2025h2", "2025-07-01", "2026-01-07",
	  "ed3c4bd6e806c2a4a20057dbcb24e23801df512fedc486c5700f20ddb73e3fe0" },
	{ "wyvern2026h1", "2026-01-01", "2026-07-01",
	  "6411c46ca412eca7891ca2022e00bcab4f2807d41e3527abeafed503c97dcdf0" },
	{ "wyvern2026h2", "2026-07-01", "2027-01-01",
	  "c2317e574519a345ee7f38deb29041ebc7c2215a22bf7fd5b5ad769ad90e52cd" },
	{ "wyvern2027h1", "2027-01-01", "2027-07-01",
	  "001a5d1a1c2d9375b6485578f82f71a1ae6eef397d297c8ae3157bcadee1a01e" },
	{ "wyvern2027h2", "2027-07-01", "2028-01-01",
	  "37aa07cc216f2e6d919c709d24d8f731b00f2b147c621cc091a5fa1a84d816dd" },
	{ "yeti2018", "2017-12-12", "2019-01-01",
	  "c1164ae0a772d2d4392dc80ac10770d4f0c49bde991a4840c1fa075164f63360" },
	{ "yeti2019", "2019-01-01", "2020-01-01",
	  "e2694bae26e8e94009e8861bb63b83d43ee7fe7488fba48f2893019dddf1dbfe" },
	{ "yeti2020", "2020-01-01", "2021-01-01",
	  "f095a459f200d18240102d2f93888ead4bfe1d47e399e1d034a6b0a8aa8eb273" },
	{ "yeti2021", "2021-01-01", "2022-01-01",
	  "5cdc4392fee6ab4544b15e9ad456e61037fbd5fa47dca17394b25ee6f6c70eca" },
	{ "yeti2022", "2022-01-01", "2023-01-01",
	  "2245450759552456963fa12ff1f76d86e0232663adc04b7f5dc6835c6ee20f02" },
	{ "yeti2023", "2023-01-01", "2024-01-01",
	  "35cf191bbfb16c57bf0fad4c6d42cbbbb627202651ea3fe12aefa803c33bd64c" },
	{ "yeti2024", "2024-01-01", "2025-01-01",
	  "48b0e36bdaa647340fe56a02fa9d30eb1c5201cb56dd2c81d9bbbfab39d88473" },
	{ "yeti2025", "2025-01-01", "2026-01-01",
	  "7d591e12e1782a7b1c61677c5efdf8d0875c14a04e959eb9032fd90e8c2e79b8" },
	{ "sabre2024h1", "2024-01-01", "2024-07-01",
	  "a2e2bfd61ede2f2f07a0d64e6d37a7dc6543b0c6b52ea2dab78af89a6df517d8" },
	{ "sabre2024h2", "2024-07-01", "2025-01-01",
	  "1998107109f0d6522e3080d29e3f64bb836e28ccf90f528eeedfce4a3f16b4ca" },
	{ "sabre2025h1", "2025-01-01", "2025-07-01",
	  "e092b3fc0c1dc8e768361fde61b9964d0a5278198a72d672c4b04da56d6f5404" },
	{ "sabre2025h2", "2025-07-01", "2026-01-01",
	  "1a04ff49d0541d40aff6a0c3bff1d8c4672f4eecee234068986b17402edc897d" },
	{ "sabre2026h1", "2026-01-01", "2026-07-01",
	  "566cd5a376be83dfe342b675c49c232498a769bac382cbab49a3877d9ab32d01" },
	{ "sabre2026h2", "2026-07-01", "2027-01-01",
	  "1f56d1ab94704a41dd3feafdf4699355302c1431bfe61346089fffae795dcc2f" },
	{ "oak2019", "2019-01-01", "2020-01-07",
	  "659b3350f43b12cc5ea5ab4ec765d3fde6c88243777778e72003f9eb2b8c3129" },
	{ "oak2020", "2020-01-01", "2021-01-07",
	  "e712f2b0377e1a62fb8ec90c6184f1ea7b37cb561d11265bf3e0f34bf241546e" },
	{ "oak2021", "2021-01-01", "2022-01-07",
	  "9420bc1e8ed58d6c88731f828b222c0dd1da4d5e6c4f943d61db4e2f584da2c2" },
	{ "oak2022", "2022-01-01", "2023-01-07",
	  "dfa55eab68824f1f6cadeeb85f4e3e5aeacda212a46a5e8e3b12c020445c2a73" },
	{ "oak2023", "2023-01-01", "2024-01-07",
	  "b73efb24df9c4dba75f239c5ba58f46c5dfc42cf7a9f35c49e1d098125edb499" },
	{ "oak2024h1", "2023-12-20", "2024-07-20",
	  "3b5377753e2db9804e8b305b06fe403b67d84fc3f4c7bd000d2d726fe1fad417" },
	{ "oak2024h2", "2024-06-20", "2025-01-20",
	  "3f174b4fd7224758941d651c84be0d12ed90377f1f856aebc1bf2885ecf8646e" },
	{ "oak2025h1", "2024-12-20", "2025-07-20",
	  "a2e30ae445efbdad9b7e38ed47677753d7825b8494d72b5e1b2cc4b950a447e7" },
	{ "oak2025h2", "2025-06-20", "2026-01-20",
	  "0de1f2302bd30dc140621209ea552efc47747cb1d7e930ef0e421eb47e4eaa34" },
	{ "oak2026h1", "2025-12-20", "2026-07-20",
	  "1986d4c728aa6ffeba036f782a4d0191aace2d72310faece5d70412d254cc7d4" },
	{ "oak2026h2", "2026-06-20", "2027-01-20",
	  "acab30706cebec8431f413d2f4915f111e422443b1f2a68c4f3c2b3ba71e02c3" },
	{ "xenon2020", "2020-01-01", "2021-01-01",
	  "07b75c1be57d68fff1b0c61d2315c7bae6577c5794b76aeebc613a1a69d3a21c" },
	{ "xenon2022", "2022-01-01", "2023-01-01",
	  "46a555eb75fa912030b5a28969f4f37d112c4174befd49b885abf2fc70fe6d47" },
	{ "xenon2026h1", "2026-01-01", "2026-07-01",
	  "969764bf555897adf743876837084277e9f03ad5f6a4f3366e46a43f0fcaa9c6" },
	{ "aviator", "2013-01-01", "2017-01-01",
	  "68f698f81f6482be3a8ceeb9281d4cfc71515d6793d444d10a67acbb4f4ffbc4" },
	{ "sphinx2025h2", "2025-07-01", "2026-01-07",
	  "a442c506496061548f0fd4ea9cfb7a2d26454d87a97f2fdf4559f6274f3a8454" },
	{ "sphinx2026h1", "2026-01-01", "2026-07-01",
	  "499c9b69de1d7cecfc36decd8764a6b85baf0a878019d15552fbe9eb29ddf8c3" },
	{ "sycamore2026h1", "2025-12-18", "2026-06-18",
	  "a5c978925d57461782870dd889660b5c55648b7d0040f2ec076851d1886919f7", true },
	{ "tuscolo2026h1", "2026-01-01", "2026-07-01",
	  "717e95f3c2388a6db1e384493d31e15aa96208762d4200e0050cd067b5a661e2", true },
	{ "gouda2026h1", "2026-01-01", "2026-07-01",
	  "1a8b9d694a5798c899a0ca88bdf48fc0b45660ccc3600d1f71f469ffc7d1aca3", true },
	{ "raio2026h1a", "2026-01-01", "2026-07-01",
	  "e5bbcdc0c72d692bd9598a3602043ce854ec6f60f80066785963882b7c382438", true },
	{ "luoshu2027", "2026-12-24", "2028-01-08",
	  "573448cc6e1d2c0dc94b69f287d1efe483c7a25c50c5320bbb3adea76f6eb041", true },
	{ "nessie2025", "2025-01-01", "2026-01-01",
	  "e6d2316340778cc1104106d771b9cec1d240f6968486fbba87321dfd1e378e50" },
	{ "sphinx2025h1", "2025-01-01", "2025-07-07",
	  "de8581d750247c6bcdcbaf5637c5e781c64ce46ed617639f8f34a726c9e2bd37" },
	{ "solera2026h1", "2026-01-01", "2026-07-01",
	  "c84b907a07beaa29a614c24584b7a3f6624394687b25fe62838b71ec422ad2f9" },
};

static void
put_bit_names(struct buf *b, struct str s, char sep, const char *const *names, size_t count)
{
	struct items list = items_of(s, sep);
	uint8_t bits[4] = { 0 };
	size_t last = 0, at, i;
	struct str item;
	long number;

	while (items_next(&list, &item)) {
		for (i = 0; i < count && !str_is(item, names[i]); i++)
			;
		if (i == count && str_number(item, &number) && number < 32)
			i = (size_t)number;
		else if (i == count)
			wrong_word(b->trouble, "no such bit", item);
		if (i >= 32)
			return;
		bits[i / 8] |= (uint8_t)(0x80 >> i % 8);
		if (i + 1 > last)
			last = i + 1;
	}
	at = put_open(b, 0x03);
	put_byte(b, (unsigned)(8 - last % 8) % 8);
	put(b, bits, (last + 7) / 8);
	put_close(b, at);
}

static void
put_ku(struct buf *b, struct str s, const struct make *make)
{
	static const char *const names[] = {
		"digital",  "nonrep",  "keyenc",  "dataenc", "keyagree",
		"certsign", "crlsign", "enconly", "deconly",
	};

	(void)make;
	if (!put_forced(b, 0x03, s))
		put_bit_names(b, s, ',', names, sizeof(names) / sizeof(*names));
}

/* Names for OIDs, in lists of purposes, policies, methods. */
struct oid_name {
	const char *name, *oid;
};

static const struct oid_name purposes[] = { { "server", "1.3.6.1.5.5.7.3.1" },
					    { "client", "1.3.6.1.5.5.7.3.2" },
					    { "code", "1.3.6.1.5.5.7.3.3" },
					    { "email", "1.3.6.1.5.5.7.3.4" },
					    { "time", "1.3.6.1.5.5.7.3.8" },
					    { "ocsp", "1.3.6.1.5.5.7.3.9" },
					    { "any", "2.5.29.37.0" },
					    { "precert", "1.3.6.1.4.1.11129.2.4.4" },
					    { "document", "1.3.6.1.5.5.7.3.36" },
					    { "mark", "1.3.6.1.5.5.7.3.31" },
					    { "smartcard", "1.3.6.1.4.1.311.20.2.2" },
					    { "ipsec", "1.3.6.1.5.5.7.3.17" },
					    { "msdocument", "1.3.6.1.4.1.311.10.3.12" },
					    { "lifetime", "1.3.6.1.4.1.311.10.3.13" },
					    { NULL, NULL } };

static const struct oid_name policies[] = { { "dv", "2.23.140.1.2.1" },
					    { "ov", "2.23.140.1.2.2" },
					    { "iv", "2.23.140.1.2.3" },
					    { "ev", "2.23.140.1.1" },
					    { "any", "2.5.29.32.0" },
					    { "cs", "2.23.140.1.4.1" },
					    { "evcs", "2.23.140.1.3" },
					    { "ts", "2.23.140.1.4.2" },
					    { "mv-legacy", "2.23.140.1.5.1.1" },
					    { "mv-multi", "2.23.140.1.5.1.2" },
					    { "mv-strict", "2.23.140.1.5.1.3" },
					    { "smime-ov-legacy", "2.23.140.1.5.2.1" },
					    { "smime-ov-multi", "2.23.140.1.5.2.2" },
					    { "smime-ov-strict", "2.23.140.1.5.2.3" },
					    { "sv-legacy", "2.23.140.1.5.3.1" },
					    { "sv-multi", "2.23.140.1.5.3.2" },
					    { "sv-strict", "2.23.140.1.5.3.3" },
					    { "smime-iv-legacy", "2.23.140.1.5.4.1" },
					    { "smime-iv-multi", "2.23.140.1.5.4.2" },
					    { "smime-iv-strict", "2.23.140.1.5.4.3" },
					    { "ncp", "0.4.0.2042.1.1" },
					    { "ncp+", "0.4.0.2042.1.2" },
					    { "lcp", "0.4.0.2042.1.3" },
					    { "evcp", "0.4.0.2042.1.4" },
					    { "dvcp", "0.4.0.2042.1.6" },
					    { "ovcp", "0.4.0.2042.1.7" },
					    { "ivcp", "0.4.0.2042.1.8" },
					    { "qcp-n", "0.4.0.194112.1.0" },
					    { "qcp-l", "0.4.0.194112.1.1" },
					    { "qcp-n-qscd", "0.4.0.194112.1.2" },
					    { "qcp-l-qscd", "0.4.0.194112.1.3" },
					    { "qevcp-w", "0.4.0.194112.1.4" },
					    { "qncp-w", "0.4.0.194112.1.5" },
					    { "qncp-w-gen", "0.4.0.194112.1.6" },
					    { "psd2", "0.4.0.19495.3.1" },
					    { NULL, NULL } };

static const struct oid_name methods[] = { { "ocsp", "1.3.6.1.5.5.7.48.1" },
					   { "issuer", "1.3.6.1.5.5.7.48.2" },
					   { "timestamping", "1.3.6.1.5.5.7.48.3" },
					   { "repository", "1.3.6.1.5.5.7.48.5" },
					   { NULL, NULL } };

static void
put_oid_named(struct buf *b, const struct oid_name *names, struct str s)
{
	for (; names->name; names++)
		if (str_is(s, names->name))
			s = str_of(names->oid);
	if (!put_forced(b, 0x06, s))
		put_oid(b, s);
}

static void
put_eku(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	size_t at;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item))
		put_oid_named(b, purposes, item);
	put_close(b, at);
}

static void
put_bc(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	long number;
	size_t at;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		if (str_is(item, "ca"))
			put_raw(b, STR("0101ff"));
		else if (str_is(item, "false"))
			put_raw(b, STR("010100"));
		else if (str_skip(&item, "pathlen=") && str_number(item, &number))
			put_number(b, 0x02, (unsigned long)number);
		else if (!str_is(item, "leaf"))
			wrong_word(b->trouble, "bc is of: ca, leaf, false, pathlen=N", item);
	}
	put_close(b, at);
}

static void
put_san(struct buf *b, struct str s, const struct make *make)
{
	size_t at;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	put_general_names(b, s, ',', NULL);
	put_close(b, at);
}

static void
put_ski(struct buf *b, struct str s, const struct make *make)
{
	size_t at;

	if (put_forced(b, 0x04, s))
		return;
	at = put_open(b, 0x04);
	if (str_is(s, "auto") || str_is(s, "sha1"))
		put_key_id(b, "sha1", make->spki, make->spki_length);
	else if (str_is(s, "sha256"))
		put_key_id(b, "sha256", make->spki, make->spki_length);
	else
		put_raw(b, s);
	put_close(b, at);
}

static void
put_aki(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	size_t at, inner;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		if (str_is(item, "auto") || str_is(item, "keyid")) {
			put_element(b, 0x80, make->issuer.id, make->issuer.id_length);
			continue;
		}
		inner = put_open(b, item.n && item.p[0] == 'k' ? 0x80 :
				    item.n && item.p[0] == 'i' ? 0xa1 :
								 0x82);
		if (str_skip(&item, "keyid:") || str_skip(&item, "serial:"))
			put_raw(b, item);
		else if (str_skip(&item, "issuer:"))
			put_general_names(b, item, '|', "dir");
		else
			wrong_word(b->trouble, "aki is of: auto, keyid:, issuer:, serial:", item);
		put_close(b, inner);
	}
	put_close(b, at);
}

/* noticeRef: ORGANIZATION#NUMBER#NUMBER. */
static void
put_notice_ref(struct buf *b, struct str s)
{
	struct str organization = str_cut(&s, '#'), item;
	struct items list = items_of(s, '#');
	size_t at = put_open(b, 0x30), inner;
	long number;

	put_string(b, 0x0c, organization);
	inner = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		if (str_number(item, &number))
			put_number(b, 0x02, (unsigned long)number);
		else
			wrong_word(b->trouble, "no notice number", item);
	}
	put_close(b, inner);
	put_close(b, at);
}

/* UserNotice of its parts: ref:ORG#1 and text, with & between. */
static void
put_notice(struct buf *b, struct str s)
{
	struct items list = items_of(s, '&');
	size_t at = put_open(b, 0x30);
	struct str item;

	while (items_next(&list, &item)) {
		if (str_skip(&item, "ref:"))
			put_notice_ref(b, item);
		else
			put_string(b, 0x0c, item);
	}
	put_close(b, at);
}

/* PolicyQualifierInfo: cps:URI, notice:TEXT or OID:bytes. */
static void
put_qualifier(struct buf *b, struct str s)
{
	size_t at;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	if (str_skip(&s, "cps:")) {
		put_oid(b, STR("1.3.6.1.5.5.7.2.1"));
		put_string(b, 0x16, s);
	} else if (str_skip(&s, "notice:")) {
		put_oid(b, STR("1.3.6.1.5.5.7.2.2"));
		put_notice(b, s);
	} else {
		put_oid(b, str_cut(&s, ':'));
		put_raw(b, s);
	}
	put_close(b, at);
}

static void
put_policy(struct buf *b, struct str s)
{
	struct str qualifiers = str_braces(&s), item;
	size_t at = put_open(b, 0x30), inner;
	struct items list;

	put_oid_named(b, policies, s);
	if (qualifiers.p) {
		list = items_of(qualifiers, ';');
		inner = put_open(b, 0x30);
		while (items_next(&list, &item))
			put_qualifier(b, item);
		put_close(b, inner);
	}
	put_close(b, at);
}

static void
put_policies(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	size_t at;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item))
		put_policy(b, item);
	put_close(b, at);
}

static void
put_mappings(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	size_t at, inner;
	struct str item;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		inner = put_open(b, 0x30);
		put_oid_named(b, policies, str_cut(&item, '>'));
		put_oid_named(b, policies, item);
		put_close(b, inner);
	}
	put_close(b, at);
}

static void
put_constraints(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	unsigned tag;
	long number;
	size_t at;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		tag = str_skip(&item, "require=") ? 0x80 : str_skip(&item, "inhibit=") ? 0x81 : 0;
		if (tag && str_number(item, &number))
			put_number(b, tag, (unsigned long)number);
		else
			wrong_word(b->trouble, "pc is of: require=N, inhibit=N", item);
	}
	put_close(b, at);
}

static void
put_integer(struct buf *b, struct str s, const struct make *make)
{
	long number;

	(void)make;
	if (put_forced(b, 0x02, s))
		return;
	if (str_number(s, &number))
		put_number(b, 0x02, (unsigned long)number);
	else
		wrong_word(b->trouble, "no number", s);
}

/* AccessDescriptions: METHOD:general name. */
static void
put_access(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	size_t at, inner;
	struct str item;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		if (put_forced(b, 0x30, item))
			continue;
		inner = put_open(b, 0x30);
		put_oid_named(b, methods, str_cut(&item, ':'));
		put_general_name(b, item, "uri");
		put_close(b, inner);
	}
	put_close(b, at);
}

static const char *const reasons[] = {
	"unused",       "keyCompromise",        "cACompromise",    "affiliationChanged",
	"superseded",   "cessationOfOperation", "certificateHold", "privilegeWithdrawn",
	"aACompromise",
};

/* DistributionPointName under [0]: names with | between them, or rel:RDN. */
void
put_point_name(struct buf *b, struct str s)
{
	size_t at = put_open(b, 0xa0), inner;

	if (str_skip(&s, "rel:")) {
		put_rdn(b, 0xa1, s);
	} else {
		inner = put_open(b, 0xa0);
		if (!str_is(s, "none"))
			put_general_names(b, s, '|', "uri");
		put_close(b, inner);
	}
	put_close(b, at);
}

/* ReasonFlags under another tag than a BIT STRING's own. */
void
put_reasons(struct buf *b, unsigned tag, struct str s)
{
	size_t at = b->n;

	put_bit_names(b, s, '+', reasons, sizeof(reasons) / sizeof(*reasons));
	if (b->n > at)
		b->p[at] = (uint8_t)tag;
}

bool
reason_read(struct str s, long *out)
{
	static const char *const codes[] = {
		"unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
		"superseded",    "cessationOfOperation", "certificateHold", "7",
		"removeFromCRL", "privilegeWithdrawn",   "aACompromise",
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		if (str_is(s, codes[i])) {
			*out = (long)i;
			return true;
		}
	}
	return str_number(s, out);
}

static void
put_point(struct buf *b, struct str s)
{
	struct str options = str_braces(&s), item;
	struct items list = items_of(options, ';');
	size_t at = put_open(b, 0x30), inner;

	if (s.n)
		put_point_name(b, s);
	while (items_next(&list, &item)) {
		if (str_skip(&item, "reasons:")) {
			put_reasons(b, 0x81, item);
			continue;
		}
		if (put_forced(b, 0x30, item))
			continue;
		inner = put_open(b, item.n && item.p[0] == 'i' ? 0xa2 : 0x81);
		if (str_skip(&item, "issuer:"))
			put_general_names(b, item, '|', "dir");
		else if (str_skip(&item, "reasonshex:"))
			put_raw(b, item);
		else
			wrong_word(b->trouble, "a point has: reasons:, reasonshex:, issuer:", item);
		put_close(b, inner);
	}
	put_close(b, at);
}

/* A SEQUENCE OF SEQUENCE: each item by its own writer, or raw. */
static void
put_sequences(struct buf *b, struct str s, void (*put_item)(struct buf *b, struct str item))
{
	struct items list = items_of(s, ',');
	struct str item;
	size_t at;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item))
		if (!put_forced(b, 0x30, item))
			put_item(b, item);
	put_close(b, at);
}

static void
put_points(struct buf *b, struct str s, const struct make *make)
{
	(void)make;
	put_sequences(b, s, put_point);
}

/* GeneralSubtree: a general name{min=N;max=N}. */
static void
put_subtree(struct buf *b, struct str s)
{
	struct str options = str_braces(&s), item;
	struct items list = items_of(options, ';');
	size_t at = put_open(b, 0x30);
	unsigned tag;
	long number;

	put_general_name(b, s, NULL);
	while (items_next(&list, &item)) {
		tag = str_skip(&item, "min=") ? 0x80 : str_skip(&item, "max=") ? 0x81 : 0;
		if (tag && str_number(item, &number))
			put_number(b, tag, (unsigned long)number);
		else
			wrong_word(b->trouble, "a subtree has: min=N, max=N", item);
	}
	put_close(b, at);
}

/* The items of one side; "permit" alone stands for an empty list. */
static void
put_side(struct buf *b, struct str s, const char *side, unsigned tag)
{
	struct items list = items_of(s, ',');
	struct str item;
	bool opened = false;
	size_t at = 0;

	while (items_next(&list, &item)) {
		if (!str_skip(&item, side))
			continue;
		if (!opened)
			at = put_open(b, tag);
		opened = true;
		if (str_skip(&item, "-"))
			put_subtree(b, item);
	}
	if (opened)
		put_close(b, at);
}

static void
put_nc(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	size_t at;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	while (items_next(&list, &item))
		if (!str_skip(&item, "permit") && !str_skip(&item, "exclude"))
			wrong_word(b->trouble, "nc is of: permit-NAME, exclude-NAME", item);
	at = put_open(b, 0x30);
	put_side(b, s, "permit", 0xa0);
	put_side(b, s, "exclude", 0xa1);
	put_close(b, at);
}

/* What an SCT's braces say. */
struct sct_parts {
	struct str log, extensions, signature;
	unsigned version, hash, algorithm;
	int64_t milliseconds;
	size_t index;
};

static bool
byte_option(struct str *item, const char *prefix, unsigned *out)
{
	long number;

	if (!str_skip(item, prefix) || !str_number(*item, &number))
		return false;
	*out = (unsigned)number & 0xff;
	return true;
}

static void
sct_options(struct buf *b, struct str options, struct sct_parts *sct)
{
	struct items list = items_of(options, ';');
	struct str item;

	while (items_next(&list, &item)) {
		if (byte_option(&item, "v=", &sct->version) ||
		    byte_option(&item, "hash=", &sct->hash) ||
		    byte_option(&item, "alg=", &sct->algorithm))
			continue;
		if (str_skip(&item, "ext="))
			sct->extensions = item;
		else if (str_skip(&item, "sig="))
			sct->signature = item;
		else
			wrong_word(b->trouble, "an SCT has: v=, hash=, alg=, ext=, sig=", item);
	}
}

/* A length of two octets around what follows; shut fills it in. */
static size_t
open16(struct buf *b)
{
	put(b, "\0\0", 2);
	return b->n;
}

static void
close16(struct buf *b, size_t at)
{
	size_t n = b->n - at;

	if (at < 2 || b->n < at)
		return;
	if (n > 65535)
		wrong(b->trouble, "an SCT list longer than 65,535 octets");
	b->p[at - 2] = (uint8_t)(n >> 8);
	b->p[at - 1] = (uint8_t)n;
}

static void
put_sct(struct buf *b, const struct sct_parts *sct)
{
	size_t at = open16(b), inner;

	put_byte(b, sct->version);
	put_raw(b, sct->log);
	for (int shift = 56; shift >= 0; shift -= 8)
		put_byte(b, (unsigned)(sct->milliseconds >> shift & 0xff));
	inner = open16(b);
	put_raw(b, sct->extensions);
	close16(b, inner);
	put_byte(b, sct->hash);
	put_byte(b, sct->algorithm);
	inner = open16(b);
	if (sct->signature.p)
		put_raw(b, sct->signature);
	else
		put_ecdsa_noise(b, 32, 100 + (unsigned)sct->index * 2);
	close16(b, inner);
	close16(b, at);
}

/* LOG[@instant][{options}], LOG being a name above or 64 hex digits; raw:bytes. */
static void
put_sct_item(struct buf *b, struct str s, const struct make *make, size_t index)
{
	struct sct_parts sct = { .hash = 4, .algorithm = 3, .index = index };
	struct str options = str_braces(&s), name = str_cut(&s, '@');
	int64_t instant = make->from + 60;
	size_t at;

	if (str_skip(&name, "raw:")) {
		at = open16(b);
		put_raw(b, name);
		close16(b, at);
		return;
	}
	sct.log = name;
	for (size_t i = 0; i < sizeof(logs) / sizeof(*logs); i++)
		if (str_is(name, logs[i].name)) {
			sct.log = str_of(logs[i].id);
			sct.extensions = str_of(logs[i].tiled ? "0000050000000001" : "");
		}
	if (s.n && !instant_read(s, &instant))
		wrong_word(b->trouble, "no instant", s);
	sct.milliseconds = instant * 1000 + 137 + (int64_t)index * 211;
	sct_options(b, options, &sct);
	put_sct(b, &sct);
}

static bool
log_takes(const struct log *log, int64_t until)
{
	int64_t first, last;

	return instant_read(str_of(log->from), &first) && instant_read(str_of(log->until), &last) &&
	       until >= first && until < last;
}

/*
 * `count` SCTs: of logs that take certificates ending when this one does, one of each family, and
 * when these run out, of others.
 */
static void
put_sct_count(struct buf *b, long count, const struct make *make)
{
	char last = '-';
	size_t index = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < sizeof(logs) / sizeof(*logs) && (long)index < count; i++) {
			if (log_takes(&logs[i], make->until) == (pass == 1) ||
			    (pass == 0 && logs[i].name[0] == last))
				continue;
			last = logs[i].name[0];
			put_sct_item(b, str_of(logs[i].name), make, index++);
		}
	}
}

static void
put_scts(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	size_t at, inner, index = 0;
	struct str item;
	long count;

	if (put_forced(b, 0x04, s))
		return;
	at = put_open(b, 0x04);
	inner = open16(b);
	if (str_number(s, &count))
		put_sct_count(b, count, make);
	else
		while (items_next(&list, &item))
			put_sct_item(b, item, make, index++);
	close16(b, inner);
	put_close(b, at);
}

static void
put_null(struct buf *b, struct str s, const struct make *make)
{
	(void)make;
	if (put_forced(b, 0x05, s))
		return;
	if (s.n && !str_is(s, "on"))
		wrong_word(b->trouble, "this extension is 'on', or raw", s);
	put_raw(b, STR("0500"));
}

static void
put_features(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	struct str item;
	size_t at;

	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item))
		put_integer(b, item, make);
	put_close(b, at);
}

/* SCHEME:COUNTRY[:STATE]:REFERENCE. */
static void
put_organization(struct buf *b, struct str s, const struct make *make)
{
	struct str scheme, country, state = { NULL, 0 };
	size_t at;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	scheme = str_cut(&s, ':');
	country = str_cut(&s, ':');
	if (s.n && memchr(s.p, ':', s.n))
		state = str_cut(&s, ':');
	put_string(b, 0x13, scheme);
	put_string(b, 0x13, country);
	if (state.p)
		put_string(b, 0x80, state);
	put_string(b, 0x0c, s);
	put_close(b, at);
}

/* TorServiceDescriptorHash: URI=hash octets. */
static void
put_onions(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	size_t at, inner, bits;
	struct str item;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		inner = put_open(b, 0x30);
		put_string(b, 0x0c, str_cut(&item, '='));
		put_raw(b, STR("30(<2.16.840.1.101.3.4.2.1>)"));
		bits = put_open(b, 0x03);
		put_byte(b, 0);
		if (item.n)
			put_raw(b, item);
		else
			put_noise(b, 32, 11);
		put_close(b, bits);
		put_close(b, inner);
	}
	put_close(b, at);
}

static const struct oid_name qc_types[] = { { "esign", "0.4.0.1862.1.6.1" },
					    { "eseal", "0.4.0.1862.1.6.2" },
					    { "web", "0.4.0.1862.1.6.3" },
					    { NULL, NULL } };

static const struct oid_name qc_semantics[] = { { "natural", "0.4.0.194121.1.1" },
						{ "legal", "0.4.0.194121.1.2" },
						{ "eidas-natural", "0.4.0.194121.1.3" },
						{ "eidas-legal", "0.4.0.194121.1.4" },
						{ NULL, NULL } };

static const struct oid_name psd2_roles[] = { { "PSP_AS", "0.4.0.19495.1.1" },
					      { "PSP_PI", "0.4.0.19495.1.2" },
					      { "PSP_AI", "0.4.0.19495.1.3" },
					      { "PSP_IC", "0.4.0.19495.1.4" },
					      { NULL, NULL } };

static void
put_qc_types(struct buf *b, struct str s)
{
	struct items list = items_of(s, '+');
	size_t at = put_open(b, 0x30);
	struct str item;

	while (items_next(&list, &item))
		put_oid_named(b, qc_types, item);
	put_close(b, at);
}

/* CURRENCY:AMOUNT:EXPONENT. */
static void
put_qc_limit(struct buf *b, struct str s)
{
	size_t at = put_open(b, 0x30);
	struct str currency = str_cut(&s, ':');
	long number;

	if (str_number(currency, &number))
		put_number(b, 0x02, (unsigned long)number);
	else
		put_string(b, 0x13, currency);
	for (int i = 0; i < 2; i++)
		put_integer(b, str_cut(&s, ':'), NULL);
	put_close(b, at);
}

/* URL@language, several with | between. */
static void
put_qc_pds(struct buf *b, struct str s)
{
	struct items list = items_of(s, '|');
	size_t at = put_open(b, 0x30), inner;
	struct str item;

	while (items_next(&list, &item)) {
		inner = put_open(b, 0x30);
		put_string(b, 0x16, str_cut(&item, '@'));
		put_string(b, 0x13, item);
		put_close(b, inner);
	}
	put_close(b, at);
}

static void
put_qc_countries(struct buf *b, struct str s)
{
	struct items list = items_of(s, '+');
	size_t at = put_open(b, 0x30);
	struct str item;

	while (items_next(&list, &item))
		put_string(b, 0x13, item);
	put_close(b, at);
}

static void
put_qc_semantics(struct buf *b, struct str s)
{
	size_t at = put_open(b, 0x30);

	put_oid_named(b, qc_semantics, s);
	put_close(b, at);
}

/* ROLE+ROLE:NAME OF AUTHORITY:ID OF AUTHORITY. */
static void
put_qc_psd2(struct buf *b, struct str s)
{
	struct str roles = str_cut(&s, ':'), item;
	struct items list = items_of(roles, '+');
	size_t at = put_open(b, 0x30), set = put_open(b, 0x30), inner;

	while (items_next(&list, &item)) {
		inner = put_open(b, 0x30);
		put_oid_named(b, psd2_roles, item);
		put_string(b, 0x0c, item);
		put_close(b, inner);
	}
	put_close(b, set);
	put_string(b, 0x0c, str_cut(&s, ':'));
	put_string(b, 0x0c, s);
	put_close(b, at);
}

static void
put_qc_retention(struct buf *b, struct str s)
{
	put_integer(b, s, NULL);
}

static const struct qc_statement {
	const char *name, *oid;
	void (*put)(struct buf *b, struct str s);
} qc_statements[] = {
	{ "compliance", "0.4.0.1862.1.1", NULL },
	{ "sscd", "0.4.0.1862.1.4", NULL },
	{ "limit", "0.4.0.1862.1.2", put_qc_limit },
	{ "retention", "0.4.0.1862.1.3", put_qc_retention },
	{ "pds", "0.4.0.1862.1.5", put_qc_pds },
	{ "type", "0.4.0.1862.1.6", put_qc_types },
	{ "legislation", "0.4.0.1862.1.7", put_qc_countries },
	{ "identmethod", "0.4.0.1862.1.8", NULL },
	{ "qscdlegislation", "0.4.0.1862.1.9", put_qc_countries },
	{ "semantics", "1.3.6.1.5.5.7.11.2", put_qc_semantics },
	{ "semantics-v1", "1.3.6.1.5.5.7.11.1", put_qc_semantics },
	{ "psd2", "0.4.0.19495.2", put_qc_psd2 },
};

/* NAME[:what belongs to it] or OID[:bytes]; after a known name, =bytes replaces what belongs. */
static void
put_qc_statement(struct buf *b, struct str s)
{
	struct str whole = s, name = str_cut(&s, ':'), raw = name;
	const struct qc_statement *known = NULL;
	size_t at = put_open(b, 0x30);

	name = str_cut(&raw, '=');
	for (size_t i = 0; i < sizeof(qc_statements) / sizeof(*qc_statements); i++)
		if (str_is(name, qc_statements[i].name))
			known = &qc_statements[i];
	if (known)
		put_oid(b, str_of(known->oid));
	else
		put_oid(b, name);
	if (raw.n)
		put_raw(b, raw);
	else if (known && known->put && name.n < whole.n)
		known->put(b, s);
	else
		put_raw(b, s);
	put_close(b, at);
}

static void
put_qc(struct buf *b, struct str s, const struct make *make)
{
	(void)make;
	put_sequences(b, s, put_qc_statement);
}

/* CRLNumber as octets, so that any length can be made; plain digits are a number. */
static void
put_crl_number(struct buf *b, struct str s, const struct make *make)
{
	size_t at;

	if (!str_skip(&s, "0x")) {
		put_integer(b, s, make);
		return;
	}
	at = put_open(b, 0x02);
	put_raw(b, s);
	put_close(b, at);
}

/* issuingDistributionPoint: users, cas, attributes, indirect, reasons:, or names of the point. */
static void
put_idp(struct buf *b, struct str s, const struct make *make)
{
	static const char *const flags[] = { "users", "cas", "-", "indirect", "attributes" };
	struct items list = items_of(s, ',');
	struct str item;
	size_t at, i;

	(void)make;
	if (put_forced(b, 0x30, s))
		return;
	at = put_open(b, 0x30);
	while (items_next(&list, &item)) {
		for (i = 0; i < 5 && !str_is(item, flags[i]); i++)
			;
		if (i < 5)
			put_element(b, 0x81 + (unsigned)i, "\xff", 1);
		else if (str_skip(&item, "reasons:"))
			put_reasons(b, 0x83, item);
		else if (!put_forced(b, 0x30, item))
			put_point_name(b, item);
	}
	put_close(b, at);
}

/* The nonce of a response: an OCTET STRING. */
static void
put_nonce(struct buf *b, struct str s, const struct make *make)
{
	size_t at;

	(void)make;
	if (put_forced(b, 0x04, s))
		return;
	at = put_open(b, 0x04);
	put_raw(b, s);
	put_close(b, at);
}

static void
put_any(struct buf *b, struct str s, const struct make *make)
{
	(void)make;
	str_skip(&s, "der:");
	put_raw(b, s);
}

const struct extension extensions[] = {
	{ "aki", "2.5.29.35", put_aki, false, ',' },
	{ "ski", "2.5.29.14", put_ski, false, ',' },
	{ "ku", "2.5.29.15", put_ku, true, ',' },
	{ "bc", "2.5.29.19", put_bc, true, ',' },
	{ "eku", "2.5.29.37", put_eku, false, ',' },
	{ "policy", "2.5.29.32", put_policies, false, ',' },
	{ "pm", "2.5.29.33", put_mappings, true, ',' },
	{ "pc", "2.5.29.36", put_constraints, true, ',' },
	{ "iap", "2.5.29.54", put_integer, true, ',' },
	{ "nc", "2.5.29.30", put_nc, true, ',' },
	{ "aia", "1.3.6.1.5.5.7.1.1", put_access, false, ',' },
	{ "sia", "1.3.6.1.5.5.7.1.11", put_access, false, ',' },
	{ "san", "2.5.29.17", put_san, false, ',' },
	{ "ian", "2.5.29.18", put_san, false, ',' },
	{ "crldp", "2.5.29.31", put_points, false, ',' },
	{ "freshestcrl", "2.5.29.46", put_points, false, ',' },
	{ "cabforgid", "2.23.140.3.1", put_organization, false, ',' },
	{ "qcs", "1.3.6.1.5.5.7.1.3", put_qc, false, ',' },
	{ "onion", "2.23.140.1.31", put_onions, false, ',' },
	{ "tlsfeature", "1.3.6.1.5.5.7.1.24", put_features, false, ',' },
	{ "nocheck", "1.3.6.1.5.5.7.48.1.5", put_null, false, ',' },
	{ "norevavail", "2.5.29.56", put_null, false, ',' },
	{ "poison", "1.3.6.1.4.1.11129.2.4.3", put_null, true, ',' },
	{ "sct", "1.3.6.1.4.1.11129.2.4.2", put_scts, false, ',' },
	{ "crlnumber", "2.5.29.20", put_crl_number, false, ',' },
	{ "deltacrl", "2.5.29.27", put_crl_number, true, ',' },
	{ "idp", "2.5.29.28", put_idp, true, ',' },
	{ "nonce", "1.3.6.1.5.5.7.48.1.2", put_nonce, false, ',' },
	{ "archivecutoff", "1.3.6.1.5.5.7.48.1.6", put_any, false, ',' },
	{ "sda", "2.5.29.9", put_any, false, ',' },
	{ "pkup", "2.5.29.16", put_any, false, ',' },
	{ "smimecaps", "1.2.840.113549.1.9.15", put_any, false, ',' },
	{ "lei", "1.3.6.1.4.1.52266.1", put_any, false, ',' },
	{ "leirole", "1.3.6.1.4.1.52266.2", put_any, false, ',' },
	{ "ipresources", "1.3.6.1.5.5.7.1.7", put_any, true, ',' },
	{ "asresources", "1.3.6.1.5.5.7.1.8", put_any, true, ',' },
	{ "biometric", "1.3.6.1.5.5.7.1.2", put_any, false, ',' },
	{ "logotype", "1.3.6.1.5.5.7.1.12", put_any, false, ',' },
	{ "shortterm", "0.4.0.194121.2.1", put_null, false, ',' },
	{ "adobetime", "1.2.840.113583.1.1.9.1", put_any, false, ',' },
	{ "adoberevinfo", "1.2.840.113583.1.1.9.2", put_any, false, ',' },
	{ "nstype", "2.16.840.1.113730.1.1", put_any, false, ',' },
	{ "nscomment", "2.16.840.1.113730.1.13", put_any, false, ',' },
	{ "mstemplate", "1.3.6.1.4.1.311.21.7", put_any, false, ',' },
};
const size_t extension_count = sizeof(extensions) / sizeof(*extensions);

const struct extension *
extension_named(struct str name)
{
	for (size_t i = 0; i < extension_count; i++)
		if (str_is(name, extensions[i].name))
			return &extensions[i];
	return NULL;
}

static void
put_critical(struct buf *b, enum mark mark, bool usual)
{
	if (mark == MARK_EXPLICIT_FALSE)
		put_raw(b, STR("010100"));
	else if (mark == MARK_CRITICAL || (mark == MARK_NONE && usual))
		put_raw(b, STR("0101ff"));
}

void
put_extension(struct buf *b, const struct extension *extension, struct value value,
	      const struct make *make)
{
	size_t at = put_open(b, 0x30), inner;

	put_oid(b, str_of(extension->oid));
	put_critical(b, value.mark, extension->critical);
	inner = put_open(b, 0x04);
	extension->put(b, value.text, make);
	put_close(b, inner);
	put_close(b, at);
}

void
put_any_extension(struct buf *b, struct str item)
{
	const struct extension *known;
	enum mark mark = MARK_NONE;
	struct str oid;
	size_t at;

	if (put_forced(b, 0x30, item))
		return;
	oid = str_cut(&item, ':');
	if (oid.n && strchr("!~?", oid.p[oid.n - 1]))
		mark = oid.p[--oid.n] == '!' ? MARK_CRITICAL :
		       oid.p[oid.n] == '~'   ? MARK_NOT_CRITICAL :
					       MARK_EXPLICIT_FALSE;
	known = extension_named(oid);
	at = put_open(b, 0x30);
	put_oid(b, known ? str_of(known->oid) : oid);
	put_critical(b, mark, known && known->critical);
	oid.n = put_open(b, 0x04);
	put_raw(b, item);
	put_close(b, oid.n);
	put_close(b, at);
}
