/*
 * Every effective day, once, named by document and version or by what changed.  A lint's window is
 * .from <= day < .until, the day being notBefore's unless the lint says otherwise.
 */

#ifndef CERTLINT_LINTS_DATES_H
#define CERTLINT_LINTS_DATES_H

#include "day.h"

enum {
	/* RFCs: publication */
	RFC2437_DAY = DAY(1998, 10, 1),		/* PKCS #1 2.0 */
	RFC2459_DAY = DAY(1999, 1, 1),
	RFC2985_DAY = DAY(2000, 11, 1),
	RFC3161_DAY = DAY(2001, 8, 1),
	RFC3279_DAY = DAY(2002, 4, 1),
	RFC3280_DAY = DAY(2002, 4, 1),
	RFC3447_DAY = DAY(2003, 2, 1),
	RFC3490_DAY = DAY(2003, 3, 1), /* IDNA2003 */
	RFC3709_DAY = DAY(2004, 2, 1),
	RFC3739_DAY = DAY(2004, 3, 1),
	RFC3779_DAY = DAY(2004, 6, 1),
	RFC4055_DAY = DAY(2005, 6, 1),
	RFC4262_DAY = DAY(2005, 12, 1),
	RFC4985_DAY = DAY(2007, 8, 1),
	RFC5280_DAY = DAY(2008, 5, 1),
	RFC5321_DAY = DAY(2008, 10, 1),
	RFC5480_DAY = DAY(2009, 3, 1),
	RFC5758_DAY = DAY(2010, 1, 1),
	RFC5756_DAY = DAY(2010, 1, 1),
	RFC5890_DAY = DAY(2010, 8, 1), /* IDNA2008 */
	RFC6151_DAY = DAY(2011, 3, 1),
	RFC6487_DAY = DAY(2012, 2, 1),
	RFC6761_DAY = DAY(2013, 2, 1),
	RFC6818_DAY = DAY(2013, 1, 1),
	RFC6960_DAY = DAY(2013, 6, 1),
	RFC6962_DAY = DAY(2013, 6, 1),
	RFC7633_DAY = DAY(2015, 10, 1),
	RFC7686_DAY = DAY(2015, 10, 1),
	RFC8209_DAY = DAY(2017, 9, 1),
	RFC8017_DAY = DAY(2016, 11, 1),
	RFC8375_DAY = DAY(2018, 5, 1), /* home.arpa */
	RFC8398_DAY = DAY(2018, 5, 1),
	RFC8399_DAY = DAY(2018, 5, 1),
	RFC8410_DAY = DAY(2018, 8, 1),
	RFC8692_DAY = DAY(2019, 12, 1),
	RFC8813_DAY = DAY(2020, 8, 1),
	RFC9162_DAY = DAY(2021, 12, 1),
	RFC9295_DAY = DAY(2022, 9, 1),
	RFC9399_DAY = DAY(2023, 5, 1),
	RFC9525_DAY = DAY(2023, 11, 1),
	RFC9549_DAY = DAY(2024, 3, 1),
	RFC9598_DAY = DAY(2024, 5, 1),
	RFC9608_DAY = DAY(2024, 6, 1),
	RFC9802_DAY = DAY(2025, 6, 1),
	RFC9881_DAY = DAY(2025, 10, 1),
	RFC9909_DAY = DAY(2025, 12, 1),
	RFC9935_DAY = DAY(2026, 3, 1),

	/* X.520, the edition of August 2005 */
	X520_2005_DAY = DAY(2005, 8, 1),

	/* What is not a document's */
	ROCA_PUBLISHED = DAY(2017, 10, 16), /* CVE-2017-15361 */
	TOR_V2_END = DAY(2021, 10, 15), /* version 2 of onion services switched off */

	/* Certificate Transparency policies; Mozilla's and the ones on logs are of the clock */
	CHROME_CT_EV = DAY(2015, 1, 1),
	CHROME_CT_EV_GOOGLE = DAY(2015, 7, 1),	/* as Chromium enforced it */
	CHROME_CT = DAY(2018, 5, 1),		/* every certificate of a server */
	CHROME_CT_2022 = DAY(2022, 4, 15),	/* days instead of months, two operators */
	CHROME_CT_STATIC = DAY(2025, 2, 28),	/* logs of static-ct-api, beside one of RFC 6962 */
	CHROME_CT_STATIC_END = DAY(2026, 4, 15),	/* alone */
	APPLE_CT = DAY(2018, 10, 15),
	APPLE_CT_2021 = DAY(2021, 4, 21),	/* days instead of months, a share of operators */
	APPLE_CT_1_0 = DAY(2025, 4, 21),	/* version 1.0 of the policy: one log of RFC 6962 */
	FIREFOX_135 = DAY(2025, 2, 4),

	/* EV Guidelines */
	EVG_1_0 = DAY(2007, 6, 12),
	EVG_1_4 = DAY(2012, 5, 29),		/* the oldest text in the words of today's */
	EVG_1_5_3 = DAY(2015, 2, 18),		/* ballot 144: onion names */
	EVG_1_5_7 = DAY(2015, 9, 28),		/* ballot 151: the Forum has an EV OID */
	EVG_1_6_2 = DAY(2017, 3, 17),		/* ballot 193: 825 days */
	EVG_1_6_4 = DAY(2017, 6, 23),		/* ballot 191: locality or state */
	EVG_1_6_5 = DAY(2017, 7, 8),		/* ballot 201: Tor descriptor compulsory */
	EVG_1_6_7 = DAY(2017, 11, 23),		/* ballot 207: jurisdictionCountry single-valued */
	EVG_ORGID_EXTENSION = DAY(2020, 1, 31),
	EVG_1_7_4 = DAY(2020, 10, 19),		/* SC35: the same values in extension and subject */
	EVG_1_8_1 = DAY(2024, 3, 4),		/* SC68: VATEL, VATXI */
	EVG_2_0_1 = DAY(2024, 5, 6),		/* SC72: no CPS qualifier */
	EVG_2_0_2 = DAY(2026, 5, 4),		/* SC95: ISO dates, subdivisions */
	ONION_RESERVED = DAY(2015, 9, 9),	/* the IESG approved RFC 7686 */

