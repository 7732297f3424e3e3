/* What certificates, CRLs, responses and requests have in common. */

#ifndef CERTLINT_TESTS_FORGE_FIELDS_H
#define CERTLINT_TESTS_FORGE_FIELDS_H

#include "forge_recipe.h"

/* The to-be-signed part of each kind of object. */
void put_tbs_certificate(struct buf *b, const struct recipe *recipe, const struct make *make);
void put_tbs_crl(struct buf *b, const struct recipe *recipe, const struct make *make);
void put_response_data(struct buf *b, const struct recipe *recipe, const struct make *make);
void put_request_info(struct buf *b, const struct recipe *recipe, const struct make *make);

/* What goes around a response: how many elements are open, 1 if there is to be nothing inside. */
size_t open_response(struct buf *b, const struct recipe *recipe, size_t at[4]);
void put_certs(struct buf *b, const struct make *make);

/* Extensions under a tag, or bare with tag 0; nothing if there are none. */
void put_extensions_field(struct buf *b, unsigned tag, const struct recipe *recipe,
			  const struct make *make);

/* The text of the algorithm, inner (TBSALG) or outer (OUTERALG). */
struct str algorithm_of(const struct recipe *recipe, const struct make *make, enum field field);

/* The issuer's Name, or what stands for it. */
void put_issuer_name(struct buf *b, const struct recipe *recipe, const struct make *make);

#endif
