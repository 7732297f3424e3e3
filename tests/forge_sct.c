/* SCTs of the forge, and the logs that they are of. */

#include "forge_make.h"

#include "forge_key.h"

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

void
put_scts(struct buf *b, struct str s, const struct make *make)
{
	struct items list = items_of(s, ',');
	size_t at = open16(b), index = 0;
	struct str item;
	long count;

	if (str_number(s, &count))
		put_sct_count(b, count, make);
	else
		while (items_next(&list, &item))
			put_sct_item(b, item, make, index++);
	close16(b, at);
}
