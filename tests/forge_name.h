/* Names of the forge: distinguished names, general names and lists of them. */

#ifndef CERTLINT_TESTS_FORGE_NAME_H
#define CERTLINT_TESTS_FORGE_NAME_H

#include "forge_bytes.h"

/* A Name, written C=US/O=Example+OU=Sales/CN=x. */
void put_name(struct buf *b, struct str s);

/* One RelativeDistinguishedName under another tag ([1] nameRelativeToCRLIssuer). */
void put_rdn(struct buf *b, unsigned tag, struct str s);

/* A GeneralName, KIND:value; without a known kind it is a URI or, in `fallback` "dir", a Name. */
void put_general_name(struct buf *b, struct str s, const char *fallback);

/* GeneralNames without their SEQUENCE header. */
void put_general_names(struct buf *b, struct str s, char sep, const char *fallback);

#endif
