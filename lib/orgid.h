/* Organization identifiers: which register knows an organization, and under what number. */

#ifndef CERTLINT_LIB_ORGID_H
#define CERTLINT_LIB_ORGID_H

#include "der.h"

/*
 * The parts of organizationIdentifier (EN 319 412-1 5.1.4, EV Guidelines 7.1.4.2.8, S/MIME BR
 * 7.1.4.2.2) or of the extension cabfOrganizationIdentifier.  Absent ones have p == NULL.
 */
struct orgid {
	struct span whole;
	struct span scheme;		/* "NTR"; "DE:" of a national scheme */
	struct span country;		/* "US"; "XG" of global ones */
	struct span subdivision;	/* "CA" */
	struct span reference;		/* after the first hyphen */
	bool extension;			/* read from the extension */
};

enum orgid_fault {
	ORGID_SHORT = 1,		/* has no place for scheme and country */
	ORGID_SEPARATOR = 2,		/* neither "+" nor "-" nor the end follows the country */
	ORGID_NO_REFERENCE = 4,		/* nothing after the hyphen, or no hyphen */
	ORGID_NO_HYPHEN = 8,
	ORGID_NOT_DER = 16		/* the extension's value is not of its type */
};

/* The parts of a value, as far as it can be told apart; an OR of faults. */
unsigned orgid_from_text(struct span text, struct orgid *out);
unsigned orgid_from_extension(struct span value, struct orgid *out);

/* Whether two name the same, part by part; an empty subdivision is none. */
bool orgid_same(const struct orgid *a, const struct orgid *b);

/* What a document lets a scheme have. */
enum orgid_country {
	ORGID_ISO,			/* a code of ISO 3166-1 */
	ORGID_VAT,			/* the same, or a prefix of Directive 2006/112/EC: EL, XI */
	ORGID_GLOBAL			/* "XG" */
};
enum orgid_presence { ORGID_BARRED, ORGID_MAY, ORGID_MUST };
struct orgid_scheme {
	char name[4];			/* "xx:" stands for every national scheme */
	uint8_t country;		/* enum orgid_country */
	uint8_t subdivision, reference;	/* enum orgid_presence */
};

/* The schemes of a document; each list ends with an empty name. */
extern const struct orgid_scheme orgid_evg[];	/* EV Guidelines, appendix H */
extern const struct orgid_scheme orgid_smime[];	/* S/MIME BR, appendix A */
extern const struct orgid_scheme orgid_etsi[];	/* EN 319 412-1 5.1.4, legal persons */

/* A scheme by its name, which is in upper case; NULL if the document has it not. */
const struct orgid_scheme *orgid_scheme(const struct orgid_scheme *list, struct span name);

/* Whether a code is right for a scheme on `day`; ORGID_VAT without EL and XI: ask for ORGID_ISO. */
bool orgid_country_fits(enum orgid_country rule, struct span code, int32_t day);

/* One to three letters or digits: what ISO 3166-2 codes have after the country. */
bool orgid_is_subdivision(struct span code);

/*
 * Whether a VAT number has the layout of its country (blanks, dots and hyphens are passed over):
 * 1 it has, 0 it has not, -1 the layout is not known here.
 */
int orgid_vat_fits(struct span country, struct span number);

/* An LEI of ISO 17442: 20 letters and digits, and the check digits are right. */
bool orgid_lei_is_valid(struct span lei);

/* Parts of a PSD reference (TS 119 495 5.2.1): the authority and the provider's number. */
bool orgid_psd_split(struct span reference, struct span *authority, struct span *number);

/*
 * The payment supervisor that TS 119 495 annex D names for a country: 1 this one, 0 another, -1
 * none is known here.
 */
int orgid_psd_knows(struct span country, struct span authority);

#endif
