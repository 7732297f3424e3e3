/* The sources of browsers' policies for Certificate Transparency. */

#ifndef CERTLINT_LINTS_CT_POLICY_H
#define CERTLINT_LINTS_CT_POLICY_H

#include "dates.h"
#include "lint.h"

#define CHROME_POLICY(section) .source = "Chrome CT Policy", .citation = section
#define CHROME_UNTIL_2022 CHROME_POLICY("Embedded SCTs, before 15 April 2022")
#define CHROME_EV CHROME_POLICY("EV certificates, before May 2018")
#define APPLE_POLICY(section) .source = "Apple CT Policy", .citation = section
#define MOZILLA_POLICY(section) .source = "Mozilla CT Policy", .citation = section

#define CHROME_LOG_POLICY(section) .source = "Chrome CT Log Policy", .citation = section
#define APPLE_LOG_PROGRAM(section) .source = "Apple CT Log Program", .citation = section
#define STATIC_API(section) .source = "C2SP static-ct-api", .citation = section

/* What the policies judge. */
#define SERVER_WITH_SCTS								\
	.on = FACTS(SUBSCRIBER, TLS, SCT_LIST_PRESENT, VALIDITY_KNOWN), .off = FACTS(PRECERTIFICATE)
#define EV_WITH_SCTS									\
	.on = FACTS(SUBSCRIBER, TLS, EV, SCT_LIST_PRESENT, VALIDITY_KNOWN),		\
	.off = FACTS(PRECERTIFICATE)

/* The SCTs that a certificate needs by its lifetime. */
unsigned chrome_needs(const struct cert *c);	/* since 2022; Mozilla the same */
unsigned apple_needs(const struct cert *c);	/* since 2021 */
unsigned months_need(const struct cert *c);	/* Chrome before, and Apple */

/*
 * Whether Chrome judges by the rules of 15 April 2022: for it a certificate is issued at the time
 * of its first SCT.
 */
bool chrome_rules_of_2022(const struct cert *c);

/* Where something about all SCTs is reported. */
struct span sct_list_place(const struct cert *c);

#endif