	/* ETSI */
	TS119495_1_5_1 = DAY(2021, 4, 1),	/* PSD numbers: a recommendation */


	/* S/MIME Baseline Requirements */
	SMIME_BR_1_0_0 = DAY(2023, 9, 1),

	/* TLS Baseline Requirements */
	BR_1_0_0 = DAY(2012, 7, 1),
	BR_ROOT_RSA_2048 = DAY(2011, 1, 1), /* roots that begin after 2010 */
	BR_CONSTRAINED_NAMES = DAY(2013, 7, 29), /* ballot 105: constraints on every kind of name */
	BR_1_1_3 = DAY(2013, 5, 3), /* ballot 93: key quality, DSA */
	BR_SHA2_ISSUERS = DAY(2015, 1, 16), /* 7.1.3: SHA-1 CAs should not issue SHA-2 */
	BR_SHA1_ISSUANCE_END = DAY(2016, 1, 1), /* subscribers and subordinate CAs */
	BR_SHA1_OCSP_END = DAY(2017, 1, 1),
	BR_EXPONENTS = DAY(2013, 1, 1), /* ballot 93: RSA exponents */
	BR_EKU_IN_CA = DAY(2013, 7, 29), /* ballot 105 */
	BR_RSA_2048 = DAY(2014, 1, 1), /* 1024 bits have run out */
	BR_39_MONTHS = DAY(2015, 4, 2), /* issued after 1 April 2015 */
	BR_1_2_5 = DAY(2015, 4, 2), /* ballot 148: names of CAs themselves */
	BR_ROOT_KEYS = DAY(2016, 7, 1), /* roots sign no subscriber's certificate */
	BR_39_MONTHS_ALL = DAY(2016, 7, 1), /* documented exceptions have run out */
	BR_IV_POLICY = DAY(2015, 9, 28), /* ballot 151: reserved identifiers of IV and EV */
	BR_1_3_4 = DAY(2016, 5, 10), /* generic names of CAs no longer mentioned */
	BR_PERSONAL_NAMES = DAY(2016, 9, 7), /* ballot 175: givenName and surname */
	BR_SERIAL_64 = DAY(2016, 9, 30), /* ballot 164 */
	BR_1_4_8 = DAY(2017, 6, 8), /* ballot 199: commonName in CAs */
	BR_39_MONTHS_END = DAY(2018, 3, 1), /* issued prior to 1 March 2018 */
	BR_825_DAYS = DAY(2018, 3, 2), /* issued after 1 March 2018 */
	BR_INTERNAL_NAMES_END = DAY(2015, 11, 1), /* 7.1.4.2.1, old: by issuance from here */
	BR_ONION_EV_ONLY = DAY(2015, 5, 1), /* ballot 144: others revoked by then */
	BR_UNDERSCORE_SUNSET = DAY(2018, 12, 10), /* SC12: conditions */
	BR_UNDERSCORE_END = DAY(2019, 4, 1), /* SC12: no issuance */
	BR_SC16 = DAY(2019, 4, 16), /* metadata in any attribute */
	BR_SC17 = DAY(2019, 6, 21),
	BR_SC27 = DAY(2020, 3, 27), /* version 3 onion names, not only EV */
	BR_1_7_1 = DAY(2020, 8, 20), /* EKU, AKI, exact algorithm encodings */
	BR_398_DAYS = DAY(2020, 9, 1),
	BR_1_7_3 = DAY(2020, 9, 30), /* byte-equal names, policy arc */
	BR_OU_WITHOUT_O_END = DAY(2021, 8, 16),
	BR_SC48 = DAY(2021, 8, 25), /* 1.8.0: names, Reserved IP Address redefined */
	BR_SC48_LABELS = DAY(2021, 10, 1), /* P-labels and Non-Reserved LDH labels only */
	BR_SC54 = DAY(2022, 4, 23), /* EV Guidelines' appendix F removed */
	BR_OU_END = DAY(2022, 9, 1),
	BR_2_0_0 = DAY(2023, 9, 15), /* SC62: the profiles */
	BR_SC63 = DAY(2024, 3, 15), /* OCSP optional, short-lived certificates */
	BR_SC79 = DAY(2024, 11, 14), /* several reserved policies in cross-certificates */
	BR_SC73 = DAY(2024, 11, 15), /* checks for weak keys by name */
	BR_SHA1_END = DAY(2026, 9, 15),
	BR_200_DAYS = DAY(2026, 3, 15), /* SC81 */
	BR_PRECERT_CA_END = DAY(2026, 3, 15), /* no more precertificate signing CAs */
	BR_ARPA_END = DAY(2026, 3, 15), /* SC86: no reverse-zone names */
	BR_SC95 = DAY(2026, 3, 31), /* policies of OCSP responders: SHOULD NOT */
	BR_100_DAYS = DAY(2027, 3, 15),
	BR_47_DAYS = DAY(2029, 3, 15)
};

#endif
